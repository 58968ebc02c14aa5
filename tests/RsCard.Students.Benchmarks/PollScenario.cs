using RsCard.Students.Runtime;

namespace RsCard.Students.Benchmarks;

/// <summary>A poll that finds nothing due, over few and over many waiting timers: time, and blocks that PostgreSQL touches.</summary>
internal static class PollScenario
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        var few = await RunAsync(scale.Timers.Few, scale.Polls, cancellationToken);
        var many = await RunAsync(scale.Timers.Many, scale.Polls, cancellationToken);
        return
        [
            Figure.Of($"poll with {scale.Timers.Few:n0} waiting timers, median", $"{few:0.00} ms"),
            Figure.Of($"poll with {scale.Timers.Many:n0} waiting timers, median", $"{many:0.00} ms"),
            Figure.AtMost("many against few", many / few, 2, " times"),
        ];
    }

    private static async Task<double> RunAsync(int timers, int polls, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateAsync(cancellationToken);
        await using var node = await Node.CreateAsync(database.Data, new WorkflowRuntimeOptions(), cancellationToken);
        await node.StartAsync(Charts.Path, 1, cancellationToken);
        await WaitingTimers.AddAsync(database, timers, cancellationToken);
        return 1000 / await Measure.RateAsync(polls, async () =>
        {
            await node.Timers.RunOnceAsync(cancellationToken);
            return 1;
        });
    }
}
