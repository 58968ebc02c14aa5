using System.Globalization;

namespace RsCard.Students.Students;

/// <summary>The days that an office is closed besides weekends and holidays: the editable calendar of D-61.</summary>
/// <param name="Texts">Each <c>2026-12-23</c> (that day alone), <c>12-24</c> (every year) or <c>midsummer-eve</c>.</param>
public sealed record ClosedDays(IReadOnlyCollection<string> Texts)
{
    private const string MidsummerEve = "midsummer-eve";

    private readonly HashSet<DateOnly> once = [.. Texts.Select(Once).OfType<DateOnly>()];
    private readonly HashSet<(int Month, int Day)> yearly = [.. Texts.Select(Yearly).OfType<(int, int)>()];
    private readonly bool midsummer = Texts.Contains(MidsummerEve, StringComparer.Ordinal);

    public bool Contains(DateOnly day) =>
        once.Contains(day) || yearly.Contains((day.Month, day.Day)) || (midsummer && day == SwedishWorkingDays.MidsummerEve(day.Year));

    /// <summary>The day that a text means in a year; null where it means none of that year.</summary>
    public static DateOnly? DayIn(string text, int year) => text == MidsummerEve
        ? SwedishWorkingDays.MidsummerEve(year)
        : Once(text) is { } once ? once.Year == year ? once : null : Once(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{text}"));

    /// <summary>Those that aren't a day.</summary>
    public IEnumerable<string> Problems() => Texts.Where(text => text != MidsummerEve && Once(text) is null && Yearly(text) is null);

    private static DateOnly? Once(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>29 February is a day, in the years that have it.</summary>
    private static (int Month, int Day)? Yearly(string text) => Once($"2028-{text}") is { } day ? (day.Month, day.Day) : null;
}
