using System.Diagnostics;
using System.Globalization;
using System.Text;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;

namespace RsCard.Students.Benchmarks.DirectorySync;

/// <summary>
/// All entries are read, compared, and one in a hundred mended and proved; against ldapsearch reading the same and ldapmodify changing as
/// many, in the same minute.
/// </summary>
internal static class ReconcileScenario
{
    private const double Mebibyte = 1 << 20;
    private const int Page = 1000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateEmptyAsync(cancellationToken);
        await using var slapd = await BenchSlapd.StartAsync(cancellationToken);
        await using var product = await BenchProduct.CreateAsync(database, slapd, cancellationToken);
        await BenchStudents.PlantAsync(product, 0, scale.Entries, cancellationToken);
        await slapd.LoadAsync(await BenchStudents.WriteLdifAsync(product, slapd, cancellationToken), cancellationToken);
        await SyncAsync(product, ReadDepth.Full, cancellationToken);

        var (searches, modifies, syncs) = (new List<double>(), new List<double>(), new List<double>());
        var resident = 0.0;
        for (var round = 0; round < scale.Rounds; round++)
        {
            searches.Add((await SearchAsync(product, slapd, cancellationToken)).TotalSeconds);
            modifies.Add((await ModifyAsync(product, slapd, scale.Entries, round, cancellationToken)).TotalSeconds);
            var changed = await BenchStudents.ChangeAsync(product, scale.Entries, $"larosate{round}.example", cancellationToken);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            using var watch = new ResidentMemory();
            var began = Stopwatch.GetTimestamp();
            var applied = await SyncAsync(product, ReadDepth.Full, cancellationToken);
            syncs.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            resident = Math.Max(resident, await watch.StopAsync());
            if (applied != changed)
                throw new InvalidOperationException($"expected {changed} writes, got {applied}");
        }

        var reader = product.Get<MirrorReader>();
        var unchanged = await MedianAsync(scale.Polls, () => reader.ReadAsync(ReadDepth.Changes, _ => { }, cancellationToken));
        var delta = await MedianAsync(scale.Rounds * 2, () => SyncAsync(product, ReadDepth.Changes, cancellationToken));
        var reference = searches.Zip(modifies, (search, modify) => search + modify).ToList();
        var times = Measure.Quantile([.. syncs.Zip(reference, (sync, other) => sync / other)], 0.5);
        return
        [
            Figure.Of($"ldapsearch of {scale.Entries:n0} entries", $"{Measure.Quantile(searches, 0.5):0.0} s"),
            Figure.Of($"ldapmodify of {scale.Entries / 100:n0} of them", $"{Measure.Quantile(modifies, 0.5):0.0} s"),
            Figure.Of($"full reconcile of {scale.Entries:n0} entries, {scale.Entries / 100:n0} to mend, until 'in sync'", $"{Measure.Quantile(syncs, 0.5):0.0} s"),
            Figure.AtMost("reconcile against ldapsearch and ldapmodify", times, 3, " times"),
            Figure.AtMost("resident memory during it", resident / Mebibyte, 300, " MiB"),
            Figure.AtMost("looking whether anything has changed in the directory, where nothing has, median", unchanged, 50, " ms"),
            Figure.AtMost("run of changes where nothing has changed, median", delta, 50, " ms"),
        ];
    }

    /// <summary>A whole run, as the recurring job and the workers do it.</summary>
    /// <returns>How many entries were written.</returns>
    private static async Task<int> SyncAsync(BenchProduct product, ReadDepth depth, CancellationToken cancellationToken)
    {
        var run = await product.Get<SyncRunner>().RunAsync(new RunOrder(depth, DryRun: false, "bench"), (_, _, _) => { }, cancellationToken);
        if (run.IsOpen)
            await product.Loops.RunUntilIdleAsync(cancellationToken);
        var ended = await product.Get<RunBook>().GetAsync(run.Id, cancellationToken);
        return ended is { State: RunReport.Done, InSync: true }
            ? ended.Applied.Values.Sum()
            : throw new InvalidOperationException($"expected a run that ends in sync, got {ended?.State} {ended?.Code} {ended?.Detail}");
    }

    private static Task<TimeSpan> SearchAsync(BenchProduct product, BenchSlapd slapd, CancellationToken cancellationToken) => slapd.ToolAsync(
        "ldapsearch",
        "READER",
        ["-LLL", "-b", product.Get<DirectoryOptions>().BaseDn, "-E", $"pr={Page}/noprompt", "(objectClass=*)", .. DirectoryNames.Read],
        cancellationToken);

    /// <summary>Changes that aren't ours, of other entries than reconciliation changes: one at a time, as the tool does.</summary>
    private static Task<TimeSpan> ModifyAsync(BenchProduct product, BenchSlapd slapd, int entries, int round, CancellationToken cancellationToken)
    {
        var branch = product.Get<DirectoryOptions>().StudentBranch;
        var text = new StringBuilder();
        for (var number = 50; number < entries; number += 100)
        {
            var dn = Convert.ToBase64String(Encoding.UTF8.GetBytes($"uid={(100_000 + number).ToString(CultureInfo.InvariantCulture)},{branch}"));
            text.Append(CultureInfo.InvariantCulture, $"dn:: {dn}\nchangetype: modify\nreplace: title\ntitle: round {round}\n-\n\n");
        }

        return slapd.ToolAsync("ldapmodify", "SYNC", ["-f", slapd.WriteFile("modify.ldif", text.ToString())], cancellationToken);
    }

    private static async Task<double> MedianAsync<T>(int rounds, Func<Task<T>> act)
    {
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await act();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return Measure.Quantile(times, 0.5);
    }
}
