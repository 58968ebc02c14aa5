using Microsoft.Extensions.DependencyInjection;
using RsCard.Ldap;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Runs;

/// <summary>Nodes that die, ask at once, or find another entry than was planned for (D-42).</summary>
public sealed class InterruptedRunTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Worker_that_dies_between_write_and_finish_leaves_one_line_in_the_journal_for_each_entry_with_both_images()
    {
        var deaths = 0;
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.Wrap("SyncItemHandler", inner => new WrappedHandler(inner, async (_, handle) =>
        {
            var outcome = await handle();
            return Interlocked.Increment(ref deaths) <= 3 ? throw new InvalidOperationException("died before it could say so") : outcome;
        })));
        var rows = await node.EnteredAsync(3);
        await node.DeleteAsync(rows[0]);
        await node.MoveAsync(rows[1], slapd.WrongBranch);
        await DatabaseChangesAsync(node, rows[2]);
        var before = await node.EntryAsync(rows[2]);

        var begun = await node.OrderAsync();
        await node.RunAsync();
        Assert.Equal((RunReport.Running, 3), ((await node.ReportAsync(begun.Id)).State, (await node.ReportAsync(begun.Id)).Waiting));
        Assert.Empty(await node.JournalAsync(begun.Id));
        await node.RetryNowAsync();
        await node.RunAsync();

        var run = await node.ReportAsync(begun.Id);
        Assert.Equal((RunReport.Done, true), (run.State, run.InSync));
        Assert.Equal(["add", "modify", "move"], (await node.JournalAsync(run.Id)).Order());
        var lines = await node.Get<EntryJournal>().OfEntryAsync(Guid.Parse(before.Text("entryUUID")!), NoToken);
        var line = Assert.Single(lines, line => line.Run == run.Id);
        Assert.Equal((before.Text("entryCSN"), (await node.EntryAsync(rows[2])).Text("entryCSN")), (line.Before?.EntryCsn, line.After?.EntryCsn));
        Assert.Equal([before.Text("studentPeriodEnd")!], line.Before!.Of("studentPeriodEnd"));
        Assert.Equal(3, await node.ScalarAsync<long>("select count(*) from audit_event where facts ->> 'run' = @run", new { run = run.Id.ToString() }));
    }

    [Fact]
    public async Task Entry_that_changed_between_plan_and_write_is_left_alone()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(2);
        await DatabaseChangesAsync(node, rows[0]);
        await DatabaseChangesAsync(node, rows[1]);
        var run = await node.OrderAsync();
        Assert.Equal(2, run.Planned(PlanKind.Modify));

        // One is changed by hand in what is to be written, the other is deleted.
        await node.SetAsync(rows[0], "studentPeriodEnd", "20280101120000Z");
        await node.DeleteAsync(rows[1]);
        var before = await node.EntryAsync(rows[0]);
        await node.RunAsync();

        Assert.Equal(before.Text("entryCSN"), (await node.EntryAsync(rows[0])).Text("entryCSN"));
        Assert.Empty(await node.EntriesAsync(rows[1]));
        Assert.Equal(["Modify superseded DIR-005", "Modify superseded DIR-005"], await node.ItemsAsync(run.Id));
        Assert.False((await node.ReportAsync(run.Id)).InSync);
        Assert.Empty(await node.JournalAsync(run.Id));
    }

    [Fact]
    public async Task Two_nodes_that_ask_at_once_make_one_run_and_the_other_gets_a_clear_answer()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var other = await node.BesideAsync();
        var rows = await node.EnteredAsync(3);
        foreach (var row in rows)
            await node.DeleteAsync(row);

        var answers = await Task.WhenAll(AskAsync(node), AskAsync(other), AskAsync(node), AskAsync(other));
        Assert.Single(answers, answer => answer is null);
        Assert.All(answers.OfType<string>(), code => Assert.Contains(code, new[] { "SYNC-001", "SYNC-002" }));
        await Task.WhenAll(node.RunAsync(), other.RunAsync());
        await node.RunAsync();
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from directory_run"));
        Assert.Equal(3, await node.ScalarAsync<long>("select count(*) from directory_journal where run_id is not null"));
        Assert.True((await node.SyncAsync()).InSync);
    }

    [Fact]
    public async Task Run_of_a_node_that_died_while_it_planned_is_marked_failed_by_the_next()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var first = await node.OrderAsync(dryRun: true);
        await node.ExecuteAsync("update directory_run set dry_run = false, state = 'planned', finished_at = null where id = @Id", new { first.Id });

        Assert.True((await node.SyncAsync()).InSync);
        Assert.Equal((RunReport.FailedState, "SYNC-003"), ((await node.ReportAsync(first.Id)).State, (await node.ReportAsync(first.Id)).Code));
    }

    [Fact]
    public async Task Run_whose_work_was_lost_is_ended_by_the_next_and_mended_by_the_one_after()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = (await node.EnteredAsync(1))[0];
        await node.DeleteAsync(row);
        var run = await node.OrderAsync();
        await node.ExecuteAsync("delete from workflow.work_item");
        Assert.Equal("SYNC-002", await AskAsync(node));
        await node.RunAsync();
        Assert.Equal(["Add failed SYNC-004"], await node.ItemsAsync(run.Id));
        Assert.Equal((RunReport.Done, false), ((await node.ReportAsync(run.Id)).State, (await node.ReportAsync(run.Id)).InSync));
        Assert.True((await node.SyncAsync()).InSync);
        await node.EntryAsync(row);
    }

    [Fact]
    public async Task Directory_that_does_not_answer_fails_the_run_with_its_code_and_the_next_one_begins_anew()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var cut = await node.BesideAsync(services => services.WithoutDirectory(node.Site));
        var run = await cut.OrderAsync();
        Assert.Equal((RunReport.FailedState, "DIR-001", false), (run.State, run.Code, run.InSync));
        Assert.True((await node.SyncAsync()).InSync);
    }

    private static async Task<string?> AskAsync(ProductNode node)
    {
        try
        {
            await node.OrderAsync();
            return null;
        }
        catch (RunRefusedException refused)
        {
            return refused.Code;
        }
    }

    /// <summary>What is wanted of the entry changes behind the process's back, as after a restored database.</summary>
    private static Task DatabaseChangesAsync(ProductNode node, StudentRow row) => node.ExecuteAsync(
        "update enrolment set last_day = last_day + 30 where student_id = (select id from student where personal_number_hash = decode(@key, 'base64'))",
        new { key = node.KeyOf(row) });
}
