using System.Collections.Concurrent;
using System.Globalization;

namespace RsCard.Students.Students;

/// <summary>Swedish working days (D-61): weekends and public holidays are reckoned, the eves are the office's own list.</summary>
public sealed class SwedishWorkingDays
{
    private static readonly ConcurrentDictionary<int, IReadOnlySet<DateOnly>> HolidaysByYear = new();

    private volatile ClosedDays closed;

    /// <param name="closed">Days on which the office is closed besides: the editable calendar of eves.</param>
    public SwedishWorkingDays(ClosedDays closed) => this.closed = closed;

    public SwedishWorkingDays(IEnumerable<DateOnly> closedDays)
        : this(new ClosedDays([.. closedDays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]))
    {
    }

    /// <summary>The office's calendar has changed: what is reckoned from now on goes by it.</summary>
    public void Keep(ClosedDays changed) => closed = changed;

    public bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !Holidays(day.Year).Contains(day)
        && !closed.Contains(day);

    /// <summary>The n-th working day after a day; the day itself is not counted. Zero gives the day back, whatever it is.</summary>
    /// <param name="count">Zero or more.</param>
    public DateOnly Add(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        while (count > 0)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day))
                count--;
        }

        return day;
    }

    /// <summary>The n-th working day before a day; the day itself is not counted. Zero gives the day back, whatever it is.</summary>
    /// <param name="count">Zero or more.</param>
    public DateOnly Before(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        while (count > 0)
        {
            day = day.AddDays(-1);
            if (IsWorkingDay(day))
                count--;
        }

        return day;
    }

    /// <summary>How many working days lie after <paramref name="from"/>, up to and with <paramref name="to"/>.</summary>
    public int Between(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            count += IsWorkingDay(day) ? 1 : 0;
        return count;
    }

    /// <summary>The public holidays of a year by the act (1989:253), Sundays that have no name left out.</summary>
    public static IReadOnlySet<DateOnly> Holidays(int year) => HolidaysByYear.GetOrAdd(year, Reckon);

    /// <summary>The eves that most offices keep: a proposal for the editable calendar.</summary>
    public static IReadOnlyList<DateOnly> UsualEves(int year) =>
    [
        MidsummerEve(year),
        new DateOnly(year, 12, 24),
        new DateOnly(year, 12, 31),
    ];

    public static DateOnly MidsummerEve(int year) => MidsummerDay(year).AddDays(-1);

    /// <summary>Easter Sunday, by the anonymous Gregorian computation (Meeus/Jones/Butcher).</summary>
    public static DateOnly EasterSunday(int year)
    {
        var golden = year % 19;
        var (century, rest) = (year / 100, year % 100);
        var correction = (century - (century + 8) / 25 + 1) / 3;
        var epact = (19 * golden + century - century / 4 - correction + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
        var shift = (golden + 11 * epact + 22 * weekday) / 451;
        var sum = epact + weekday - 7 * shift + 114;
        return new DateOnly(year, sum / 31, sum % 31 + 1);
    }

    private static IReadOnlySet<DateOnly> Reckon(int year)
    {
        var easter = EasterSunday(year);
        return new HashSet<DateOnly>
        {
            new(year, 1, 1),
            new(year, 1, 6),
            easter.AddDays(-2),
            easter,
            easter.AddDays(1),
            new(year, 5, 1),
            easter.AddDays(39),
            easter.AddDays(49),
            new(year, 6, 6),
            MidsummerDay(year),
            SaturdayFrom(new DateOnly(year, 10, 31)),
            new(year, 12, 25),
            new(year, 12, 26),
        };
    }

    private static DateOnly MidsummerDay(int year) => SaturdayFrom(new DateOnly(year, 6, 20));

    private static DateOnly SaturdayFrom(DateOnly first) => first.AddDays(DayOfWeek.Saturday - first.DayOfWeek);
}
