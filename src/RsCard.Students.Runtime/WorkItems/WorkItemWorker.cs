using Npgsql;
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
    /// Claims a batch of items of one kind, and returns when all have been finished or given back. Those that end about the
    /// same time are finished in one transaction.
    /// </summary>
    public async Task<int> RunOnceAsync(string kind, CancellationToken cancellationToken)
    {
        await using var lane = LaneOf(kind, cancellationToken);
        var claimed = await lane.ClaimAsync();
        lane.Start(claimed);
        await EndAllAsync(lane);
        return claimed.Count;
    }

    /// <summary>Keeps one kind going until stopped: a slow item holds up its key, not the others of its kind.</summary>
    /// <param name="bell">Rung when there may be something to claim; a poll stands behind it.</param>
    internal async Task RunAsync(string kind, WakeUp bell, CancellationToken stopping)
    {
        await using var lane = LaneOf(kind, stopping);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await TurnAsync(lane, kind))
                    await EndedOrRungAsync(lane, bell, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
        }

        await EndAllAsync(lane);
    }

    /// <summary>Finishes what has ended and claims what comes next, both at once: the database does one while this process prepares the other.</summary>
    /// <returns>False where there was neither, or the database is away.</returns>
    private async Task<bool> TurnAsync(WorkLane lane, string kind)
    {
        var ended = await lane.TakeEndedAsync();
        var finishing = ended.Count > 0 ? lane.FinishAsync(ended) : Task.CompletedTask;
        try
        {
            var claimed = await lane.ClaimAsync();
            lane.Start(claimed);
            return ended.Count + claimed.Count > 0;
        }
        catch (NpgsqlException exception) when (DatabaseAway.Is(exception))
        {
            // The handlers go on, and what they have done is finished when it is back.
            LogAway(logger, kind, exception.SqlState ?? exception.GetType().Name);
            return false;
        }
        finally
        {
            await finishing;
        }
    }

    private static async Task EndAllAsync(WorkLane lane)
    {
        while (!lane.IsEmpty)
        {
            await lane.AnyEnded;
            await lane.FinishAsync(await lane.TakeEndedAsync());
        }
    }

    private async Task EndedOrRungAsync(WorkLane lane, WakeUp bell, CancellationToken stopping)
    {
        if (lane.IsEmpty)
        {
            await bell.WaitAsync(options.Poll, stopping);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var rung = bell.WaitAsync(options.Poll, either.Token);
        await Task.WhenAny(lane.AnyEnded, rung);
        await either.CancelAsync();
        await rung.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private WorkLane LaneOf(string kind, CancellationToken stopping) => new(handlers[kind], leases, finisher, options, logger, stopping);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away ({Cause}): nothing is claimed for {Kind} until it is back")]
    private static partial void LogAway(ILogger logger, string kind, string cause);
}
