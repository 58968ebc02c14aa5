using System.Diagnostics.CodeAnalysis;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>Leases due work items of the kinds that this node has handlers for, does them, and finishes them.</summary>
public sealed partial class WorkItemWorker(
    IEnumerable<IWorkItemHandler> handlers,
    LeaseStore leases,
    WorkItemFinisher finisher,
    WorkflowRuntimeOptions options,
    ILogger<WorkItemWorker> logger)
{
    private readonly Dictionary<string, IWorkItemHandler> handlers = handlers.ToDictionary(handler => handler.Kind);

    /// <summary>The kinds that this node does.</summary>
    public IReadOnlyCollection<string> Kinds => handlers.Keys;

    /// <summary>One batch of each kind.</summary>
    /// <returns>How many items were handled, failures included.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken) =>
        (await Task.WhenAll(handlers.Keys.Select(kind => RunOnceAsync(kind, cancellationToken)))).Sum();

    /// <summary>
    /// Claims as many items of one kind as its handler does at the same time, and returns when all have been finished or
    /// given back. Those that end about the same time are finished in one transaction.
    /// </summary>
    public async Task<int> RunOnceAsync(string kind, CancellationToken cancellationToken)
    {
        var handler = handlers[kind];
        await leases.TakeBackExpiredAsync(kind, handler.Retries.MaxAttempts, cancellationToken);
        var items = await leases.ClaimAsync(kind, handler.Concurrency, cancellationToken);
        if (items.Count == 0)
            return 0;

        await using var keeper = new LeaseKeeper(leases, items, options.Lease, cancellationToken);
        var running = items.Select(item => HandleAsync(handler, item, keeper.TokenOf(item))).ToList();
        while (running.Count > 0)
        {
            await Task.WhenAny(running);
            await LingerAsync(running, cancellationToken);
            var done = running.FindAll(task => task.IsCompleted);
            running.RemoveAll(done.Contains);
            await EndAsync(await Task.WhenAll(done), handler, keeper, cancellationToken);
        }

        return items.Count;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The worker is one of the three places where exceptions are caught.")]
    private async Task<EndedItem> HandleAsync(IWorkItemHandler handler, LeasedWorkItem item, CancellationToken cancellationToken)
    {
        try
        {
            return new EndedItem(item, await handler.HandleAsync(item, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new EndedItem(item, Outcome: null);
        }
        catch (Exception exception)
        {
            LogThrew(logger, item.Id, item.Kind, exception.GetType().FullName);
            return new EndedItem(item, new WorkOutcome.Transient("WORK-001", exception.GetType().FullName ?? exception.GetType().Name));
        }
    }

    /// <summary>Waits a moment for the others, so that they share a transaction.</summary>
    private async Task LingerAsync(List<Task<EndedItem>> running, CancellationToken cancellationToken)
    {
        if (running.TrueForAll(task => task.IsCompleted) || cancellationToken.IsCancellationRequested)
            return;
        await Task.WhenAny(Task.WhenAll(running), Task.Delay(options.FinishLinger, TimeProvider.System, cancellationToken));
    }

    private async Task EndAsync(IReadOnlyList<EndedItem> ended, IWorkItemHandler handler, LeaseKeeper keeper, CancellationToken cancellationToken)
    {
        // What was done outside is finished here even while the node stops: otherwise it would be done again.
        using var patience = cancellationToken.IsCancellationRequested
            ? new CancellationTokenSource(options.ShutdownGrace, TimeProvider.System)
            : new CancellationTokenSource();
        var cancelled = ended.Where(item => item.Outcome is null).Select(item => item.Item).ToList();
        if (cancelled.Count > 0)
            await leases.GiveBackAsync(cancelled, patience.Token);
        await finisher.FinishAsync([.. ended.Where(item => item.Outcome is not null)], handler.Retries, patience.Token);
        keeper.Release(ended.Select(item => item.Item));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "WORK-001 Work item {Id} ({Kind}): the handler threw {Exception}")]
    private static partial void LogThrew(ILogger logger, long id, string kind, string? exception);
}
