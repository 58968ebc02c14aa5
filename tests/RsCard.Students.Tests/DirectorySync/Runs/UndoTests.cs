using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Runs;

/// <summary>What a run wrote is taken back from the journal's images, where nobody has changed it since.</summary>
public abstract class UndoTests(PrivateDirectory server)
{
    [Fact]
    public async Task Undo_restores_what_a_run_wrote_and_the_next_run_asks_a_person()
    {
        await using var node = await ProductNode.StartAsync(server);
        var rows = await node.EnteredAsync(3);
        await node.DeleteAsync(rows[0]);
        var named = await node.EntryAsync(rows[1]);
        await node.Site.ByHandAsync(admin => admin.ModifyDnAsync(named.Dn, RelativeName.Of("uid", $"hand-{Guid.NewGuid():N}"), deleteOldRdn: true, newParent: null, LdapRequestOptions.None, NoToken));
        named = await node.EntryAsync(rows[1]);
        await LongerAsync(node, rows[2]);
        var end = (await node.EntryAsync(rows[2])).Text("studentPeriodEnd");
        var run = await node.SyncAsync();
        Assert.True(run.InSync);
        Assert.NotEqual(end, (await node.EntryAsync(rows[2])).Text("studentPeriodEnd"));

        var plan = await node.Get<SyncUndo>().PlanAsync(run.Id, NoToken);
        Assert.Equal([WriteKind.Delete, WriteKind.Modify, WriteKind.Move], plan.Writes.Select(write => write.Reverse.Kind).OrderBy(kind => kind.ToString()));
        Assert.Empty(plan.Conflicts);
        Assert.Single(await node.EntriesAsync(rows[0]));

        var undone = await UndoAsync(node, run.Id);
        Assert.Equal((RunReport.Done, run.Id, 3), (undone.State, undone.Undoes, undone.Applied.Values.Sum()));
        Assert.Empty(await node.EntriesAsync(rows[0]));
        Assert.Equal(named.Dn, (await node.EntryAsync(rows[1])).Dn);
        Assert.Equal(end, (await node.EntryAsync(rows[2])).Text("studentPeriodEnd"));
        Assert.Equal(["delete", "modify", "move"], (await node.JournalAsync(undone.Id)).Order());

        var next = await node.OrderAsync(ReadDepth.Full, dryRun: true);
        Assert.Equal((1, 1), (next.Planned(PlanKind.Add), next.Situations[Situation.ChangedByHand]));
    }

    [Fact]
    public async Task Entry_that_has_changed_since_is_left_alone_and_listed()
    {
        await using var node = await ProductNode.StartAsync(server);
        var rows = await node.EnteredAsync(2);
        foreach (var row in rows)
            await LongerAsync(node, row);
        var run = await node.SyncAsync();
        await node.SetAsync(rows[0], "description", "Ändrad sedan dess");
        var changed = await node.EntryAsync(rows[0]);

        var plan = await node.Get<SyncUndo>().PlanAsync(run.Id, NoToken);
        Assert.Equal("the entry has changed since", Assert.Single(plan.Conflicts).Why);
        Assert.Single(plan.Writes);
        await UndoAsync(node, run.Id);
        Assert.Equal(MirrorNode.MarkOf(changed), MirrorNode.MarkOf(await node.EntryAsync(rows[0])));
    }

    [Fact]
    public async Task Entry_that_changes_after_the_undo_was_planned_is_left_alone_too()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = (await node.EnteredAsync(1))[0];
        await LongerAsync(node, row);
        var run = await node.SyncAsync();
        var (begun, _) = await node.Get<SyncUndo>().ApplyAsync(run.Id, HsaTeam, NoToken);
        await node.SetAsync(row, "description", "Ändrad i sista stund");
        await node.RunAsync();
        Assert.Equal(["Modify superseded DIR-005"], await node.ItemsAsync(begun.Id));
        Assert.Empty(await node.JournalAsync(begun.Id));
    }

    [Fact]
    public async Task Deleted_entry_comes_again_under_its_name_and_with_a_new_entryUUID()
    {
        await using var node = await ProductNode.StartAsync(server, change: MirrorNode.With(new Reading { DeleteAfterDays = 1 }));
        var row = (await node.EnteredAsync(1))[0];
        var before = await node.EntryAsync(row);
        await node.ExecuteAsync("update student_case set closed_at = now() - interval '40 days'; update directory_entry set closed = true, closed_at = now() - interval '400 days'");
        await node.SetAsync(row, "studentStatus", "ended");
        var run = await node.SyncAsync();
        while (run.Planned(PlanKind.Delete) == 0)
            run = await node.SyncAsync();
        Assert.Empty(await node.EntriesAsync(row));

        var plan = await node.Get<SyncUndo>().PlanAsync(run.Id, NoToken);
        Assert.Contains("new entryUUID", Assert.Single(plan.Writes).Note, StringComparison.Ordinal);
        await UndoAsync(node, run.Id);
        var again = await node.EntryAsync(row);
        Assert.Equal((before.Dn, before.Text("rsId")), (again.Dn, again.Text("rsId")));
        Assert.NotEqual(MirrorNode.IdOf(before), MirrorNode.IdOf(again));
    }

    [Fact]
    public async Task Move_out_of_the_student_branch_is_refused_by_the_accounts_rights_and_said_beforehand()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = (await node.EnteredAsync(1))[0];
        await node.MoveAsync(row, server.WrongBranch);
        var run = await node.SyncAsync();
        var plan = await node.Get<SyncUndo>().PlanAsync(run.Id, NoToken);
        Assert.StartsWith("out of the student branch", Assert.Single(plan.Writes).Note, StringComparison.Ordinal);
        var undone = await UndoAsync(node, run.Id);
        Assert.Equal(new Dictionary<string, int> { ["DIR-006"] = 1 }, undone.Failed);
        Assert.True((await node.EntryAsync(row)).Dn.IsBelow(server.StudentBranch));
    }

    [Fact]
    public async Task Run_that_wrote_nothing_has_nothing_to_undo()
    {
        await using var node = await ProductNode.StartAsync(server);
        var run = await node.SyncAsync();
        Assert.Equal("SYNC-005", (await Assert.ThrowsAsync<RunRefusedException>(() => node.Get<SyncUndo>().PlanAsync(run.Id, NoToken))).Code);
        Assert.Equal("SYNC-005", (await Assert.ThrowsAsync<RunRefusedException>(() => node.Get<SyncUndo>().PlanAsync(Guid.NewGuid(), NoToken))).Code);
    }

    private static async Task<RunReport> UndoAsync(ProductNode node, Guid run)
    {
        var (begun, _) = await node.Get<SyncUndo>().ApplyAsync(run, HsaTeam, NoToken);
        await node.RunAsync();
        return await node.ReportAsync(begun.Id);
    }

    private static Task LongerAsync(ProductNode node, StudentRow row) => node.ExecuteAsync(
        "update enrolment set last_day = last_day + 30 where student_id = (select id from student where personal_number_hash = decode(@key, 'base64'))",
        new { key = node.KeyOf(row) });
}

public sealed class UndoOnSlapdTests(SlapdServer slapd) : UndoTests(slapd), IClassFixture<SlapdServer>;

[Trait("Server", "389")]
public sealed class UndoOn389Tests(Ds389Server server) : UndoTests(server), IClassFixture<Ds389Server>;
