namespace RsCard.Students.Students;

/// <summary>Months as the calendar counts them (D-12).</summary>
public static class CalendarMonths
{
    /// <summary>The same day some months later, or the month's last day where it has no such day: 31 January + 1 is the last of February.</summary>
    public static DateOnly After(DateOnly day, int months) => day.AddMonths(months);
}
