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

/// <summary>
/// Does several items in one call: for work that asks and writes for many as quickly as for one. They are finished in one
/// transaction. Where the lease of one is lost the call is cancelled, and the others are given back.
/// </summary>
public interface IWorkItemBatchHandler : IWorkItemHandler
{
    /// <summary>How many items one call gets at most. <see cref="IWorkItemHandler.Concurrency"/> counts calls.</summary>
    int Together { get; }

    /// <returns>An outcome for each item, in their order. After an exception each item is handled alone.</returns>
    Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<LeasedWorkItem> items, CancellationToken cancellationToken);

    async Task<WorkOutcome> IWorkItemHandler.HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken) => (await HandleAsync([item], cancellationToken))[0];
}
