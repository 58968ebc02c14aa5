using System.Text;
using RsCard.Students.DirectorySync;
using RsCard.Students.Database;
using RsCard.Students.Submissions;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Submissions;

/// <summary>What becomes of the rows of a list that was sent (D-2), with everything behind it real.</summary>
public sealed class ListApplyingTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    /// <summary>More than one batch.</summary>
    private const int ManyRows = 300;

    [Fact]
    public async Task D2_Bad_rows_do_not_stop_good_ones()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var answer = await node.SubmitAsync(
            "LU",
            new StudentRow(),
            new StudentRow { Email = "not a mail address" },
            new StudentRow(),
            new StudentRow { NumberText = "19121212-0000" });
        Assert.Equal(["new", "refused", "new", "refused"], answer.Rows.Select(row => row.Verdict));
        Assert.Equal([2, 3, 4, 5], answer.Rows.Select(row => row.Row));
        Assert.Equal(("email", "MAIL-FORMAT"), answer.Rows[1].Errors.Select(error => (error.Column, error.Code)).Single());
        Assert.Equal((2, 2), (answer.Totals["new"], answer.Totals["refused"]));
        Assert.Equal(2, (await node.WaitingAsync()).Count);
    }

    [Fact]
    public async Task D2_Refused_rows_come_back_as_a_file_that_is_accepted_when_it_is_mended()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var bad = new StudentRow { Email = "asa.larosate.example" };
        var id = await node.ReceiveAsync("LU", StudentRow.Csv(new StudentRow(), bad));
        await node.RunAsync();

        var refused = await node.Get<SubmissionBook>().RefusedRowsAsync(id, "sv", ProductNode.NoToken);
        var mended = Encoding.UTF8.GetString(refused!).Replace("asa.larosate.example", "asa@larosate.example", StringComparison.Ordinal);
        var answer = await node.SubmitAsync("LU", Encoding.UTF8.GetBytes(mended));

        Assert.Equal("new", Assert.Single(answer.Rows).Verdict);
        Assert.Equal("asa@larosate.example", (await node.ViewAsync(await node.CaseAsync(bad))).Person?.Email);
    }

    [Fact]
    public async Task List_without_refused_rows_has_no_file_to_mend()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.ReceiveAsync("LU", StudentRow.Csv(new StudentRow()));
        Assert.Null(await node.Get<SubmissionBook>().RefusedRowsAsync(id, "sv", ProductNode.NoToken));
    }

    [Fact]
    public async Task D2_List_is_kept_as_it_was_sent()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var list = StudentRow.Csv(new StudentRow(), new StudentRow { Email = "wrong" }, new StudentRow());
        var id = await node.ReceiveAsync("LU", list);
        Assert.Equal(list, await node.Get<SubmissionBook>().AsSentAsync(id, ProductNode.NoToken));

        // Applied, the rows of students lie sealed with the students' own keys.
        await node.RunAsync();
        Assert.Equal(list, await node.Get<SubmissionBook>().AsSentAsync(id, ProductNode.NoToken));
    }

    [Fact]
    public async Task Unknown_institution_is_refused_and_nothing_is_kept()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var refusal = await Assert.ThrowsAsync<UnknownInstitutionException>(() => node.ReceiveAsync("XYZ", StudentRow.Csv(new StudentRow())));
        Assert.StartsWith("INST-001", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from submission"));
    }

    [Fact]
    public async Task Dry_run_says_what_the_list_then_does_and_changes_nothing()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var list = StudentRow.Csv(new StudentRow(), new StudentRow { Email = "wrong" }, new StudentRow { IsProtected = true }, new StudentRow().Placed("Halmstad", new DateOnly(2027, 3, 1)));
        var before = await DumpAsync(node);
        var said = await node.Get<SubmissionReceiver>().DryRunAsync("LU", list, "list.csv", "sv", ProductNode.NoToken);
        Assert.Equal(before, await DumpAsync(node));

        var done = await node.SubmitAsync("LU", list);
        Assert.Equal(["new", "refused", "protected", "handed-over"], said.Rows.Select(row => row.Verdict));
        Assert.Equal(done.Rows.Select(row => (row.Row, row.Verdict, row.Forecast)), said.Rows.Select(row => (row.Row, row.Verdict, row.Forecast)));
        Assert.Equal(done.Totals, said.Totals);
    }

    [Fact]
    public async Task D2_List_whose_run_was_stopped_between_two_batches_is_finished_by_the_next_run_and_no_row_twice()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.ReceiveAsync("LU", SampleList.Write(ManyRows, seed: 1, node.Today));
        using var stopping = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            node.Get<SubmissionRunner>().RunAsync(id, _ => stopping.Cancel(), stopping.Token));
        Assert.Equal(250, await node.ScalarAsync<long>("select count(*) from student_case"));

        await node.RunAsync();
        await AssertAppliedOnceAsync(node, id);
    }

    [Fact]
    public async Task D2_List_whose_worker_failed_in_the_middle_of_a_batch_is_finished_by_the_next_run_and_no_row_twice()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.ReceiveAsync("LU", SampleList.Write(ManyRows, seed: 1, node.Today));
        await node.ExecuteAsync(
            """
            create function fail_late() returns trigger language plpgsql as $$
            begin
                if (select count(*) from student_case) > 270 then
                    raise exception 'the worker failed';
                end if;
                return null;
            end
            $$;
            create trigger fails_late after insert on student_case for each row execute function fail_late();
            """);
        await node.RunAsync();
        Assert.Equal(250, await node.ScalarAsync<long>("select count(*) from student_case"));
        Assert.Equal("WORK-001", await node.ScalarAsync<string>("select last_code from workflow.work_item where kind = 'submission'"));

        await node.ExecuteAsync("drop trigger fails_late on student_case");
        await node.RetryNowAsync();
        await node.RunAsync();
        await AssertAppliedOnceAsync(node, id);
    }

    [Fact]
    public async Task D42_List_that_several_apply_at_once_is_applied_once()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var other = await node.BesideAsync();
        var id = await node.ReceiveAsync("LU", SampleList.Write(ManyRows, seed: 1, node.Today));
        await Task.WhenAll(
            node.Get<SubmissionRunner>().RunAsync(id, _ => { }, ProductNode.NoToken),
            other.Get<SubmissionRunner>().RunAsync(id, _ => { }, ProductNode.NoToken),
            other.RunAsync());
        await node.RunAsync();
        await AssertAppliedOnceAsync(node, id);
    }

    [Fact]
    public async Task List_waits_while_the_directory_is_down_and_is_applied_when_it_is_back()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var cutOff = await node.BesideAsync(services => services.WithoutDirectory(node.Site));
        var id = await cutOff.ReceiveAsync("LU", StudentRow.Csv(new StudentRow()));
        await cutOff.RunAsync();
        Assert.Equal("DIR-001", await node.ScalarAsync<string>("select last_code from workflow.work_item where kind = 'submission' and due_at > now()"));
        Assert.False((await node.Get<SubmissionBook>().FindAsync(id, ProductNode.NoToken))?.IsApplied);

        await node.RetryNowAsync();
        await node.RunAsync();
        Assert.True((await node.Get<SubmissionBook>().FindAsync(id, ProductNode.NoToken))?.IsApplied);
        Assert.Single(await node.WaitingAsync());
    }

    private static async Task AssertAppliedOnceAsync(ProductNode node, SubmissionId id)
    {
        Assert.True((await node.Get<SubmissionBook>().FindAsync(id, ProductNode.NoToken))?.IsApplied);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
        foreach (var table in (string[])["student", "enrolment", "student_case", "placement"])
            Assert.Equal((table, ManyRows), (table, await node.ScalarAsync<int>($"select count(*)::int from {table}")));
        Assert.Equal(ManyRows, await node.ScalarAsync<int>("select count(*)::int from submission_row where verdict = 'new'"));
        Assert.Equal(ManyRows, await node.ScalarAsync<int>("select count(*)::int from audit_event where action = 'submission.new'"));
        Assert.Equal(ManyRows, await node.ScalarAsync<int>("select count(*)::int from workflow.instance where definition_id = 'enrolment'"));
    }

    private static Task<string> DumpAsync(ProductNode node) => Tests.Database.DatabaseDump.ReadAsync(node.Data);
}
