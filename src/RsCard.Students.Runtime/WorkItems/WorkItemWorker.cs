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
    private static readonly TimeSpan PauseWhileAway = TimeSpan.FromMilliseconds(500);

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
        await using var lane = LaneOf(kind, cancellationToken);
        var claimed = await lane.FillAsync();
        while (!lane.IsEmpty)
            await lane.EndSomeAsync();
        return claimed;
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
                await lane.FillAsync();
                await EndedOrRungAsync(lane, bell, stopping);
                if (lane.HasEnded)
                    await lane.EndSomeAsync();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (NpgsqlException exception) when (DatabaseAway.Is(exception))
            {
                // Whatever is in hand stays there: breaking off would cancel it, and hold it up until its lease has run out.
                LogDatabaseAway(logger, kind, exception.SqlState ?? exception.GetType().Name);
                await Task.Delay(PauseWhileAway, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        while (!lane.IsEmpty)
            await lane.EndSomeAsync();
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away ({Cause}): what is in hand of {Kind} waits")]
    private static partial void LogDatabaseAway(ILogger logger, string kind, string cause);
}
