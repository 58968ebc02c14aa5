using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Runs;

/// <param name="DryRun">Read and plan, write nothing.</param>
/// <param name="By">Who asks: <c>system</c>, or <c>staff:name</c>.</param>
public sealed record RunOrder(ReadDepth Depth, bool DryRun, string By);

/// <summary>What a run found, did and held back. Counts alone: it may be shown and kept.</summary>
/// <param name="State">planned, running, done, failed, held.</param>
/// <param name="InSync">Said only where the read after the writes finds nothing more to write.</param>
public sealed record RunReport(
    Guid Id,
    RunOrder Order,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    string State,
    ReadReport? Read,
    int Wanted,
    IReadOnlyDictionary<Situation, int> Situations,
    IReadOnlyDictionary<PlanKind, int> Planned,
    IReadOnlyDictionary<PlanKind, int> Applied,
    IReadOnlyList<HeldBack> Held,
    bool InSync,
    string? Code,
    string? Detail);
