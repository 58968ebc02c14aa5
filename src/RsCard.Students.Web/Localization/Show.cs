using System.Globalization;
using RsCard.Students.Students;

namespace RsCard.Students.Web.Localization;

/// <summary>Days and times as pages show them: ISO, in Stockholm (D-43).</summary>
public static class Show
{
    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";

    public static string Day(DateTimeOffset? instant) => instant is { } at ? Day(StockholmTime.DayOf(at)) : "–";

    public static string Time(DateTimeOffset? instant) =>
        instant is { } at ? StockholmTime.Show(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "–";

    /// <summary>The time of day alone.</summary>
    public static string Clock(DateTimeOffset instant) => StockholmTime.Show(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A person of the staff by user name; anybody else as the audit trail has it.</summary>
    public static string Who(string? actor) => actor is null ? "–" : actor.StartsWith("staff:", StringComparison.Ordinal) ? actor["staff:".Length..] : actor;

    /// <summary>Real time of the database is shown as it is; whole days since a business instant.</summary>
    public static int DaysSince(DateTimeOffset instant, DateOnly today) => today.DayNumber - StockholmTime.DayOf(instant).DayNumber;

    public static DateOnly? ParseDay(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
