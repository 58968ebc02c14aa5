using RsCard.Ldap;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Cases;

/// <summary>How a case ends: withdrawn wherever it stands (D-36), or when the period and its grace are over (D-35).</summary>
public sealed class CaseEndTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D36_Withdrawal_cancels_reminders_and_waits_and_closes_the_entry()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow().Placed("privat", ProductNode.FirstDay.AddDays(30));
        var id = (await node.EnterAsync(row))[0];
        await node.PhotoAsync(id);
        Assert.NotEqual(0, await node.ScalarAsync<long>("select count(*) from workflow.timer"));

        await WithdrawAsync(node, id);
        await node.RunAsync();
        await AssertWithdrawnAsync(node, id);
        Assert.Equal("ended", (await node.EntryAsync(row)).Text("studentStatus"));
        var mails = await node.SentKindsAsync();
        await node.AdvanceAsync(40);
        Assert.Equal(mails, await node.SentKindsAsync());
    }

    [Fact]
    public async Task D36_Withdrawal_in_review_leaves_nothing_in_the_directory()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        await WithdrawAsync(node, id);
        await node.RunAsync();
        await AssertWithdrawnAsync(node, id);
        Assert.Empty(await node.EntriesAsync(row));
        Assert.Empty(await node.WaitingAsync());
    }

    [Fact]
    public async Task D36_Mail_that_was_still_to_be_sent_is_not_sent_after_the_withdrawal()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        await node.Review.RejectAsync([id], "Nej.", ProductNode.HsaTeam, ProductNode.NoToken);
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from workflow.work_item where kind = 'mail'"));
        await WithdrawAsync(node, id);
        await node.RunAsync();
        Assert.Empty(await node.SentKindsAsync());
    }

    [Fact]
    public async Task D36_Withdrawal_from_one_institution_leaves_the_entry_open_for_the_other()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var lund = new StudentRow();
        var malmo = lund with { Programme = "Fysioterapeutprogrammet", FirstDay = new(2027, 1, 18), LastDay = new(2028, 6, 4) };
        await node.SubmitAsync("LU", lund);
        await node.SubmitAsync("MAU", malmo);
        await node.ApproveAllAsync();
        var id = await node.ScalarAsync<Guid>("select c.id from student_case c join enrolment e on e.id = c.enrolment_id where institution_code = 'LU'");
        await WithdrawAsync(node, new CaseId(id));
        await node.RunAsync();

        var entry = await node.EntryAsync(lund);
        Assert.Equal(("active", "20270118120000Z", "20280604120000Z"), (entry.Text("studentStatus"), entry.Text("studentPeriodStart"), entry.Text("studentPeriodEnd")));
    }

    [Fact]
    public async Task D36_Withdrawn_student_who_is_sent_again_is_reviewed_and_gets_the_same_RSid()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        var before = await node.EntryAsync(row);
        await WithdrawAsync(node, id);
        await node.RunAsync();
        Assert.Equal("review", (await node.SubmitAsync("LU", row)).Rows[0].Verdict);
        await node.ApproveAllAsync();
        var after = await node.EntryAsync(row);
        Assert.Equal((before.Text("entryUUID"), before.Text("rsId"), "active"), (after.Text("entryUUID"), after.Text("rsId"), after.Text("studentStatus")));
        Assert.Single(await node.SentKindsAsync(), kind => kind == "RsId");
    }

    [Fact]
    public async Task D35_Entry_is_closed_when_the_period_and_its_grace_are_over()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = ProductNode.FirstDay.AddDays(40) };
        var id = (await node.EnterAsync(row))[0];
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(ProductNode.FirstDay.AddMonths(1));
        await node.PickupAsync(id);
        await node.AdvanceToAsync(row.LastDay.AddDays(30));
        Assert.Equal("active", (await node.EntryAsync(row)).Text("studentStatus"));
        await node.AdvanceAsync(1);
        Assert.Equal("ended", (await node.EntryAsync(row)).Text("studentStatus"));

        // The case is over when the card is back (D-34).
        Assert.Null((await node.ViewAsync(id)).Outcome);
        await node.Get<CardDesk>().ReturnAsync(id, "MALMO", which: null, "staff:MALMO", ProductNode.NoToken);
        await node.RunAsync();
        Assert.Equal("ended", (await node.ViewAsync(id)).Outcome);
        await AssertNothingWaitsAsync(node);
    }

    [Fact]
    public async Task D35_Student_who_never_goes_for_the_photo_is_closed_all_the_same()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = ProductNode.FirstDay.AddDays(5) };
        var id = (await node.EnterAsync(row))[0];
        await node.AdvanceToAsync(row.LastDay.AddDays(31));
        Assert.Equal("ended", (await node.EntryAsync(row)).Text("studentStatus"));
        Assert.Equal("ended", (await node.ViewAsync(id)).Outcome);
        await AssertNothingWaitsAsync(node);
    }

    [Fact]
    public async Task Rejected_case_leaves_nothing_waiting()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        await node.Review.RejectAsync([id], "Nej.", ProductNode.HsaTeam, ProductNode.NoToken);
        await node.RunAsync();
        Assert.Equal("rejected", (await node.ViewAsync(id)).Outcome);
        await AssertNothingWaitsAsync(node);
    }

    [Fact]
    public async Task D35_Period_that_was_made_longer_meanwhile_is_waited_for()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = ProductNode.FirstDay.AddDays(40) };
        var id = (await node.EnterAsync(row))[0];
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(ProductNode.FirstDay.AddMonths(1));
        await node.PickupAsync(id);
        var longer = row with { LastDay = row.LastDay.AddDays(10) };
        Assert.Equal("extended", (await node.SubmitAsync("LU", longer)).Rows[0].Verdict);
        await node.AdvanceToAsync(longer.LastDay.AddDays(30));
        Assert.Equal("active", (await node.EntryAsync(row)).Text("studentStatus"));
        await node.AdvanceAsync(1);
        Assert.Equal("ended", (await node.EntryAsync(row)).Text("studentStatus"));
    }

    private static async Task WithdrawAsync(ProductNode node, CaseId id)
    {
        await using var connection = await node.Data.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var result = await node.Get<WorkflowEngine>().SignalAsync(transaction, [new Signal(id.Value, "withdrawal", "Withdrawn")], ProductNode.NoToken);
        Assert.Equal([SignalResult.Delivered], result);
        await transaction.CommitAsync();
    }

    private static async Task AssertWithdrawnAsync(ProductNode node, CaseId id)
    {
        Assert.Equal("withdrawn", (await node.ViewAsync(id)).Outcome);
        await AssertNothingWaitsAsync(node);
    }

    private static async Task AssertNothingWaitsAsync(ProductNode node)
    {
        foreach (var table in (string[])["workflow.timer", "workflow.bookmark", "workflow.work_item"])
            Assert.Equal((table, 0L), (table, await node.ScalarAsync<long>($"select count(*) from {table}")));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where status = 'suspended'"));
    }
}
