using RsCard.Students.Runtime;

namespace RsCard.Students.Benchmarks;

/// <summary>Runs instances from start to end in one process, and looks at what stays behind in its memory.</summary>
internal static class MemoryScenario
{
    private const double Mebibyte = 1 << 20;

    /// <summary>The smallest object has 24: half of one for each instance would be no leak of anything that an instance has.</summary>
    private const double MostBytesLeft = 12;

    private const int Parts = 10;

    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateAsync(cancellationToken);
        await using var node = await Node.CreateAsync(database.Data, new WorkflowRuntimeOptions(), cancellationToken);
        var figures = new List<Figure>();
        var heaps = new List<double>();
        var part = scale.Instances / Parts;
        for (var done = part; done <= scale.Instances; done += part)
        {
            await node.StartAsync(Charts.Short, part, cancellationToken);
            await Measure.UntilAsync(part, () => node.Timers.RunOnceAsync(cancellationToken));
            var heap = GC.GetTotalMemory(forceFullCollection: true) / Mebibyte;
            heaps.Add(heap);
            figures.Add(Figure.Of($"after {done:n0} instances", $"{heap:0.00} MiB managed, {Environment.WorkingSet / Mebibyte:0} MiB resident"));
        }

        // A leak grows in every part; what the process compiles, pools and looks up once, in one part or another.
        var grown = Measure.Quantile([.. heaps.Zip(heaps.Skip(1), (before, after) => after - before)], 0.5);
        figures.Add(Figure.AtMost("managed memory that an instance leaves behind", Math.Max(grown * Mebibyte / part, 0), MostBytesLeft, " bytes"));
        return figures;
    }
}
