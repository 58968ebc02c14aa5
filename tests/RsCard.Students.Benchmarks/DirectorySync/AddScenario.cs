using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.DirectorySync.Writing;

namespace RsCard.Students.Benchmarks.DirectorySync;

/// <summary>
/// Adds against ldapadd with 1, 2 and 4 connections on the same slapd, turn by turn: those of the writer that all of the product writes by,
/// and those of a run, from the release until the last entry is read back, proved and journalled.
/// </summary>
internal static class AddScenario
{
    private const int InFlight = 32;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly int[] Connections = [1, 2, 4];

    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateEmptyAsync(cancellationToken);
        await using var slapd = await BenchSlapd.StartAsync(cancellationToken);
        await using var product = await BenchProduct.CreateAsync(database, slapd, cancellationToken);
        await product.Loops.StartAsync(cancellationToken);
        var (ours, alone, theirs) = (new List<double>(), new List<double>(), Connections.ToDictionary(count => count, _ => new List<double>()));

        // One more goes before, for warming up.
        for (var pair = 0; pair <= scale.Pairs; pair++)
        {
            await BenchStudents.PlantAsync(product, pair * scale.Adds, scale.Adds, cancellationToken);
            var run = await product.Get<SyncRunner>().RunAsync(new RunOrder(ReadDepth.Changes, DryRun: false, "bench"), (_, _, _) => { }, cancellationToken);
            var began = Stopwatch.GetTimestamp();
            await UntilAsync(product, "select open_items = 0 from directory_run where id = $1", run.Id, cancellationToken);
            var mine = scale.Adds / Stopwatch.GetElapsedTime(began).TotalSeconds;
            await UntilAsync(product, "select state = 'done' from directory_run where id = $1", run.Id, cancellationToken);
            var applied = (await product.Get<RunBook>().GetAsync(run.Id, cancellationToken))?.Applied.Values.Sum() ?? 0;
            if (applied != scale.Adds)
                throw new InvalidOperationException($"expected {scale.Adds} adds, got {applied}");
            if (pair > 0)
                ours.Add(mine);
            var client = scale.Adds / (await AddByClientAsync(product, scale.Adds, pair, cancellationToken)).TotalSeconds;
            if (pair > 0)
                alone.Add(client);
            foreach (var count in Connections)
            {
                var rate = scale.Adds / (await AddByToolAsync(product, slapd, scale.Adds, count, pair, cancellationToken)).TotalSeconds;
                if (pair > 0)
                    theirs[count].Add(rate);
            }
        }

        await product.Loops.StopAsync(cancellationToken);
        var best = theirs.MaxBy(rates => Measure.Quantile(rates.Value, 0.5));
        return
        [
            .. theirs.Select(rates => Figure.Of($"ldapadd with {rates.Key} connections", $"{Measure.Quantile(rates.Value, 0.5):n0}/s")),
            Figure.Of("the product's writer, one connection, 32 in flight, each entry read back", $"{Measure.Quantile(alone, 0.5):n0}/s"),
            Figure.Of("a run's work items: asked for live, added, read back, proved, journalled", $"{Measure.Quantile(ours, 0.5):n0}/s"),
            Figure.AtLeast("adds of the writer against the best ldapadd", Percent(alone, best.Value), 85, " %"),
            Figure.Of("adds of a run against the best ldapadd", $"{Percent(ours, best.Value):0} %"),
        ];
    }

    /// <summary>The median of the pairs.</summary>
    private static double Percent(IEnumerable<double> mine, IEnumerable<double> others) => 100 * Measure.Quantile([.. mine.Zip(others, (one, other) => one / other)], 0.5);

    private static async Task UntilAsync(BenchProduct product, string question, Guid run, CancellationToken cancellationToken)
    {
        await using var command = product.Data.CreateCommand(question);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run });
        while (await command.ExecuteScalarAsync(cancellationToken) is not true)
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
    }

    /// <summary>The same writes without anything of the product around them: what the connection itself can carry.</summary>
    private static async Task<TimeSpan> AddByClientAsync(BenchProduct product, int adds, int pair, CancellationToken cancellationToken)
    {
        var writer = product.Get<EntryWriter>();
        var writes = Enumerable.Range(0, adds).Select(number => EntryOf(product, $"{pair:00}00", number)).ToList();
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(writes, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken }, async (write, token) =>
        {
            if ((await writer.WriteAsync(write, token)).Outcome is not ApplyResult.Applied)
                throw new InvalidOperationException("expected every add to be done");
        });
        return Stopwatch.GetElapsedTime(began);
    }

    private static EntryWrite EntryOf(BenchProduct product, string series, int number)
    {
        var (rsId, values) = ValuesOf(product, series, number);
        return EntryWrite.Add($"uid={rsId},{product.Get<DirectoryOptions>().StudentBranch}", [.. values.GroupBy(pair => pair.Name).Select(group => new ValueChange(group.Key, [.. group.Select(pair => pair.Value)]))]);
    }

    /// <summary>An entry like those that the product adds, which nobody wants.</summary>
    private static (string RsId, IReadOnlyList<(string Name, string Value)> Values) ValuesOf(BenchProduct product, string series, int number)
    {
        var rsId = $"9{series}{number:0000}";
        var day = new DateOnly(2026, 1, 1);
        var wanted = new WantedEntry(
            rsId, $"SE2321000255-{rsId}", PersonalNumber: null, "Förnamn", $"Müller-Ørsted {number}", $"x{rsId}@larosate.example", day, day.AddYears(3), Closed: false);
        return (rsId,
        [
            ("objectClass", "inetOrgPerson"),
            ("objectClass", "rscardPerson"),
            ("uid", rsId),
            .. product.Get<AttributeMapping>().ValuesOf(wanted).SelectMany(attribute => attribute.Value.Select(value => (attribute.Key, value))),
        ]);
    }

    private static async Task<TimeSpan> AddByToolAsync(BenchProduct product, BenchSlapd slapd, int adds, int connections, int pair, CancellationToken cancellationToken)
    {
        var files = Enumerable.Range(0, connections)
            .Select(connection => slapd.WriteFile($"add{connection}.ldif", Ldif(product, adds / connections, $"{pair:00}{connections}{connection}")))
            .ToList();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(files.Select(file => slapd.ToolAsync("ldapadd", "SYNC", ["-f", file], cancellationToken)));
        return Stopwatch.GetElapsedTime(began);
    }

    private static string Ldif(BenchProduct product, int count, string series)
    {
        var text = new StringBuilder();
        for (var number = 0; number < count; number++)
        {
            var (rsId, values) = ValuesOf(product, series, number);
            Line("dn", $"uid={rsId},{product.Get<DirectoryOptions>().StudentBranch}");
            foreach (var (name, value) in values)
                Line(name, value);
            text.Append('\n');
        }

        return text.ToString();

        void Line(string name, string value) => text.Append(CultureInfo.InvariantCulture, $"{name}:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}\n");
    }
}
