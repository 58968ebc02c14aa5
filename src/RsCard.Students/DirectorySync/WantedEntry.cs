namespace RsCard.Students.DirectorySync;

/// <summary>What the directory should hold of a student: the union of the enrolments' periods (D-3), one RSid, one HSA-id (D-7).</summary>
/// <param name="PersonalNumber">12 digits, or null for a person known by passport.</param>
/// <param name="Closed">The period is over, or the student has withdrawn (D-35, D-36).</param>
public sealed record WantedEntry(
    string RsId,
    string HsaId,
    string? PersonalNumber,
    string GivenName,
    string FamilyName,
    string Email,
    DateOnly ValidFrom,
    DateOnly ValidTo,
    bool Closed)
{
    public override string ToString() => $"Wanted entry {RsId}";
}
