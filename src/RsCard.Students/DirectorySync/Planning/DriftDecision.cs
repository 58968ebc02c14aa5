using RsCard.Students.Database;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>What a person decided about a deviation, and what still holds of it (revoked ones aren't given to the planner).</summary>
/// <param name="Student">Null for an entry that nobody wants.</param>
/// <param name="EntryUuid">The entry; <see cref="Guid.Empty"/> for a student without one. Of two candidates, for <see cref="DriftChoice.Fix"/>: the one that is the student's.</param>
/// <param name="Attribute">Our name; null: about the whole situation.</param>
/// <param name="Until">The last day of an exemption.</param>
/// <param name="Digest">Of the value (or, without an attribute, the entry) that was decided on, by <see cref="SyncPlanner.DigestOf"/>: another one ends the decision. Required for <see cref="DriftChoice.Accept"/>.</param>
public sealed record DriftDecision(
    StudentId? Student, Guid EntryUuid, Situation Situation, string? Attribute, DriftChoice Choice, DateOnly? Until, string? Digest);

public enum DriftChoice
{
    /// <summary>Write what we want.</summary>
    Fix,

    /// <summary>What the directory has is right, until it changes again.</summary>
    Accept,

    /// <summary>Say nothing of it before the end date.</summary>
    Exempt,
}
