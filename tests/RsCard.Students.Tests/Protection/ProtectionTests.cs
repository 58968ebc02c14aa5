using System.Text;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Protection;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Submissions;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;
using RsCard.Students.Tests.DirectorySync.Runs;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Protection;

/// <summary>A student of ours gets protected identity in mid-case (D-4).</summary>
public sealed class ProtectionTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D4_Marked_in_mid_case_everything_pending_is_cancelled_the_person_erased_and_the_entry_left_alone()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { Email = "kanariefagel@larosate.example" }.Placed("privat", FirstDay.AddDays(60));
        var id = (await node.EnterAsync(row))[0];
        await node.PhotoAsync(id);
        await node.RunAsync();
        var entry = await node.EntryAsync(row);
        var view = await node.ViewAsync(id);

        Assert.Equal([id], await node.Get<ProtectionDesk>().ProtectAsync(id, HsaTeam, NoToken));

        Assert.Equal(0, await PendingAsync(node, id));
        var mails = await MailsAsync(node, id);
        var after = await node.ViewAsync(id);
        Assert.Equal((null, "protected", view.EntryUuid, view.RsId), (after.Person, after.Outcome, after.EntryUuid, after.RsId));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from student where personal_number_hash is null and likeness_hash is null and person_sealed is null and protected_at is not null and erased_at is not null"));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from student_key where wrapped is null and destroyed_at is not null"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from mail where text_sealed <> '' or state = 'composed'"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from status_link where revoked_at is null"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from submission_row where cells_sealed is not null"));
        Assert.DoesNotContain("Backaskogs", await DatabaseDump.ReadAsync(node.Data), StringComparison.Ordinal);

        await node.Get<BusinessClock>().ShiftAsync(TimeSpan.FromDays(400), NoToken);
        await node.RunAsync();
        await node.SyncAsync(ReadDepth.Full);
        Assert.Equal(mails, await MailsAsync(node, id));
        Assert.Equal(entry.Text("entryCSN"), (await node.EntryAsync(row)).Text("entryCSN"));
        Assert.Empty(await node.Get<ProtectionDesk>().ProtectAsync(new CaseId(Guid.NewGuid()), HsaTeam, NoToken));
    }

    [Fact]
    public async Task D4_Marked_in_a_later_list_of_any_institution_the_case_ends_before_the_list_is_kept()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var (row, other) = (new StudentRow(), new StudentRow());
        var ids = await node.EnterAsync(row, other);

        await node.ReceiveAsync("MAU", StudentRow.Csv(row with { IsProtected = true }));

        Assert.Equal(("protected", null), ((await node.ViewAsync(ids[0])).Outcome, (await node.ViewAsync(ids[0])).Person));
        Assert.NotNull((await node.ViewAsync(ids[1])).Person);
        Assert.Equal(0, await PendingAsync(node, ids[0]));
        await node.RunAsync();
        Assert.Equal(2, await node.ScalarAsync<long>("select count(*) from student"));
    }

    [Fact]
    public async Task D4_Mark_that_cannot_be_read_keeps_its_row_out_and_ends_nobodys_case()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        var list = Encoding.UTF8.GetString(StudentRow.Csv(row with { IsProtected = true })).Replace(";ja;", ";kanske;", StringComparison.Ordinal);

        var answer = await node.SubmitAsync("LU", Encoding.UTF8.GetBytes(list));

        Assert.Equal(Verdict.Protected, Assert.Single(answer.Rows).Verdict);
        Assert.NotNull((await node.ViewAsync(id)).Person);
    }

    /// <summary>Students are sent at random through every definition; some are marked wherever they stand, and nothing follows.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task D4_On_no_path_anything_is_mailed_linked_written_or_logged_of_somebody_who_was_marked(int seed)
    {
        const int Rounds = 12;
        await using var node = await ProductNode.StartAsync(slapd);
        var random = new Bogus.Randomizer(seed);
        var rows = Enumerable.Range(0, 2 * Rounds)
            .Select(index => new StudentRow { GivenName = $"Kanarie{index:00}x", FamilyName = $"Fågelsång{index:00}x", LastDay = FirstDay.AddDays(200) }.Placed(random.ArrayElement(["privat", "offentlig"]), FirstDay.AddDays(40)))
            .ToArray();
        await node.SubmitAsync("LU", rows);
        var ids = await Task.WhenAll(rows.Select(node.CaseAsync));
        var marked = new Dictionary<int, (long Mails, string? Entry, int Logged)>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var index in Enumerable.Range(0, ids.Length).Where(index => !marked.ContainsKey(index)))
                await MoveAsync(node, ids[index], random);

            // Marked with work still in the queue.
            foreach (var index in random.ListItems(Enumerable.Range(0, ids.Length).Except(marked.Keys).ToList(), 1))
            {
                await node.Get<ProtectionDesk>().ProtectAsync(ids[index], HsaTeam, NoToken);
                marked[index] = (await MailsAsync(node, ids[index]), (await node.EntriesAsync(rows[index])).SingleOrDefault()?.Text("entryCSN"), Logged(node, rows[index]));
            }

            await node.AdvanceAsync(random.ArrayElement([1, 7, 20]));
        }

        await node.SyncAsync(ReadDepth.Full);
        await node.Get<BusinessClock>().ShiftAsync(TimeSpan.FromDays(400), NoToken);
        await node.RunAsync();
        Assert.Equal(Rounds, marked.Count);
        var dump = await DatabaseDump.ReadAsync(node.Data);
        foreach (var (index, (mails, entry, logged)) in marked)
        {
            Assert.Equal((index, mails), (index, await MailsAsync(node, ids[index])));
            Assert.Equal((index, entry), (index, (await node.EntriesAsync(rows[index])).SingleOrDefault()?.Text("entryCSN")));
            Assert.Equal((index, logged), (index, Logged(node, rows[index])));
            Assert.Equal((index, 0L), (index, await PendingAsync(node, ids[index])));
            Assert.DoesNotContain(rows[index].FamilyName, dump, StringComparison.Ordinal);
            Assert.DoesNotContain(rows[index].Number.Digits, dump, StringComparison.Ordinal);
        }

        async Task MoveAsync(ProductNode at, CaseId id, Bogus.Randomizer chance)
        {
            await using var connection = await at.Data.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var engine = at.Get<WorkflowEngine>();
            if (chance.Int(1, 4) == 1)
                await engine.StartAsync(transaction, [new StartRequest(id.Value, chance.ListItem(CaseProcess.All.Except([CaseProcess.Enrolment]).ToList()), Under: CaseProcess.Enrolment)], NoToken);
            foreach (var step in (await engine.OpenStepsAsync(transaction, [id.Value], NoToken)).Where(step => step is { Kind: OpenStepKind.Signal, Owner: not Owners.Nobody }))
            {
                var outcomes = at.Get<IEnumerable<ICaseActivity>>().Single(activity => activity.Shape.Waits == WaitKind.Signal && activity.Shape.WaitsFor == step.Name).Shape.Outcomes;
                await engine.SignalAsync(transaction, [new Signal(id.Value, step.Name!, chance.ListItem(outcomes.ToList()))], NoToken);
            }

            await transaction.CommitAsync();
        }
    }

    private static int Logged(ProductNode node, StudentRow row) =>
        node.Site.Logs.Text.Split('\n').Count(line => line.Contains(row.FamilyName, StringComparison.Ordinal) || line.Contains(row.Number.Digits, StringComparison.Ordinal) || line.Contains(row.Email, StringComparison.Ordinal));

    private static Task<long> MailsAsync(ProductNode node, CaseId id) =>
        node.ScalarAsync<long>("select (select count(*) from mail where case_id = @id) + (select count(*) from status_link where case_id = @id and revoked_at is null)", new { id = id.Value });

    private static Task<long> PendingAsync(ProductNode node, CaseId id) => node.ScalarAsync<long>(
        """
        select (select count(*) from workflow.timer where correlation_id = @id)
            + (select count(*) from workflow.bookmark where correlation_id = @id)
            + (select count(*) from workflow.work_item where correlation_id = @id)
            + (select count(*) from workflow.instance where correlation_id = @id and status = 'suspended')
        """,
        new { id = id.Value });
}
