using RsCard.Students.Runtime;

namespace RsCard.Students.Benchmarks;

/// <summary>
/// Moves cases of a realistic chart on: a timer fires or a work item ends, a decision follows, the next step opens. In
/// batches of 500, and by the same engine with a transaction for each.
/// </summary>
internal static class AdvanceScenario
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        var batched = await RunAsync(scale.Cases, scale.Rounds, NoWork.Most, cancellationToken);
        var alone = await RunAsync(scale.CasesAlone, scale.Rounds, batch: 1, cancellationToken);
        return
        [
            Figure.AtLeast("instances advanced by timers, 500 in a transaction", batched.ByTimer, 3000, "/s"),
            Figure.AtLeast("instances advanced by work items, 500 in a transaction", batched.ByWork, 3000, "/s"),
            Figure.Of("instances advanced by timers, a transaction each", $"{alone.ByTimer:n0}/s"),
            Figure.Of("instances advanced by work items, a transaction each", $"{alone.ByWork:n0}/s"),
            Figure.AtLeast("timers: batches against a transaction each", batched.ByTimer / alone.ByTimer, 15, " times"),
            Figure.AtLeast("work items: batches against a transaction each", batched.ByWork / alone.ByWork, 15, " times"),
        ];
    }

    private static async Task<(double ByTimer, double ByWork)> RunAsync(int cases, int rounds, int batch, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateAsync(cancellationToken);
        await using var node = await Node.CreateAsync(
            database.Data, new WorkflowRuntimeOptions { TimerBatch = batch }, cancellationToken, new NoWork(Charts.WorkKind, batch));
        await node.StartAsync(Charts.Path, cases, cancellationToken);
        Task<int> FireAsync() => Measure.UntilAsync(cases, () => node.Timers.RunOnceAsync(cancellationToken));
        Task<int> WorkAsync() => Measure.UntilAsync(cases, () => node.Work.RunOnceAsync(cancellationToken));
        Task DayAsync() => node.Clock.ShiftAsync(TimeSpan.FromDays(1.1), cancellationToken);

        var byTimer = await Measure.RateAsync(rounds, FireAsync, async () =>
        {
            // All but in the first round wait for a work item first.
            await node.Loops.RunUntilIdleAsync(cancellationToken);
            await DayAsync();
        });
        var byWork = await Measure.RateAsync(rounds, WorkAsync, async () =>
        {
            // The last firing left them with their work items to do.
            if (await database.ScalarAsync<long>("select count(*) from workflow.work_item", cancellationToken) > 0)
                return;
            await DayAsync();
            await FireAsync();
        });
        return (byTimer, byWork);
    }
}
