using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Drift;

/// <summary>What a person says about a deviation.</summary>
/// <param name="Attribute">Our name; null: the whole.</param>
/// <param name="Until">The last day of an exemption.</param>
/// <param name="Reason">Without personal data; an exemption needs one.</param>
/// <param name="Candidate">Of several entries, the one that is the student's: to fix that they are several.</param>
public sealed record DriftWord(DriftChoice Choice, string? Attribute, DateOnly? Until, string? Reason, Guid? Candidate);

/// <summary>What is wrong with a word.</summary>
public enum DriftProblem
{
    UntilMissing,
    UntilOutOfRange,
    ReasonMissing,
}

/// <param name="Skipped">Those that weren't decided, and why.</param>
public sealed record DriftResult(int Decided, IReadOnlyList<DriftSkipped> Skipped);

/// <param name="Code"><c>DRIFT-002</c>: somebody has decided since; <c>DRIFT-003</c>: it is open no more; <c>DRIFT-004</c>: that can't be decided of it.</param>
/// <param name="By">Who decided before.</param>
public sealed record DriftSkipped(int Position, string Code, string? By, DateTimeOffset? At);
