using System.Diagnostics.Metrics;
using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Runs;

/// <summary>A run from reading to proof, on a directory of its own.</summary>
public sealed class SyncRunTests
{
    [Fact]
    public async Task Damaged_entries_are_found_and_mended_and_a_second_run_plans_nothing()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(6);
        Assert.True((await node.SyncAsync(ReadDepth.Full)).InSync);

        var before = await node.EntryAsync(rows[2]);
        await node.DeleteAsync(rows[0]);
        await node.MoveAsync(rows[1], slapd.WrongBranch);
        await node.Site.ByHandAsync(admin => admin.ModifyDnAsync(before.Dn, RelativeName.Of("uid", "somebody"), deleteOldRdn: true, newParent: null, LdapRequestOptions.None, NoToken));
        await node.SetAsync(rows[3], "sn", "Handändrad");

        var run = await node.SyncAsync();
        Assert.Equal((RunReport.Done, true, null), (run.State, run.InSync, run.Code));
        Assert.Equal("refresh", run.Read?.Way);
        Assert.Equal((1, 2, 1), (run.Planned(PlanKind.Add), run.Planned(PlanKind.Move), run.Planned(PlanKind.Decide)));
        Assert.Equal((1, 2), (run.Applied[PlanKind.Add], run.Applied[PlanKind.Move]));
        Assert.All(await Task.WhenAll(rows.Select(node.EntryAsync)), entry => Assert.True(entry.Dn.IsBelow(slapd.StudentBranch)));
        Assert.Equal((await node.EntryAsync(rows[2])).Text("rsId"), (await node.EntryAsync(rows[2])).Text("uid"));
        Assert.Equal(before.Text("entryUUID"), (await node.EntryAsync(rows[2])).Text("entryUUID"));
        Assert.Equal("Handändrad", (await node.EntryAsync(rows[3])).Text("sn"));
        Assert.Equal(["add", "move", "move"], (await node.JournalAsync(run.Id)).Order());

        var again = await node.SyncAsync(ReadDepth.Full);
        Assert.True(again.InSync);
        Assert.Equal([PlanKind.Decide], again.Planned.Keys);
        Assert.Empty(await node.JournalAsync(again.Id));
        Assert.Equal(run.StartedAt, again.OldestDrift);
    }

    [Fact]
    public async Task Dry_run_tells_what_would_be_done_and_leaves_a_row_of_counts_alone()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(2);
        await node.DeleteAsync(rows[0]);
        var run = await node.OrderAsync(dryRun: true);
        Assert.Equal((RunReport.Done, false, 1), (run.State, run.InSync, run.Planned(PlanKind.Add)));
        await node.RunAsync();
        Assert.Empty(await node.EntriesAsync(rows[0]));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from directory_run"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from directory_run_item"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
    }

    [Fact]
    public async Task Metrics_say_what_was_written_and_how_old_the_oldest_drift_and_the_last_good_run_are()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        var seen = new Dictionary<string, double>();
        await using var other = await node.BesideAsync();
        var (meter, elsewhere) = (node.Get<SyncMetrics>().Meter, other.Get<SyncMetrics>().Meter);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter || instrument.Meter == elsewhere)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}", value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[$"{(instrument.Meter == meter ? "" : "elsewhere ")}{instrument.Name}"] = value);
        listener.Start();

        var rows = await node.EnteredAsync(2);
        await node.SetAsync(rows[0], "sn", "Handändrad");
        await node.DeleteAsync(rows[1]);
        await node.SyncAsync();
        await node.AdvanceAsync(2);
        listener.RecordObservableInstruments();
        Assert.DoesNotContain("rscard.directory.oldest_drift", seen.Keys);
        await other.Get<BusinessClock>().RefreshAsync(NoToken);
        await node.Get<SyncMetrics>().RefreshAsync(NoToken);
        await other.Get<SyncMetrics>().RefreshAsync(NoToken);
        listener.RecordObservableInstruments();
        Assert.Equal((1, 1), (seen["rscard.directory.writes Add done"], seen["rscard.directory.runs done"]));
        foreach (var where in new[] { "", "elsewhere " })
        {
            Assert.InRange(seen[where + "rscard.directory.oldest_drift"], TimeSpan.FromDays(2).TotalSeconds, TimeSpan.FromDays(3).TotalSeconds);
            Assert.InRange(seen[where + "rscard.directory.last_good_run"], TimeSpan.FromDays(2).TotalSeconds, TimeSpan.FromDays(3).TotalSeconds);
        }

        void Note(string name, long value)
        {
            lock (seen)
                seen[name] = seen.GetValueOrDefault(name) + value;
        }
    }
}
