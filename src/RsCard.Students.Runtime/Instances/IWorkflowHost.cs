using Npgsql;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Instances;

/// <summary>What the runtime asks of the product. Both calls happen inside the transaction that moves the instances.</summary>
public interface IWorkflowHost
{
    /// <summary>Loads, set-based, what the activities of these cases need to decide.</summary>
    Task<IActivityDecider> PrepareAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken);

    /// <summary>Writes down, set-based, what happened: effects, audit.</summary>
    Task RecordAsync(NpgsqlTransaction transaction, IReadOnlyList<InstanceAdvance> advances, CancellationToken cancellationToken);

    /// <summary>
    /// When a wait is due after a break: by itself now and what was left, to the second. The product may count in days of its
    /// own calendar instead, which the runtime doesn't know.
    /// </summary>
    /// <param name="signal">What a person's step waits for; null for a timer.</param>
    /// <param name="due">When it was due. A timer's is after <paramref name="stoppedAt"/>; a person may have been late already.</param>
    /// <param name="now">Business time, UTC, as all three.</param>
    DateTimeOffset DueAfterBreak(string? signal, DateTimeOffset due, DateTimeOffset stoppedAt, DateTimeOffset now) => now + (due - stoppedAt);
}

/// <summary>What one burst did to one instance.</summary>
/// <param name="Journal">In order.</param>
/// <param name="Effects">Those of the activity results, in order.</param>
/// <param name="Status">After the burst.</param>
public sealed record InstanceAdvance(
    Guid CorrelationId,
    Guid InstanceId,
    string DefinitionId,
    IReadOnlyList<JournalEntry> Journal,
    IReadOnlyList<object> Effects,
    InstanceStatus Status);

/// <param name="Event">Started, Suspended, Resumed, Completed, Canceled or Faulted.</param>
/// <param name="Outcome">The outcomes of a Completed, joined by '+'; null otherwise.</param>
public sealed record JournalEntry(string ActivityId, int Execution, string Event, string? Outcome);

/// <summary>Elsa's status and sub-status in one.</summary>
public enum InstanceStatus
{
    /// <summary>Running/Suspended: something waits.</summary>
    Suspended,
    Finished,
    Faulted,
    Cancelled,
}
