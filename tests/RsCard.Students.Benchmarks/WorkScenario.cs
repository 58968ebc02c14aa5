using System.Diagnostics;
using RsCard.Students.Runtime;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Benchmarks;

/// <summary>
/// Work items from claim to finish through the loops of a node, with a handler that has nothing to do: items that nobody
/// waits for, and items whose case goes on.
/// </summary>
internal static class WorkScenario
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        var loose = await RunAsync(scale, scale.Items, (node, count) => node.InTransactionAsync(
            transaction => node.Queue.EnqueueManyAsync(
                transaction,
                [.. Enumerable.Range(0, count).Select(number => new NewWorkItem(Charts.WorkKind, $"key-{number}", """{"activity":"order"}""", CorrelationId: null))],
                cancellationToken),
            cancellationToken), cancellationToken);
        var awaited = await RunAsync(scale, scale.Cases, (node, count) => node.StartAsync(Charts.Order, count, cancellationToken), cancellationToken);
        return
        [
            Figure.AtLeast("work items that nobody waits for, claimed, handled and finished", loose, 10_000, "/s"),
            Figure.Of("work items whose case goes on, claimed, handled and finished", $"{awaited:n0}/s"),
        ];
    }

    private static async Task<double> RunAsync(Scale scale, int items, Func<Node, int, Task> prepare, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateAsync(cancellationToken);
        var rates = new List<double>();
        for (var round = 0; round <= scale.Rounds; round++)
        {
            var left = items;
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var node = await Node.CreateAsync(database.Data, new WorkflowRuntimeOptions(), cancellationToken, new NoWork(Charts.WorkKind, NoWork.Most, _ =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                    begun.SetResult();
            }));
            await prepare(node, items);
            var begin = Stopwatch.GetTimestamp();
            await node.Loops.StartAsync(cancellationToken);
            await begun.Task.WaitAsync(cancellationToken);

            // Stopping finishes what has been handled.
            await node.Loops.StopAsync(cancellationToken);
            if (round > 0)
                rates.Add(items / Stopwatch.GetElapsedTime(begin).TotalSeconds);
            if (await database.ScalarAsync<long>("select count(*) from workflow.work_item", cancellationToken) is var unfinished and > 0)
                throw new InvalidOperationException($"expected all items to be finished, got {unfinished} that aren't");
        }

        return Measure.Quantile(rates, 0.5);
    }
}
