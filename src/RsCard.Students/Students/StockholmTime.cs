namespace RsCard.Students.Students;

/// <summary>Days and hours in Europe/Stockholm (D-43): times are kept in UTC, days are the region's.</summary>
public static class StockholmTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>When a business wait falls due on its day: 08:00 local time.</summary>
    public static TimeOnly MorningHour { get; } = new(8, 0);

    public static DateOnly Today(this TimeProvider clock) => DayOf(clock.GetUtcNow());

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Show(instant).DateTime);

    /// <summary>The instant with Stockholm's offset, for showing.</summary>
    public static DateTimeOffset Show(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>08:00 in Stockholm on that day, in UTC.</summary>
    public static DateTimeOffset MorningOf(DateOnly day) => At(day, MorningHour);

    /// <summary>
    /// A local time on a day, in UTC. An hour that the spring change leaps over counts as the same time after the change;
    /// of an hour that the autumn change repeats, the first is meant.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        var offset = Zone.IsInvalidTime(local) ? Zone.GetUtcOffset(local.AddHours(-1))
            : Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max()
            : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
