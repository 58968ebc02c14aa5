namespace RsCard.Students.DirectorySync.Planning;

/// <summary>What the safety brake lets through.</summary>
/// <param name="Released">To be carried out, in order.</param>
/// <param name="Held">Not now, and why.</param>
public sealed record BrakeVerdict(IReadOnlyList<PlannedEntry> Released, IReadOnlyList<HeldBack> Held);

/// <param name="Code">Stable: <c>BRAKE-001</c> …, in docs/operations.md.</param>
/// <param name="Detail">What was expected and what came, without personal data.</param>
public sealed record HeldBack(PlanKind Kind, int Count, string Code, string Detail);

/// <summary>How much of one kind a run may do without a person's word. Both must hold; a person's ceiling for a run goes before them.</summary>
public sealed record KindLimit(int Count, double Percent);
