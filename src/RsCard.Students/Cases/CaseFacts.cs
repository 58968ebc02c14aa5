using RsCard.Students.Database;

namespace RsCard.Students.Cases;

/// <summary>All that the activities of one case decide by. Loaded inside the transaction that moves the case.</summary>
/// <param name="FirstDay">Of the enrolment (D-29).</param>
/// <param name="LatestDecision">Of the review: approved, own-card, rejected or asked; null before the first.</param>
/// <param name="MailedRsId">A mail with the RSid was sent to the student, in this case or another (D-7: never a second).</param>
/// <param name="Card">The newest card of the student that isn't cancelled, or null.</param>
/// <param name="CardInDirectory">What the directory says of a card the student already has, or null where it says nothing (D-8).</param>
/// <param name="Placement">The first private placement, else the first of any kind, or null.</param>
public sealed record CaseFacts(
    CaseId Case,
    StudentId Student,
    DateOnly FirstDay,
    DateOnly LastDay,
    string? LatestDecision,
    bool MailedRsId,
    CardFacts? Card,
    DirectoryCardFacts? CardInDirectory,
    PlacementFacts? Placement);

/// <param name="Case">The case that the card was ordered in.</param>
public sealed record CardFacts(CaseId Case, string State, DateOnly PhotoOn, DateOnly ExpectedOn, DateOnly? ValidTo);

/// <param name="HasSameName">The entry had the student's name when we read it: another name needs a new card (D-16, D-32).</param>
public sealed record DirectoryCardFacts(string State, bool HasPhoto, DateOnly? ValidTo, bool HasSameName);

/// <param name="Kind">public, private or halmstad.</param>
public sealed record PlacementFacts(string Kind, DateOnly? FirstDay);
