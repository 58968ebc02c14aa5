using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Recurring;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Runs;

/// <summary>A run of changes where nothing has changed.</summary>
public sealed class StandingRunTests
{
    [Fact]
    public async Task Run_where_nothing_has_changed_confirms_the_last_one_and_opens_nobody()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnteredAsync(3);
        var last = await node.ReportAsync((await node.SyncAsync(ReadDepth.Full)).Id);
        Assert.Equal((true, null), (last.InSync, last.ConfirmedAt));
        await node.UnnoticedAsync("update student set person_sealed = '\\x00'", parameters: null);
        await node.UnnoticedAsync("update directory_mirror set entry_sealed = '\\x00'", parameters: null);

        var confirmed = await node.OrderAsync();
        Assert.Equal((last.Id, RunReport.Done, last.FinishedAt), (confirmed.Id, confirmed.State, confirmed.FinishedAt));
        Assert.NotNull(confirmed.ConfirmedAt);
        Assert.Equal(confirmed.ConfirmedAt, await node.Get<RunBook>().LastGoodAsync(NoToken));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from directory_run"));
        Assert.Contains("nothing has changed since", Assert.IsType<RunResult.Done>(await new SyncDirectoryChanges(node.Get<SyncRunner>()).RunOnceAsync(NoToken)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_a_persons_decision_stays_before_them()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(2);
        await node.SetAsync(rows[0], "sn", "Handändrad");
        var last = await node.SyncAsync(ReadDepth.Full);
        Assert.Equal((true, 1), (last.InSync, last.Planned(PlanKind.Decide)));
        Assert.Equal(last.Id, (await node.OrderAsync()).Id);
        Assert.Single(await node.Get<RunBook>().ToDecideAsync(last.Id, situation: null, 0, 10, NoToken));
    }

    [Fact]
    public async Task Any_change_on_either_side_and_another_day_needs_a_run_of_its_own()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(2);
        var last = await node.SyncAsync(ReadDepth.Full);

        await node.SetAsync(rows[0], "cardState", "active");
        last = await NewAsync(last);
        await node.ExecuteAsync("update directory_entry set valid_to = valid_to where student_id = @student", new { student = await node.StudentOfAsync(rows[0]) });
        last = await NewAsync(last);
        await node.ExecuteAsync("update directory_look set day = day - 1");
        last = await NewAsync(last);
        await node.ExecuteAsync("update directory_look set basis = basis + 1");
        last = await NewAsync(last);
        await node.OrderAsync(dryRun: true);
        last = await NewAsync(last);
        Assert.NotEqual(last.Id, (await node.OrderAsync(ReadDepth.Full)).Id);

        async Task<RunReport> NewAsync(RunReport before)
        {
            var run = await node.SyncAsync();
            Assert.NotEqual(before.Id, run.Id);
            Assert.Equal(run.Id, (await node.OrderAsync()).Id);
            return run;
        }
    }

    [Fact]
    public async Task Run_that_left_something_unwritten_or_had_to_write_is_not_confirmed()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(2);
        await node.SyncAsync(ReadDepth.Full);
        await node.DeleteAsync(rows[0]);
        await node.Get<ReadOnlySwitch>().TurnOnAsync("prov", HsaTeam, TimeSpan.FromSeconds(1), NoToken);
        var held = await node.SyncAsync();
        Assert.Equal(RunReport.HeldState, held.State);
        Assert.NotEqual(held.Id, (await node.SyncAsync()).Id);
        await node.Get<ReadOnlySwitch>().TurnOffAsync("prov", HsaTeam, NoToken);
        var wrote = await node.SyncAsync();
        Assert.Equal((1, true), (wrote.Applied[PlanKind.Add], wrote.InSync));
        Assert.NotEqual(wrote.Id, (await node.SyncAsync()).Id);
    }

    [Fact]
    public async Task Everything_that_an_entry_rests_on_is_noticed_and_nothing_else()
    {
        await using var slapd = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnteredAsync(1);
        foreach (var counts in new[]
        {
            "update student set person_sealed = person_sealed || '\\x00'",
            "update student set personal_number_hash = '\\x00'",
            "update student set protected_at = now()",
            "update student set protected_at = null, erased_at = now()",
            "update student_key set wrapped = wrapped",
            "update enrolment set last_day = last_day + 1",
            "update enrolment set first_day = first_day + 1",
            "update student_case set closed_at = now()",
            "insert into review_decision (case_id, decision, decided_by, decided_at) select id, 'rejected', 'prov', now() from student_case",
            "update identifier set value = value || '0'",
            "update directory_entry set deleted_at = now()",
            "insert into directory_decision (student_id, entry_uuid, situation, decision, decided_by, decided_at) select student_id, entry_uuid, 'Unwanted', 'fix', 'prov', now() from directory_entry",
            "update directory_decision set revoked_at = now()",
        })
        {
            await node.ExecuteAsync("delete from directory_touched");
            await node.ExecuteAsync(counts);
            Assert.True(await node.ScalarAsync<bool>("select exists (select from directory_touched join student on student.id = student_id)"), counts);
        }

        await node.ExecuteAsync("delete from directory_touched");
        await node.ExecuteAsync("update student set created_at = now()");
        await node.ExecuteAsync("update enrolment set created_at = now()");
        await node.ExecuteAsync("update student_case set opened_at = now()");
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from directory_touched"));
    }
}
