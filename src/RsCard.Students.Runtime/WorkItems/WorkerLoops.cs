using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>
/// A node at work: listens, fires timers, and does work items, each kind in a loop of its own so that a slow mail server
/// doesn't hold up the directory. Stopping gives the leases back.
/// </summary>
public sealed partial class WorkerLoops(
    TimerWorker timers,
    WorkItemWorker work,
    BusinessClock clock,
    WorkflowListener listener,
    WorkflowRuntimeOptions options,
    ILogger<WorkerLoops> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterBreak = TimeSpan.FromSeconds(1);

    /// <summary>
    /// For the command line, the demo and tests: fires what is due and does what is ready, until nothing is. What waits for a
    /// retry, or is held by another node, is left.
    /// </summary>
    public async Task<IdleResult> RunUntilIdleAsync(CancellationToken cancellationToken)
    {
        await clock.RefreshAsync(cancellationToken);
        var total = new IdleResult(0, 0);
        while (true)
        {
            var round = new IdleResult(await timers.RunOnceAsync(cancellationToken), await work.RunOnceAsync(cancellationToken));
            if (round == new IdleResult(0, 0))
                return total;
            total = new IdleResult(total.TimersFired + round.TimersFired, total.ItemsHandled + round.ItemsHandled);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var bells = work.Kinds.ToDictionary(kind => kind, _ => new WakeUp());
        List<Task> loops =
        [
            listener.RunAsync(listening: null, stoppingToken),
            LoopAsync("timers", FireAllAsync, stoppingToken),
            .. bells.Select(bell => LoopAsync(bell.Key, token => work.RunAsync(bell.Key, bell.Value, token), stoppingToken)),
            ShareAsync([.. bells.Values], stoppingToken),
        ];
        await Task.WhenAll(loops);
    }

    private async Task FireAllAsync(CancellationToken stopping)
    {
        while (true)
        {
            await clock.RefreshAsync(stopping);
            if (await timers.RunOnceAsync(stopping) == 0)
                await listener.Timers.WaitAsync(options.Poll, stopping);
        }
    }

    /// <summary>One notification wakes the loop of each kind.</summary>
    private async Task ShareAsync(IReadOnlyList<WakeUp> bells, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await listener.Work.WaitAsync(options.Poll, stopping);
                foreach (var bell in bells)
                    bell.Signal();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>Runs until stopped; whatever breaks it off, the database being away for one, it begins again after a pause.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The worker is one of the three places where exceptions are caught.")]
    private async Task LoopAsync(string name, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await run(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogBrokenOff(logger, name, exception.GetType().FullName);
                await PauseAsync(stopping);
            }
        }
    }

    private async Task PauseAsync(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(PauseAfterBreak, TimeProvider.System, stopping);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The loop of {Loop} broke off with {Exception}; it begins again after a pause")]
    private static partial void LogBrokenOff(ILogger logger, string loop, string? exception);
}

/// <summary>What it took until nothing was due.</summary>
public sealed record IdleResult(int TimersFired, int ItemsHandled);
