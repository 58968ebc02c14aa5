using System.Diagnostics;
using System.Globalization;
using System.Text;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Runs;

namespace RsCard.Students.Benchmarks.DirectorySync;

/// <summary>
/// Entries that are missing are added by released work items, journal, proof and all; against ldapadd with 1, 2 and 4 connections on the
/// same slapd, turn by turn.
/// </summary>
internal static class AddScenario
{
    private static readonly int[] Connections = [1, 2, 4];

    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateEmptyAsync(cancellationToken);
        await using var slapd = await BenchSlapd.StartAsync(cancellationToken);
        await using var product = await BenchProduct.CreateAsync(database, slapd, cancellationToken);
        var (ours, theirs) = (new List<double>(), Connections.ToDictionary(count => count, _ => new List<double>()));

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
            Figure.Of("missing entries added, proved and journalled", $"{Measure.Quantile(ours, 0.5):n0}/s"),
            Figure.AtLeast("adds against the best ldapadd", 100 * Measure.Quantile([.. ours.Zip(best.Value, (mine, other) => mine / other)], 0.5), 85, " %"),
        ];
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

    /// <summary>Entries like those that the product adds, which nobody wants.</summary>
    private static string Ldif(BenchProduct product, int count, string series)
    {
        var text = new StringBuilder();
        var branch = product.Get<DirectoryOptions>().StudentBranch;
        for (var number = 0; number < count; number++)
        {
            var rsId = $"9{series}{number:0000}";
            var day = new DateOnly(2026, 1, 1);
            var wanted = new WantedEntry(
                rsId, $"SE2321000255-{rsId}", PersonalNumber: null, "Förnamn", $"Müller-Ørsted {number}", $"x{rsId}@larosate.example", day, day.AddYears(3), Closed: false);
            Line("dn", $"uid={rsId},{branch}");
            Line("objectClass", "inetOrgPerson");
            Line("objectClass", "rscardPerson");
            Line("uid", rsId);
            foreach (var (name, values) in product.Get<AttributeMapping>().ValuesOf(wanted))
            {
                foreach (var value in values)
                    Line(name, value);
            }

            text.Append('\n');
        }

        return text.ToString();

        void Line(string name, string value) => text.Append(CultureInfo.InvariantCulture, $"{name}:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}\n");
    }
}
