using System.Diagnostics.CodeAnalysis;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>The items of one kind that this node has in hand: claims as many as there is room for, runs their handlers, finishes them.</summary>
internal sealed partial class WorkLane(
    IWorkItemHandler handler,
    LeaseStore leases,
    WorkItemFinisher finisher,
    WorkflowRuntimeOptions options,
    ILogger logger,
    CancellationToken stopping) : IAsyncDisposable
{
    private readonly List<Task<EndedItem>> running = [];
    private readonly LeaseKeeper keeper = new(leases, options.Lease, stopping);

    public bool IsEmpty => running.Count == 0;

    public bool HasEnded => running.Exists(task => task.IsCompleted);

    /// <summary>Completes when a handler has; not to be asked of an empty lane.</summary>
    public Task AnyEnded => Task.WhenAny(running);

    /// <summary>Takes back what lost workers held, claims what there is room for, and starts it.</summary>
    /// <returns>How many items were claimed.</returns>
    public async Task<int> FillAsync()
    {
        var room = handler.Concurrency - running.Count;
        if (room <= 0)
            return 0;
        await leases.TakeBackExpiredAsync(handler.Kind, handler.Retries, stopping);
        var items = await leases.ClaimAsync(handler.Kind, room, stopping);
        running.AddRange(items.Select(item => HandleAsync(item, keeper.Add(item))));
        return items.Count;
    }

    /// <summary>
    /// Waits for a handler to end, and a moment for others so that they share a transaction; finishes or gives back. While the
    /// database is away they stay in hand, their leases renewed, for the next call: what was done outside isn't done again.
    /// </summary>
    public async Task EndSomeAsync()
    {
        await AnyEnded;
        if (!stopping.IsCancellationRequested && running.Exists(task => !task.IsCompleted))
            await Task.WhenAny(Task.WhenAll(running), Task.Delay(options.FinishLinger, TimeProvider.System, stopping));
        var done = running.FindAll(task => task.IsCompleted);
        var ended = await Task.WhenAll(done);

        // What was done outside is finished here even while the node stops: otherwise it would be done again.
        using var patience = stopping.IsCancellationRequested
            ? new CancellationTokenSource(options.ShutdownGrace, TimeProvider.System)
            : new CancellationTokenSource();
        var cancelled = ended.Where(item => item.Outcome is null).Select(item => item.Item).ToList();
        if (cancelled.Count > 0)
            await leases.GiveBackAsync(cancelled, patience.Token);
        await finisher.FinishAsync([.. ended.Where(item => item.Outcome is not null)], handler.Retries, patience.Token);
        running.RemoveAll(done.Contains);
        keeper.Release(ended.Select(item => item.Item));
    }

    public ValueTask DisposeAsync() => keeper.DisposeAsync();

    [SuppressMessage("Design", "CA1031", Justification = "The worker is one of the three places where exceptions are caught.")]
    private async Task<EndedItem> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
    {
        try
        {
            return new EndedItem(item, await handler.HandleAsync(item, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (!stopping.IsCancellationRequested)
                LogLeaseLost(logger, item.Id, item.Kind);
            return new EndedItem(item, Outcome: null);
        }
        catch (Exception exception)
        {
            LogThrew(logger, item.Id, item.Kind, exception.GetType().FullName);
            return new EndedItem(item, new WorkOutcome.Transient("WORK-001", exception.GetType().FullName ?? exception.GetType().Name));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "WORK-002 Work item {Id} ({Kind}): its lease ran out while it was done; another worker has it")]
    private static partial void LogLeaseLost(ILogger logger, long id, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "WORK-001 Work item {Id} ({Kind}): the handler threw {Exception}")]
    private static partial void LogThrew(ILogger logger, long id, string kind, string? exception);
}
