namespace RsCard.Students.Runtime.WorkItems;

/// <summary>A work item that this worker holds until its lease runs out.</summary>
/// <param name="InstanceId">The instance that waits for it, or null where nothing waits.</param>
/// <param name="Execution">The execution within that instance that waits for it.</param>
/// <param name="Attempt">1 at the first try.</param>
/// <param name="Payload">JSON.</param>
/// <param name="LeaseToken">The fence: every write that finishes or changes the item names it.</param>
/// <param name="IsRetried">A person ordered it again after it had failed for good: its incident waits for the outcome.</param>
public sealed record LeasedWorkItem(
    long Id,
    string Kind,
    string Key,
    Guid? CorrelationId,
    Guid? InstanceId,
    int? Execution,
    int Attempt,
    string Payload,
    Guid LeaseToken,
    bool IsRetried)
{
    /// <summary>
    /// What is held. Not the id alone: a node that was starved past its lease may claim the same item again while its first
    /// attempt still runs, and then holds it by the later claim only.
    /// </summary>
    internal Lease Lease => new(Id, LeaseToken);
}

/// <summary>One claim of one item.</summary>
internal readonly record struct Lease(long Id, Guid Token);
