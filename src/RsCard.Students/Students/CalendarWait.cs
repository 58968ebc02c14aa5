using System.Globalization;

namespace RsCard.Students.Students;

/// <summary>A wait in calendar months or in days, as settings write it: <c>1m</c>, <c>42d</c>.</summary>
public readonly record struct CalendarWait(int Months, int Days)
{
    private const int MostMonths = 12;
    private const int MostDays = 365;

    /// <returns>Null where the text is no wait of 1–12 months or 1–365 days.</returns>
    public static CalendarWait? Find(string text) =>
        text is [.. var digits, 'm' or 'd'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? text[^1] switch
            {
                'm' when count <= MostMonths => new CalendarWait(count, Days: 0),
                'd' when count <= MostDays => new CalendarWait(Months: 0, count),
                _ => null,
            }
            : null;

    /// <summary>Months as the calendar counts them: <see cref="CalendarMonths"/>.</summary>
    public DateOnly After(DateOnly day) => CalendarMonths.After(day, Months).AddDays(Days);

    public override string ToString() => Months > 0 ? $"{Months}m" : $"{Days}d";
}
