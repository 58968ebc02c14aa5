namespace RsCard.Students.Runtime.WorkItems;

/// <summary>Does the work of one kind, outside any transaction. Must be idempotent: an item may come twice.</summary>
public interface IWorkItemHandler
{
    /// <summary>The kind it serves, for example <c>mail</c>.</summary>
    string Kind { get; }

    /// <summary>How many items of this kind one node does at the same time; 1 to 64.</summary>
    int Concurrency { get; }

    /// <summary>
    /// How many items of this kind one node leases at a time; from <see cref="Concurrency"/> to 500. More than the handler does
    /// at once is for work of milliseconds, where claiming and finishing would be the larger part: what waits for its turn
    /// here is kept from other nodes, and counts an attempt when this one is killed.
    /// </summary>
    int Batch => Concurrency;

    RetryPolicy Retries { get; }

    /// <summary>Cancelled at shutdown (the lease is given back, no attempt is counted) and when the lease is lost.</summary>
    Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken);
}
