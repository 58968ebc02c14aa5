using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Students;

namespace RsCard.Students.Review;

/// <summary>One student who waits for the HSA team's decision: the row beside what the directory holds (D-6).</summary>
/// <param name="Reasons">Why the case is here: new, wrong-branch, employee, other-name, ended, match, resubmitted, station.</param>
/// <param name="Since">When it came to review; the age is shown against the 2 weeks.</param>
/// <param name="ClaimedBy">Who of the team has taken the case on; null: nobody.</param>
/// <param name="Found">Null when the directory didn't answer.</param>
public sealed record ReviewItem(
    CaseId Case,
    StudentId Student,
    Person Person,
    string InstitutionCode,
    string Programme,
    DateOnly FirstDay,
    DateOnly LastDay,
    DateOnly? PlacementFirstDay,
    IReadOnlyList<string> Reasons,
    DateTimeOffset Since,
    DateTimeOffset? DueBy,
    string? ClaimedBy,
    IReadOnlyList<FoundEntry>? Found,
    DirectorySituation? Situation)
{
    public override string ToString() => $"Review of {Case}";
}
