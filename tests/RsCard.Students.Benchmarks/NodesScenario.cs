using System.Diagnostics;
using System.Globalization;
using Npgsql;
using RsCard.Students.Runtime;

namespace RsCard.Students.Benchmarks;

/// <summary>The same work done by one node and by two, each a process of its own, on one database.</summary>
internal static class NodesScenario
{
    public const string Child = "node";

    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        var one = await RateAsync(nodes: 1, scale, cancellationToken);
        var two = await RateAsync(nodes: 2, scale, cancellationToken);
        return
        [
            Figure.Of("instances advanced by work items, one process", $"{one:n0}/s"),
            Figure.Of("instances advanced by work items, two processes", $"{two:n0}/s"),
            Figure.AtLeast("two processes against one", 100 * two / one, 90, " %"),
        ];
    }

    /// <summary>What a child does: says that it is ready, waits to be told, works until nothing is due, says how much it did.</summary>
    public static async Task<int> WorkAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var data = NpgsqlDataSource.Create(connectionString);
        await using var node = await Node.CreateAsync(data, new WorkflowRuntimeOptions(), cancellationToken, new NoWork(Charts.WorkKind, NoWork.Most));
        await node.StartAsync(Charts.Order, NoWork.Most, cancellationToken);
        await node.Loops.RunUntilIdleAsync(cancellationToken);
        await Console.Out.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync(cancellationToken) is not null)
            await Console.Out.WriteLineAsync($"{(await node.Loops.RunUntilIdleAsync(cancellationToken)).ItemsHandled}");
        return 0;
    }

    private static async Task<double> RateAsync(int nodes, Scale scale, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateAsync(cancellationToken);
        await using var starter = await Node.CreateAsync(database.Data, new WorkflowRuntimeOptions(), cancellationToken);
        var children = Enumerable.Range(0, nodes).Select(_ => Start(database.ConnectionString)).ToList();
        try
        {
            foreach (var child in children)
                await child.StandardOutput.ReadLineAsync(cancellationToken);
            return await Measure.RateAsync(
                scale.Rounds,
                async () =>
                {
                    foreach (var child in children)
                        await child.StandardInput.WriteLineAsync("go");
                    var done = await Task.WhenAll(children.Select(child => child.StandardOutput.ReadLineAsync(cancellationToken).AsTask()));
                    return done.Sum(count => int.Parse(count ?? "0", CultureInfo.InvariantCulture));
                },
                () => starter.StartAsync(Charts.Order, scale.Cases, cancellationToken));
        }
        finally
        {
            foreach (var child in children)
            {
                child.StandardInput.Close();
                await child.WaitForExitAsync(cancellationToken);
                child.Dispose();
            }
        }
    }

    private static Process Start(string connectionString) => Process.Start(new ProcessStartInfo("dotnet", [typeof(NodesScenario).Assembly.Location, Child, connectionString])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    }) ?? throw new InvalidOperationException("expected a process, got none");
}
