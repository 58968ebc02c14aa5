namespace RsCard.Students.Mail;

/// <summary>
/// What one mail tells, by kind. There is no room for a personal number in any of them (D-41), and what looks like one in
/// the free texts is masked by <see cref="MailComposer"/>.
/// </summary>
public abstract record MailFacts
{
    private MailFacts(MailKind kind) => Kind = kind;

    public MailKind Kind { get; }

    /// <summary>D-10. The link is the student's status link.</summary>
    public sealed record RsIdMail(string Name, string RsId, IReadOnlyList<MailStation> Stations) : MailFacts(MailKind.RsId);

    /// <summary>D-7, an entry that was moved. The link is the student's status link.</summary>
    public sealed record EnteredInRightBranchMail(string Name, IReadOnlyList<MailStation> Stations)
        : MailFacts(MailKind.EnteredInRightBranch);

    /// <summary>D-12: it says that the card should be at the station, never that it is. The link is the student's status link.</summary>
    public sealed record CardReadyMail(string Name, MailStation Station) : MailFacts(MailKind.CardReady);

    /// <summary>D-12, a recorded delay. The link is the student's status link.</summary>
    public sealed record CardDelayedMail(string Name, MailStation Station, DateOnly NewDate) : MailFacts(MailKind.CardDelayed);

    /// <summary>D-15. The link is the student's status link.</summary>
    /// <param name="SendBy">The last day to send the RSid to the unit.</param>
    /// <param name="DaysLeft">Days from today to <paramref name="SendBy"/>; 0 is today.</param>
    public sealed record PlacementReminderMail(string Name, string RsId, string UnitName, DateOnly FirstDay, DateOnly SendBy, int DaysLeft)
        : MailFacts(MailKind.PlacementReminder);

    /// <summary>D-15, nothing was sent in time. The link is the student's status link.</summary>
    public sealed record PlacementLastDayPassedMail(string Name, string RsId, string UnitName, DateOnly FirstDay, DateOnly SendBy)
        : MailFacts(MailKind.PlacementLastDayPassed);

    /// <summary>D-8 and D-16. The link is the student's status link.</summary>
    /// <param name="LastDay">The period's last day, through which the card must be valid.</param>
    public sealed record CardStillValidMail(string Name, DateOnly LastDay) : MailFacts(MailKind.CardStillValid);

    /// <summary>D-6, to the administrator: the row by its place, never the student. The link is the page of the list.</summary>
    /// <param name="Row">The record number of the list, its header being 1.</param>
    public sealed record RowRejectedMail(string ListName, int Row, string Reason) : MailFacts(MailKind.RowRejected);

    /// <summary>D-6, to the administrator, a question to be answered on the page. The link is the page of the list.</summary>
    /// <param name="Row">The record number of the list, its header being 1.</param>
    public sealed record AskedBackMail(string ListName, int Row, string Question) : MailFacts(MailKind.AskedBack);

    /// <summary>Names and texts don't reach a log by accident (D-41).</summary>
    public sealed override string ToString() => Kind.ToString();
}

/// <summary>A card station as a mail shows it.</summary>
/// <param name="Address">Where it is, on one line; may be empty.</param>
public sealed record MailStation(string Name, string Address);
