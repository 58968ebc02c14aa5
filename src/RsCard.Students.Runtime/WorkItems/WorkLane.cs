using System.Diagnostics.CodeAnalysis;
using Npgsql;

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
    /// <summary>Between two tries to write down what was done, while the database is away.</summary>
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(500);

    private readonly LeaseKeeper keeper = new(leases, options.Lease, stopping);
    private readonly SemaphoreSlim places = new(handler.Concurrency);
    private readonly int together = handler is IWorkItemBatchHandler many ? many.Together : 1;
    private List<Call> running = [];
    private long? lookedForLost;

    public bool IsEmpty => running.Count == 0;

    /// <summary>Completes when a handler has; not to be asked of an empty lane.</summary>
    public Task AnyEnded => Task.WhenAny(running.Select(call => call.Task));

    /// <summary>Takes back what lost workers held, and claims what there is room for.</summary>
    public async Task<IReadOnlyList<LeasedWorkItem>> ClaimAsync()
    {
        var room = Math.Max(handler.Batch, handler.Concurrency) - running.Sum(call => call.Items);
        if (room <= 0)
            return [];
        if (lookedForLost is not { } looked || TimeProvider.System.GetElapsedTime(looked) > options.Poll / 2)
        {
            await leases.TakeBackExpiredAsync(handler.Kind, handler.Retries, stopping);
            lookedForLost = TimeProvider.System.GetTimestamp();
        }

        return await leases.ClaimAsync(handler.Kind, room, stopping);
    }

    public void Start(IReadOnlyList<LeasedWorkItem> items) =>
        running.AddRange(items.Chunk(together).Select(chunk => new Call(HandleAsync(chunk, [.. chunk.Select(keeper.Add)]), chunk.Length)));

    /// <summary>Those whose handlers have ended. Where some have and others haven't, waits a moment, so that they share a transaction.</summary>
    public async Task<IReadOnlyList<EndedItem>> TakeEndedAsync()
    {
        var ended = running.Exists(call => call.Task.IsCompleted);
        if (ended && together == 1 && !stopping.IsCancellationRequested && running.Exists(call => !call.Task.IsCompleted))
            await Task.WhenAny(Task.WhenAll(running.Select(call => call.Task)), Task.Delay(options.FinishLinger, TimeProvider.System, stopping));
        var parts = running.ToLookup(call => call.Task.IsCompleted);
        running = [.. parts[false]];
        return [.. (await Task.WhenAll(parts[true].Select(call => call.Task))).SelectMany(items => items)];
    }

    /// <summary>
    /// Finishes what was done and gives back what was cancelled; tries again for as long as a lease while the database is
    /// away, so that its restart costs seconds and no work is done twice.
    /// </summary>
    public async Task FinishAsync(IReadOnlyList<EndedItem> ended)
    {
        // What was done outside is finished here even while the node stops: otherwise it would be done again.
        using var patience = new CancellationTokenSource();
        using var stopped = stopping.Register(() => patience.CancelAfter(options.ShutdownGrace));
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            while (!await TryFinishAsync(ended, TimeProvider.System.GetElapsedTime(begun) < options.Lease, patience.Token))
                await Task.Delay(TryAgain, TimeProvider.System, patience.Token);
        }
        finally
        {
            keeper.Release(ended.Select(item => item.Item));
        }
    }

    public ValueTask DisposeAsync() => keeper.DisposeAsync();

    /// <returns>False where the database is away and it may be tried again.</returns>
    private async Task<bool> TryFinishAsync(IReadOnlyList<EndedItem> ended, bool mayTryAgain, CancellationToken cancellationToken)
    {
        try
        {
            var cancelled = ended.Where(item => item.Outcome is null).Select(item => item.Item).ToList();
            if (cancelled.Count > 0)
                await leases.GiveBackAsync(cancelled, cancellationToken);
            await finisher.FinishAsync([.. ended.Where(item => item.Outcome is not null)], handler.Retries, cancellationToken);
            return true;
        }
        catch (NpgsqlException exception) when (mayTryAgain && DatabaseAway.Is(exception))
        {
            LogAway(logger, ended.Count, handler.Kind, exception.SqlState ?? exception.GetType().Name);
            return false;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The worker is one of the three places where exceptions are caught.")]
    private async Task<IReadOnlyList<EndedItem>> HandleAsync(LeasedWorkItem[] items, CancellationToken[] leases)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(leases);
        try
        {
            await places.WaitAsync(lost.Token);
            try
            {
                var outcomes = handler is IWorkItemBatchHandler many ? await many.HandleAsync(items, lost.Token) : [await handler.HandleAsync(items[0], lost.Token)];
                return outcomes.Count == items.Length
                    ? [.. items.Zip(outcomes, (item, outcome) => new EndedItem(item, outcome))]
                    : throw new InvalidOperationException($"expected {items.Length} outcomes of {handler.Kind}, got {outcomes.Count}");
            }
            finally
            {
                places.Release();
            }
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            foreach (var (item, _) in items.Zip(leases).Where(pair => !stopping.IsCancellationRequested && pair.Second.IsCancellationRequested))
                LogLeaseLost(logger, item.Id, item.Kind);
            return [.. items.Select(item => new EndedItem(item, Outcome: null))];
        }
        catch (Exception) when (items.Length > 1)
        {
            // One of them is to blame, and shall not hold up the others.
            var alone = new List<EndedItem>();
            foreach (var (item, lease) in items.Zip(leases))
                alone.AddRange(await HandleAsync([item], [lease]));
            return alone;
        }
        catch (Exception exception)
        {
            LogThrew(logger, items[0].Id, items[0].Kind, exception.GetType().FullName);
            return [new EndedItem(items[0], new WorkOutcome.Transient("WORK-001", exception.GetType().FullName ?? exception.GetType().Name))];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "WORK-002 Work item {Id} ({Kind}): its lease ran out while it was done; another worker has it")]
    private static partial void LogLeaseLost(ILogger logger, long id, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "WORK-001 Work item {Id} ({Kind}): the handler threw {Exception}")]
    private static partial void LogThrew(ILogger logger, long id, string kind, string? exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away ({Cause}): {Count} work items ({Kind}) are done and will be finished when it is back")]
    private static partial void LogAway(ILogger logger, int count, string kind, string cause);

    /// <summary>One call of the handler.</summary>
    /// <param name="Items">How many it does.</param>
    private sealed record Call(Task<IReadOnlyList<EndedItem>> Task, int Items);
}
