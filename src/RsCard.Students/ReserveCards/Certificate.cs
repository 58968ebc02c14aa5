namespace RsCard.Students.ReserveCards;

/// <summary>How long a certificate of a reserve card is valid (D-23, D-24). Pure.</summary>
public static class Certificate
{
    /// <summary>Counted from the day of issue: issued on day 0, the last valid day is day 180 at most.</summary>
    public const int MostDays = 180;

    /// <summary>So many days before its end people are told.</summary>
    public const int ToldDaysBefore = 30;

    /// <summary>The last day at most: 180 days after the issue, and never past the education's last day.</summary>
    public static DateOnly EndOf(DateOnly issuedOn, DateOnly lastDayOfEducation)
    {
        var most = issuedOn.AddDays(MostDays);
        return lastDayOfEducation < most ? lastDayOfEducation : most;
    }
}
