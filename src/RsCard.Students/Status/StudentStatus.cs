using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Stations;

namespace RsCard.Students.Status;

/// <summary>What a student sees behind the secret link: where am I, what do I do now, what next and when (D-10, D-60).</summary>
/// <param name="GivenName">The name only as far as the student needs it to know the page for theirs.</param>
/// <param name="Stage">How far the student has come.</param>
/// <param name="Stations">All that there are; students are sent to the active ones, and to the one that has their card.</param>
/// <param name="ParkedSince">The student has a break since then (D-33); null where not.</param>
/// <param name="NeedsCompanion">The passport is shown, and a responsible person from the institution is there (D-22).</param>
/// <param name="Language">What mails to the student are written in: sv or en.</param>
public sealed record StudentStatus(
    CaseId Case,
    string GivenName,
    string? RsId,
    StudentStage Stage,
    CardView? Card,
    PlacementView? Placement,
    DateOnly FirstDay,
    DateOnly LastDay,
    IReadOnlyList<CardStation> Stations,
    string Language,
    bool HasRead,
    DateTimeOffset? ParkedSince = null,
    bool NeedsCompanion = false)
{
    /// <summary>What the case waits for, whosever turn it is (D-60).</summary>
    public IReadOnlyList<CaseStep> Steps { get; init; } = [];

    /// <summary>The card is sent to the registered address, and activated at a station (D-80).</summary>
    public bool IsSentHome { get; init; }

    public override string ToString() => $"Status of {Case}";
}

/// <summary>The steps of the ordinary path as the student counts them.</summary>
public enum StudentStage
{
    /// <summary>The list has come; the HSA team looks at it.</summary>
    Review = 1,

    /// <summary>The entry stands: go to a card station.</summary>
    Photo = 2,

    /// <summary>The card is being made: at least a month.</summary>
    Month = 3,

    /// <summary>The card should be at the station.</summary>
    Pickup = 4,

    /// <summary>Card and RSid are there: ready for placement.</summary>
    Ready = 5,

    /// <summary>The case was closed.</summary>
    Closed = 6,

    /// <summary>The entry stands: one visit for a reserve card (D-28).</summary>
    ReserveCard = 7,

    /// <summary>The reserve card's certificate is to be renewed (D-24).</summary>
    Renewal = 8,
}
