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
    private List<Task<EndedItem>> running = [];
    private long? lookedForLost;

    public bool IsEmpty => running.Count == 0;

    /// <summary>Completes when a handler has; not to be asked of an empty lane.</summary>
    public Task AnyEnded => Task.WhenAny(running);

    /// <summary>Takes back what lost workers held, and claims what there is room for.</summary>
    public async Task<IReadOnlyList<LeasedWorkItem>> ClaimAsync()
    {
        var room = Math.Max(handler.Batch, handler.Concurrency) - running.Count;
        if (room <= 0)
            return [];
        if (lookedForLost is not { } looked || TimeProvider.System.GetElapsedTime(looked) > options.Poll / 2)
        {
            await leases.TakeBackExpiredAsync(handler.Kind, handler.Retries, stopping);
            lookedForLost = TimeProvider.System.GetTimestamp();
        }

        return await leases.ClaimAsync(handler.Kind, room, stopping);
    }

    public void Start(IReadOnlyList<LeasedWorkItem> items) => running.AddRange(items.Select(item => HandleAsync(item, keeper.Add(item))));

    /// <summary>Those whose handlers have ended. Where some have and others haven't, waits a moment, so that they share a transaction.</summary>
    public async Task<IReadOnlyList<EndedItem>> TakeEndedAsync()
    {
        var ended = running.Exists(task => task.IsCompleted);
        if (ended && !stopping.IsCancellationRequested && running.Exists(task => !task.IsCompleted))
            await Task.WhenAny(Task.WhenAll(running), Task.Delay(options.FinishLinger, TimeProvider.System, stopping));
        var parts = running.ToLookup(task => task.IsCompleted);
        running = [.. parts[false]];
        return await Task.WhenAll(parts[true]);
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
    private async Task<EndedItem> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
    {
        try
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                return new EndedItem(item, await handler.HandleAsync(item, cancellationToken));
            }
            finally
            {
                places.Release();
            }
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away ({Cause}): {Count} work items ({Kind}) are done and will be finished when it is back")]
    private static partial void LogAway(ILogger logger, int count, string kind, string cause);
}
