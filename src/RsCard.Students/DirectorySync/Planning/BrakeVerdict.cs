namespace RsCard.Students.DirectorySync.Planning;

/// <summary>What the safety brake lets through.</summary>
/// <param name="Released">To be carried out, in order.</param>
/// <param name="Held">Not now, and why.</param>
public sealed record BrakeVerdict(IReadOnlyList<PlannedEntry> Released, IReadOnlyList<HeldBack> Held);

/// <param name="Code">Stable: <c>BRAKE-001</c> …, in docs/operations.md.</param>
/// <param name="Expected">How many were expected, where the code tells of a number: entries, students, or writes that are let through.</param>
/// <param name="Found">How many came; for <c>BRAKE-005</c> how many students there are.</param>
/// <param name="Percent">For <c>BRAKE-005</c>, of the students.</param>
public sealed record HeldBack(PlanKind Kind, int Count, string Code, int Expected = 0, int Found = 0, double Percent = 0);

/// <summary>How much of one kind a run may do without a person's word. Both must hold; a person's ceiling for a run goes before them.</summary>
public sealed record KindLimit(int Count, double Percent);
