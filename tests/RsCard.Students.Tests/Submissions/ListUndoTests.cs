using RsCard.Students.Database;
using RsCard.Students.Review;
using RsCard.Students.Submissions;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Submissions;

/// <summary>A list that was the wrong one is taken back, as long as nobody has decided.</summary>
public sealed class ListUndoTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Students_nobody_has_decided_about_leave_the_review_without_a_mail_and_the_others_go_on()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var (approved, first, second) = (new StudentRow(), new StudentRow(), new StudentRow());
        var list = await SendAsync(node, approved, first, second);
        await node.Get<ReviewDesk>().ApproveAsync([await node.CaseAsync(approved)], "staff:annlin", ProductNode.NoToken);

        Assert.Equal(2, await Undo(node).CountAsync(list, ProductNode.NoToken));
        Assert.Equal(2, await Undo(node).TakeBackAsync(list, "staff:karber", ProductNode.NoToken));
        await node.RunAsync();

        Assert.Empty(await node.WaitingAsync());
        Assert.Equal(ListUndo.Outcome, (await node.ViewAsync(await node.CaseAsync(first))).Outcome);
        Assert.Null((await node.ViewAsync(await node.CaseAsync(approved))).Outcome);
        Assert.Equal(0, await node.ScalarAsync<long>($"select count(*) from mail where case_id = '{await node.CaseAsync(first)}'"));
        Assert.Equal(0, await Undo(node).TakeBackAsync(list, "staff:karber", ProductNode.NoToken));
        var line = await node.Get<SubmissionBook>().FindAsync(list, ProductNode.NoToken);
        Assert.Equal("staff:karber", line?.TakenBackBy);
    }

    [Fact]
    public async Task List_that_was_taken_back_can_be_sent_and_taken_back_again()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await Undo(node).TakeBackAsync(await SendAsync(node, row), "staff:karber", ProductNode.NoToken);

        var again = await SendAsync(node, row);

        var answer = await node.Get<SubmissionBook>().AnswerAsync(again, "sv", ProductNode.NoToken);
        Assert.Equal(("new", "new"), (Assert.Single(answer.Rows).Verdict, answer.Rows[0].Reason));
        Assert.Single(await node.WaitingAsync());
        Assert.Equal(1, await Undo(node).TakeBackAsync(again, "staff:karber", ProductNode.NoToken));
    }

    [Fact]
    public async Task Case_of_an_earlier_list_and_an_approval_that_can_still_be_taken_back_are_left_alone()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var (earlier, held) = (new StudentRow(), new StudentRow());
        await SendAsync(node, earlier);
        var list = await SendAsync(node, earlier with { Email = "ny@larosate.example" }, held);
        await node.Get<HeldApprovals>().HoldAsync([await node.CaseAsync(held)], "staff:annlin", ProductNode.NoToken);

        Assert.Equal(0, await Undo(node).TakeBackAsync(list, "staff:karber", ProductNode.NoToken));

        Assert.Null((await node.ViewAsync(await node.CaseAsync(earlier))).Outcome);
        Assert.Null((await node.Get<SubmissionBook>().FindAsync(list, ProductNode.NoToken))?.TakenBackAt);
    }

    [Fact]
    public async Task Approval_that_comes_after_finds_nobody()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await Undo(node).TakeBackAsync(await SendAsync(node, row), "staff:karber", ProductNode.NoToken);

        var outcome = await node.Get<ReviewDesk>().ApproveAsync([await node.CaseAsync(row)], "staff:annlin", ProductNode.NoToken);

        Assert.Single(outcome.Skipped);
    }

    private static ListUndo Undo(ProductNode node) => node.Get<ListUndo>();

    private static async Task<SubmissionId> SendAsync(ProductNode node, params StudentRow[] rows)
    {
        var list = await node.ReceiveAsync("LU", StudentRow.Csv(rows));
        await node.RunAsync();
        return list;
    }
}
