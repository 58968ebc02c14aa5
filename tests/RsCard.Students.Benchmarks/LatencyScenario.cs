using System.Collections.Concurrent;
using System.Diagnostics;
using RsCard.Students.Runtime;

namespace RsCard.Students.Benchmarks;

/// <summary>From the commit that makes an item to the start of its handler, on a node with nothing else to do.</summary>
internal static class LatencyScenario
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateAsync(cancellationToken);
        var begun = new BlockingCollection<long>();

        // A poll that would be seen at once among the figures.
        await using var node = await Node.CreateAsync(
            database.Data, new WorkflowRuntimeOptions { Poll = TimeSpan.FromSeconds(10) }, cancellationToken,
            new NoWork(Charts.WorkKind, 16, _ => begun.Add(Stopwatch.GetTimestamp(), cancellationToken)));
        await node.Loops.StartAsync(cancellationToken);
        var waits = new List<double>();
        for (var index = -5; index < scale.Starts; index++)
        {
            await node.InTransactionAsync(
                transaction => node.Queue.EnqueueAsync(transaction, Charts.WorkKind, $"key-{index}", "{}", correlationId: null, cancellationToken), cancellationToken);
            var committed = Stopwatch.GetTimestamp();
            var started = begun.Take(cancellationToken);
            if (index >= 0)
                waits.Add(Stopwatch.GetElapsedTime(committed, started).TotalMilliseconds);

            // The handler has begun; until the item is finished the node isn't idle again.
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        await node.Loops.StopAsync(cancellationToken);
        return
        [
            Figure.Of("from commit to the start of the handler, median", $"{Measure.Quantile(waits, 0.5):0.0} ms"),
            Figure.AtMost("from commit to the start of the handler, 99 %", Measure.Quantile(waits, 0.99), 100, " ms"),
        ];
    }
}
