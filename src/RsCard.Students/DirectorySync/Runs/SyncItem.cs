using System.Text.Json;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Writing;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>One entry of a run, as it was planned.</summary>
/// <param name="Position">Its place in the run's order, from 1.</param>
/// <param name="State">planned, queued, held, done, superseded, failed.</param>
/// <param name="Plan">Null where the person was erased since, and for what an undo takes back.</param>
/// <param name="Reverse">What an undo writes; null for reconciliation.</param>
/// <param name="FirstSeenAt">When a run saw the same situation of the same entry first, without a break.</param>
public sealed record SyncItem(
    Guid Run,
    int Position,
    StudentId? Student,
    Guid? EntryUuid,
    Situation Situation,
    PlanKind Kind,
    string State,
    string? Code,
    string? Detail,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset? FinishedAt,
    PlannedEntry? Plan,
    EntryWrite? Reverse)
{
    internal const string WorkKind = "directory-sync";

    public const string Planned = "planned";
    public const string Queued = "queued";
    public const string Held = "held";
    public const string Done = "done";
    public const string Superseded = "superseded";
    public const string Failed = "failed";

    /// <summary>One write in flight for a student, the process's own included.</summary>
    internal string WorkKey => Student?.ToString() ?? EntryUuid?.ToString() ?? Run.ToString();

    /// <summary>Its run took too long and was given up: it is begun no more.</summary>
    public bool IsGivenUp { get; init; }

    public override string ToString() => $"{Position} {Kind} {Situation} {Student} {EntryUuid}";
}

/// <summary>The payload of a write.</summary>
/// <param name="Intent">What the first attempt set out to change; null before it.</param>
internal sealed record SyncOrder(Guid Run, int Position, WriteIntent? Intent)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static SyncOrder Parse(string payload) => JsonSerializer.Deserialize<SyncOrder>(payload) ?? throw new JsonException("empty order");
}
