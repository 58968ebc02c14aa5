using System.Globalization;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync;

/// <summary>Days as generalized time (RFC 4517, 3.3.13): noon in UTC, which is the same day in Stockholm all the year.</summary>
public static class DirectoryTime
{
    private static readonly string[] Forms =
    [
        "yyyyMMddHHmmss'Z'", "yyyyMMddHHmm'Z'", "yyyyMMddHH'Z'", "yyyyMMddHHmmss.f'Z'", "yyyyMMddHHmmss.fff'Z'", "yyyyMMddHHmmss.ffffff'Z'",
    ];

    public static string FromDay(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "120000Z";

    /// <summary>The Stockholm day of a generalized time; null where the text isn't one.</summary>
    public static DateOnly? ToDay(string? text) => ToInstant(text) is { } at ? StockholmTime.DayOf(at) : null;

    /// <summary>The instant of a generalized time; null where the text isn't one.</summary>
    public static DateTimeOffset? ToInstant(string? text) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    public static string FromInstant(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);
}
