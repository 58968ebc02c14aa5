using System.Globalization;
using RsCard.Students.Benchmarks.DirectorySync;

namespace RsCard.Students.Benchmarks;

/// <summary>
/// <c>./rscard bench [--smoke] [--instances N] [NAME…]</c>: measures what docs/performance.md shows, on the PostgreSQL that
/// RSCARD_POSTGRES names. Each scenario has a database of its own.
/// </summary>
public static class Program
{
    private static readonly Dictionary<string, Func<Scale, CancellationToken, Task<IReadOnlyList<Figure>>>> Scenarios = new(StringComparer.Ordinal)
    {
        ["advance"] = AdvanceScenario.RunAsync,
        ["work"] = WorkScenario.RunAsync,
        ["latency"] = LatencyScenario.RunAsync,
        ["poll"] = PollScenario.RunAsync,
        ["nodes"] = NodesScenario.RunAsync,
        ["step"] = StepScenario.RunAsync,
        ["memory"] = MemoryScenario.RunAsync,
        ["reconcile"] = ReconcileScenario.RunAsync,
        ["adds"] = AddScenario.RunAsync,
    };

    private const string Smoke = "--smoke";
    private const string Instances = "--instances";

    /// <summary>All scenarios, in the order of the table.</summary>
    public static IReadOnlyCollection<string> Names => Scenarios.Keys;

    public static async Task<int> Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        if (args is [NodesScenario.Child, var connectionString])
            return await NodesScenario.WorkAsync(connectionString, stop.Token);

        var scale = args.Contains(Smoke) ? Scale.Smoke : Scale.Full;
        var names = new List<string>();
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index] == Instances && index + 1 < args.Length && int.TryParse(args[index + 1], CultureInfo.InvariantCulture, out var instances) && instances >= 10)
            {
                scale = scale with { Instances = instances };
                index++;
            }
            else if (Scenarios.ContainsKey(args[index]))
            {
                names.Add(args[index]);
            }
            else if (args[index] != Smoke)
            {
                await Console.Error.WriteLineAsync($"expected {Smoke}, {Instances} NUMBER or any of {string.Join(", ", Scenarios.Keys)}, got '{args[index]}'");
                return 2;
            }
        }

        try
        {
            return await RunAsync(names.Count > 0 ? names : Names, scale, Console.Out, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
    }

    /// <summary>Runs scenarios one after another and prints a row for each figure as it is known.</summary>
    /// <returns>0 where every figure that has an aim reached it, otherwise 1. A smoke run has no aims.</returns>
    public static async Task<int> RunAsync(IReadOnlyCollection<string> names, Scale scale, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("| what | measured | aim | |");
        await output.WriteLineAsync("| --- | ---: | ---: | --- |");
        var missed = 0;
        foreach (var name in names)
        {
            foreach (var figure in await Scenarios[name](scale, cancellationToken))
            {
                await output.WriteLineAsync($"| {figure.What} | {figure.Measured} | {figure.Aim} | {(figure.Aim is null || scale.IsSmoke ? "" : figure.IsReached ? "reached" : "missed")} |");
                missed += figure.Aim is not null && !figure.IsReached ? 1 : 0;
            }
        }

        return missed > 0 && !scale.IsSmoke ? 1 : 0;
    }
}
