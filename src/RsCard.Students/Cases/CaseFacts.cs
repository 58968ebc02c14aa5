using RsCard.Students.Database;

namespace RsCard.Students.Cases;

/// <summary>All that the activities of one case decide by. Loaded inside the transaction that moves the case.</summary>
/// <param name="Path">One of <see cref="CasePath"/>.</param>
/// <param name="FirstDay">Of the enrolment (D-29).</param>
/// <param name="LatestDecision">Of the review: approved, own-card, rejected or asked; null before the first.</param>
/// <param name="MailedRsId">A mail with the RSid was sent to the student, in this case or another (D-7: never a second).</param>
/// <param name="Card">The student's newest card that isn't cancelled or destroyed, of either kind; null where there is none.</param>
/// <param name="CardInDirectory">What the directory says of a card the student already has, else what the HSA team noted at review; null where nobody knows of one (D-8).</param>
/// <param name="Placements">By first day.</param>
/// <param name="CopyDecision">Of the student's newest passport copy, sent in any case (D-21): approved, rejected, or null where it isn't decided or there is none.</param>
/// <param name="NameDecision">Of the newest name change (D-32): approved, rejected, or null.</param>
/// <param name="HasOtherCase">The student has another open case that isn't ending: card and entry are still needed.</param>
/// <param name="IsHired">The region has employed the student: the card is kept (D-34).</param>
/// <param name="IsEnding">The case has begun to end.</param>
/// <param name="AwaitsPhoto">A step of the case waits for a photo.</param>
/// <param name="IsRenewal">What last brought the case to review is that its card ends (D-30).</param>
public sealed record CaseFacts(
    CaseId Case,
    StudentId Student,
    string Path,
    DateOnly FirstDay,
    DateOnly LastDay,
    string? LatestDecision,
    bool MailedRsId,
    CardFacts? Card,
    DirectoryCardFacts? CardInDirectory,
    IReadOnlyList<PlacementFacts> Placements,
    string? CopyDecision = null,
    string? NameDecision = null,
    bool HasOtherCase = false,
    bool IsHired = false,
    bool IsEnding = false,
    bool AwaitsPhoto = false,
    bool IsRenewal = false)
{
    /// <summary>What the deciding instance is about within the case (a placement, a card); null: the case itself.</summary>
    public Guid? Subject { get; init; }

    /// <summary>Of the passport in the newest copy (D-20); null where there is none.</summary>
    public DateOnly? CopiedPassportValidTo { get; init; }

    /// <summary>None of the student's open cases lasts longer: this one speaks for all of them where one is enough.</summary>
    public bool IsLongest { get; init; } = true;

    /// <summary>
    /// The first placement that goes on or begins after the last day of the card's certificate, and has a supervisor to tell (D-24). One
    /// without a last day goes on as long as the period.
    /// </summary>
    public PlacementFacts? PlacementAfterCertificate => Card?.ValidTo is { } validTo
        ? Placements.FirstOrDefault(placement => placement is { Kind: not "halmstad", HasSupervisorMail: true, FirstDay: { } first } && (placement.LastDay ?? (first > LastDay ? first : LastDay)) > validTo)
        : null;

    /// <summary>The student has been told that the break that goes on is noted (D-33).</summary>
    public bool ToldOfBreak { get; init; }

    /// <summary>The period ended while the student had a break (D-33).</summary>
    public bool EndedInBreak { get; init; }

    /// <summary>The placement that the instance is about; where it is about the case itself, the first private one, else the first.</summary>
    public PlacementFacts? Placement =>
        Placements.FirstOrDefault(placement => placement.Id == Subject)
        ?? Placements.OrderByDescending(placement => placement.Kind == "private").ThenBy(placement => placement.FirstDay).FirstOrDefault();
}

/// <param name="Case">The case that the card was ordered in.</param>
/// <param name="Kind">service or reserve.</param>
/// <param name="PhotoOn">Null for a reserve card, as is <paramref name="ExpectedOn"/> (D-28).</param>
/// <param name="ValidTo">The certificate's last day, where it is known; always for a reserve card (D-23).</param>
/// <param name="IsLost">The student hasn't got it: nobody asks for it back.</param>
/// <param name="HasOldName">It was ordered before another name was approved (D-32).</param>
public sealed record CardFacts(Guid Id, CaseId Case, string Kind, string State, DateOnly? PhotoOn, DateOnly? ExpectedOn, DateOnly? ValidTo, bool IsLost = false, bool HasOldName = false);

/// <param name="HasSameName">The entry had the student's name when we read it: another name needs a new card (D-16, D-32).</param>
public sealed record DirectoryCardFacts(string State, bool HasPhoto, DateOnly? ValidTo, bool HasSameName);

/// <param name="Kind">public, private or halmstad.</param>
/// <param name="HasSupervisorMail">Somebody to tell at the unit (D-15).</param>
/// <param name="HandedOverOn">When the placement's own process began.</param>
public sealed record PlacementFacts(
    Guid Id, string Kind, DateOnly? FirstDay, DateOnly? LastDay = null, bool HasUnitMail = false, bool HasSupervisorMail = false, bool IsVdiOrdered = false, bool IsReceived = false,
    DateOnly? HandedOverOn = null)
{
    /// <summary>Its name.</summary>
    public string Unit { get; init; } = "";
}
