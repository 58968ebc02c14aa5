using System.Diagnostics;
using System.Globalization;
using System.Text;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.DirectorySync.Writing;

namespace RsCard.Students.Benchmarks.DirectorySync;

/// <summary>
/// Entries that are missing are added by released work items, journal, proof and all; against ldapadd with 1, 2 and 4 connections on the
/// same slapd, turn by turn.
/// </summary>
internal static class AddScenario
{
    private const int InFlight = 32;
    private static readonly int[] Connections = [1, 2, 4];

    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateEmptyAsync(cancellationToken);
        await using var slapd = await BenchSlapd.StartAsync(cancellationToken);
        await using var product = await BenchProduct.CreateAsync(database, slapd, cancellationToken);
        var (ours, alone, theirs) = (new List<double>(), new List<double>(), Connections.ToDictionary(count => count, _ => new List<double>()));

        // One more goes before, for warming up.
        for (var pair = 0; pair <= scale.Pairs; pair++)
        {
            await BenchStudents.PlantAsync(product, pair * scale.Adds, scale.Adds, cancellationToken);
            var run = await product.Get<SyncRunner>().RunAsync(new RunOrder(ReadDepth.Changes, DryRun: false, "bench"), (_, _, _) => { }, cancellationToken);
            var began = Stopwatch.GetTimestamp();
            await product.Loops.RunUntilIdleAsync(cancellationToken);
            var mine = scale.Adds / Stopwatch.GetElapsedTime(began).TotalSeconds;
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

        var best = theirs.MaxBy(rates => Measure.Quantile(rates.Value, 0.5));
        return
        [
            .. theirs.Select(rates => Figure.Of($"ldapadd with {rates.Key} connections", $"{Measure.Quantile(rates.Value, 0.5):n0}/s")),
            Figure.Of("our client alone, one connection, 32 in flight, post-read", $"{Measure.Quantile(alone, 0.5):n0}/s"),
            Figure.Of("missing entries added, proved and journalled", $"{Measure.Quantile(ours, 0.5):n0}/s"),
            Figure.AtLeast("adds against the best ldapadd", 100 * Measure.Quantile([.. ours.Zip(best.Value, (mine, other) => mine / other)], 0.5), 85, " %"),
        ];
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
