using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Runs;

/// <param name="DryRun">Read and plan, write nothing.</param>
/// <param name="By">Who asks: <c>system</c>, or <c>staff:name</c>.</param>
public sealed record RunOrder(ReadDepth Depth, bool DryRun, string By);

/// <summary>What a run found, did and held back. Counts alone: it may be shown and kept.</summary>
/// <param name="State">planned, running, done, failed, held.</param>
/// <param name="InSync">Said only where the read after the writes finds nothing more to write.</param>
/// <param name="Code">Why it failed; null where it didn't.</param>
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
    string? Detail)
{
    public DateTimeOffset StartedAt { get; init => field = AsKept(value); } = AsKept(StartedAt);

    public DateTimeOffset? FinishedAt { get; init => field = value is { } at ? AsKept(at) : null; } = FinishedAt is { } end ? AsKept(end) : null;

    public const string Planning = "planned";
    public const string Running = "running";
    public const string Done = "done";
    public const string HeldState = "held";
    public const string FailedState = "failed";

    /// <summary>The run that this one took back; null for reconciliation.</summary>
    public Guid? Undoes { get; init; }

    /// <summary>The node that planned it.</summary>
    public string Node { get; init; } = "";

    /// <summary>Writes that haven't ended.</summary>
    public int Waiting { get; init; }

    /// <summary>Left alone, because the entry or what is wanted of it was another by then.</summary>
    public int Superseded { get; init; }

    /// <summary>Refused, by code.</summary>
    public IReadOnlyDictionary<string, int> Failed { get; init; } = new Dictionary<string, int>();

    /// <summary>When the oldest of what isn't as wanted was seen first; null where everything is.</summary>
    public DateTimeOffset? OldestDrift { get; init; }

    /// <summary>When it was last asked whether anything has changed since, and nothing had: the run held until then. Null: it wasn't asked, or something had.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Reading, planning and judging.</summary>
    public TimeSpan PlanningTook { get; init; }

    public bool IsOpen => State is Planning or Running;

    /// <summary>It took too long, and the next run took over: what was left of it is planned anew.</summary>
    public const string TookTooLong = "SYNC-007";

    /// <summary>How long it has gone on, by the business clock; null for one that has ended.</summary>
    public TimeSpan? AgeAt(DateTimeOffset now) => IsOpen ? now - StartedAt : null;

    /// <summary>To the microsecond, as the database keeps it: what is compared later is the same instant.</summary>
    private static DateTimeOffset AsKept(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

    internal static RunReport Begin(RunOrder order, DateTimeOffset now, string node) => new(
        Guid.CreateVersion7(),
        order,
        now,
        FinishedAt: null,
        Planning,
        Read: null,
        Wanted: 0,
        new Dictionary<Situation, int>(),
        new Dictionary<PlanKind, int>(),
        new Dictionary<PlanKind, int>(),
        [],
        InSync: false,
        Code: null,
        Detail: null)
    { Node = node };
}

/// <summary>A run that wasn't begun, for a reason that the one who asked can act on.</summary>
/// <param name="code"><c>SYNC-001</c> …, in docs/operations.md.</param>
public sealed class RunRefusedException(string code, string text) : Exception($"{code}: {text}")
{
    public string Code { get; } = code;

    public string Text { get; } = text;
}
