using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Students;

namespace RsCard.Students.Cases;

/// <summary>One case as those see it who may see it whole.</summary>
/// <param name="Person">Null when the values were erased.</param>
/// <param name="Outcome">ended, rejected or withdrawn; null while the case is open.</param>
/// <param name="RsIdMailedAt">When the mail with the RSid was sent: it may lie in the spam folder (D-10).</param>
/// <param name="Steps">Open steps, the one with the earliest due date first (D-60).</param>
/// <param name="Parked">Since when and why the case stands still (D-33); null where it doesn't.</param>
public sealed record CaseView(
    CaseId Id,
    StudentId Student,
    Person? Person,
    string InstitutionCode,
    string Programme,
    DateOnly FirstDay,
    DateOnly LastDay,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    string? Outcome,
    string? RsId,
    Guid? EntryUuid,
    DateTimeOffset? RsIdMailedAt,
    CardView? Card,
    PlacementView? Placement,
    IReadOnlyList<CaseStep> Steps,
    ParkedCase? Parked = null)
{
    /// <summary>Against the next placement (D-62); null where none is to come, or the case does nothing any more but end.</summary>
    public CaseForecast? Forecast { get; init; }

    /// <summary>The period ended while the student had a break (D-33).</summary>
    public bool EndedInBreak { get; init; }

    /// <summary>The directory has an active card of the student's, and we have handed over none (D-16): nothing has happened to it yet.</summary>
    public bool HasCardBefore { get; init; }

    /// <summary>The card is sent to the registered address (D-80).</summary>
    public bool IsSentHome { get; init; }

    /// <summary>The student has got protected identity (D-4): the person is erased, and nothing else of the case is shown either.</summary>
    public bool IsProtected => Outcome == "protected";

    public override string ToString() => $"Case {Id}";
}

/// <param name="StationCode">Empty, as the other words on the station, for a card that the student had before we ordered any.</param>
/// <param name="PhotoOn">With <paramref name="ExpectedOn"/> of a service card alone: a reserve card is issued in one visit (D-28).</param>
/// <param name="ValidTo">The certificate's last day, where it is known (D-23).</param>
/// <param name="ExpectedOn">When the card should be at the station; before that day nothing says that it can be fetched (D-12).</param>
public sealed record CardView(
    string State,
    string StationCode,
    string StationName,
    string StationAddress,
    DateOnly PhotoOn,
    DateOnly ExpectedOn,
    DateOnly? ArrivedOn,
    DateOnly? HandedOverOn,
    string Kind = CardKind.Service,
    DateOnly? ValidTo = null);

/// <param name="Kind">public, private or halmstad.</param>
public sealed record PlacementView(string Unit, string Kind, DateOnly? FirstDay);

/// <summary>An open step: whose turn, since when, due when (D-60).</summary>
/// <param name="Owner">One of <see cref="Owners"/>.</param>
public sealed record CaseStep(
    Guid InstanceId,
    string DefinitionId,
    string DefinitionHash,
    string ActivityId,
    string Swedish,
    string English,
    string Owner,
    DateTimeOffset Since,
    DateTimeOffset? DueBy);
