namespace RsCard.Students.Mail;

/// <summary>
/// All that a mail about a case can tell; null where it isn't so or isn't known. There is no room for a personal number (D-41), and
/// what looks like one in the free texts is masked by <see cref="MailPlaceholders"/>.
/// </summary>
public sealed record MailFacts
{
    /// <summary>The student's given name.</summary>
    public string? Name { get; init; }

    public string? RsId { get; init; }

    public string? HsaId { get; init; }

    /// <summary>Those that are open.</summary>
    public IReadOnlyList<MailStation>? Stations { get; init; }

    /// <summary>Where the card is fetched.</summary>
    public MailStation? Station { get; init; }

    /// <summary>When a delayed card should be there.</summary>
    public DateOnly? NewDate { get; init; }

    /// <summary>The last day of the card's certificate (D-29).</summary>
    public DateOnly? CertificateTo { get; init; }

    /// <summary>The period's last day (D-29), through which the card must be valid.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>The unit of the placement.</summary>
    public string? UnitName { get; init; }

    public DateOnly? PlacementFirstDay { get; init; }

    public DateOnly? PlacementLastDay { get; init; }

    /// <summary>The last day to send the RSid to the unit.</summary>
    public DateOnly? SendBy { get; init; }

    /// <summary>Days from today to <see cref="SendBy"/>; 0 is today.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>Other placements that the student is reminded of today; never empty.</summary>
    public IReadOnlyList<MailPlacement>? OtherPlacements { get; init; }

    /// <summary>The file name of the list that the student's row came with last.</summary>
    public string? List { get; init; }

    /// <summary>The record number of the list, its header being 1.</summary>
    public int? Row { get; init; }

    /// <summary>Why something was refused, as a person wrote it.</summary>
    public string? Reason { get; init; }

    /// <summary>What the HSA team asks, as it wrote it.</summary>
    public string? Question { get; init; }

    /// <summary>What waits for the reader, the oldest first; never empty.</summary>
    public IReadOnlyList<MailStep>? Steps { get; init; }

    /// <summary>The name of the institution.</summary>
    public string? Institution { get; init; }

    /// <summary>How it stands for the institution; never empty.</summary>
    public IReadOnlyList<MailCount>? Overview { get; init; }

    /// <summary>Names and texts don't reach a log by accident (D-41).</summary>
    public override string ToString() => nameof(MailFacts);
}

/// <summary>A card station as a mail shows it.</summary>
/// <param name="Address">Where it is, on one line; may be empty.</param>
public sealed record MailStation(string Name, string Address);

/// <summary>A placement beside the one that a mail is about.</summary>
/// <param name="SendBy">The last day to send the RSid to the unit.</param>
/// <param name="DaysLeft">To that day; negative when it has passed.</param>
public sealed record MailPlacement(Guid Id, string Unit, DateOnly SendBy, int DaysLeft);

/// <summary>Something that waits for the reader.</summary>
/// <param name="Student">Whom it is about, where the reader has several: the RSid, or list and row. Null to the student.</param>
public sealed record MailStep(string Swedish, string English, DateOnly Since, string? Student = null);

/// <summary>How many there are of something, and the page that shows them.</summary>
/// <param name="Address">Absolute; asks for a login.</param>
/// <param name="Overdue">Of them.</param>
public sealed record MailCount(string Swedish, string English, int Count, Uri Address, int Overdue = 0);
