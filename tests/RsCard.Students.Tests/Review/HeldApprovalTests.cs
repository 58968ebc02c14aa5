using Microsoft.Extensions.DependencyInjection;
using Moq;
using RsCard.Ldap;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Held;
using RsCard.Students.Review;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Review;

/// <summary>An approval can be taken back until its time is over, and a colleague's work is respected.</summary>
public sealed class HeldApprovalTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private const string Colleague = "staff:ola";

    [Fact]
    public async Task Nothing_comes_of_an_approval_before_the_time_to_take_it_back_is_over()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        Assert.Equal(1, (await HoldAsync(node, HsaTeam, id)).Held);
        await node.RunAsync();
        Assert.Empty(await node.EntriesAsync(row));
        Assert.Empty(await node.WaitingAsync());

        await node.RetryNowAsync();
        await node.RunAsync();
        await node.EntryAsync(row);
        Assert.Equal((HsaTeam, "approved"), (await node.ListAsync<(string, string)>("select decided_by, decision from review_decision"))[0]);
        Assert.Equal(0, await node.Get<HeldActions>().CountAsync(HeldApprovals.Approval, NoToken));
    }

    [Fact]
    public async Task Approval_that_is_taken_back_leaves_the_case_in_the_queue_and_nothing_else()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new()];
        await node.SubmitAsync("LU", rows);
        var (kept, undone) = (await node.CaseAsync(rows[0]), await node.CaseAsync(rows[1]));
        var held = await HoldAsync(node, HsaTeam, kept, undone);
        Assert.Equal(1, await node.Get<HeldActions>().UndoAsync(HeldApprovals.Approval, held.Batch, [undone], Colleague, NoToken));
        Assert.Equal(0, await node.Get<HeldActions>().UndoAsync(HeldApprovals.Approval, held.Batch, [undone], Colleague, NoToken));
        await node.RetryNowAsync();
        await node.RunAsync();
        await node.EntryAsync(rows[0]);
        Assert.Empty(await node.EntriesAsync(rows[1]));
        Assert.Equal(undone, Assert.Single(await node.WaitingAsync()).Case);
        Assert.Equal(["review.approve.held", "review.approve.undone"], await node.ListAsync<string>("select action from audit_event where case_id = @id and action like 'review.%' order by id", new { id = undone.Value }));
        Assert.Equal(1, (await HoldAsync(node, HsaTeam, undone)).Held);
    }

    [Fact]
    public async Task Too_late_to_take_back_changes_nothing()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var held = await HoldAsync(node, HsaTeam, await node.CaseAsync(row));
        await node.RetryNowAsync();
        await node.RunAsync();
        Assert.Equal(0, await node.Get<HeldActions>().UndoAsync(HeldApprovals.Approval, held.Batch, cases: null, HsaTeam, NoToken));
        await node.EntryAsync(row);
    }

    [Fact]
    public async Task Two_who_click_at_once_approve_once_and_the_second_one_is_told()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        var both = await Task.WhenAll(HoldAsync(node, HsaTeam, id), HoldAsync(node, Colleague, id));
        Assert.Equal(1, both.Sum(one => one.Held));
        Assert.Equal([new SkippedCase(id, "REVIEW-007")], both.SelectMany(one => one.Skipped));
        Assert.Equal([new SkippedCase(id, "REVIEW-007")], (await node.Review.RejectAsync([id], "Fel kurs.", Colleague, NoToken)).Skipped);
        await node.RetryNowAsync();
        await node.RunAsync();
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from review_decision"));
    }

    [Fact]
    public async Task Case_that_was_withdrawn_meanwhile_is_told_as_one_that_could_not_be_carried_out()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        await HoldAsync(node, HsaTeam, id);
        await node.Get<CaseDesk>().WithdrawAsync(id, "studieavbrott", "staff:karber", NoToken);
        await node.RetryNowAsync();
        await node.RunAsync();
        var told = Assert.Single(await node.Get<HeldActions>().ListAsync(HeldApprovals.Approval, DateTimeOffset.MinValue, NoToken));
        Assert.Equal((id, "REVIEW-001"), (told.Case, told.Code));
        Assert.Empty(await node.EntriesAsync(row));
    }

    [Fact]
    public async Task Directory_that_does_not_answer_when_the_time_is_over_is_waited_for()
    {
        var broken = new Mock<IRegionDirectory>();
        broken.Setup(directory => directory.FindAsync(It.IsAny<IReadOnlyCollection<EntryKey>>(), It.IsAny<CancellationToken>())).ThrowsAsync(new LdapException(LdapErrorCode.ConnectFailed, "down"));
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        await HoldAsync(node, HsaTeam, await node.CaseAsync(row));
        await using (var without = await node.BesideAsync(services => services.AddSingleton(broken.Object)))
        {
            await without.RetryNowAsync();
            await without.RunAsync();
        }

        Assert.Equal(1, await node.Get<HeldActions>().CountAsync(HeldApprovals.Approval, NoToken));
        await node.RetryNowAsync();
        await node.RunAsync();
        await node.EntryAsync(row);
    }

    [Fact]
    public async Task With_four_eyes_an_approval_waits_until_somebody_else_has_confirmed_it()
    {
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.AddSingleton(new ProcessOptions { FourEyes = true }));
        StudentRow[] rows = [new(), new()];
        await node.SubmitAsync("LU", rows);
        CaseId[] cases = [await node.CaseAsync(rows[0]), await node.CaseAsync(rows[1])];
        var batch = (await HoldAsync(node, HsaTeam, cases)).Batch;
        await node.RetryNowAsync();
        await node.RunAsync();
        Assert.Empty(await node.EntriesAsync(rows[0]));

        var held = node.Get<HeldActions>();
        Assert.Equal(0, await held.SecondAsync(HeldApprovals.Approval, batch, cases, HsaTeam, NoToken));
        Assert.Equal(1, await held.SecondAsync(HeldApprovals.Approval, batch, [cases[0]], Colleague, NoToken));
        Assert.Equal(0, await held.SecondAsync(HeldApprovals.Approval, batch: null, [cases[0]], "staff:third", NoToken));
        await node.RunAsync();
        Assert.Empty(await node.EntriesAsync(rows[0]));
        await node.RetryNowAsync();
        await node.RunAsync();
        await node.EntryAsync(rows[0]);
        Assert.Empty(await node.EntriesAsync(rows[1]));
    }

    [Fact]
    public async Task Case_that_a_colleague_has_taken_on_is_skipped_until_it_is_taken_over_given_back_or_eight_hours_old()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new(), new()];
        await node.SubmitAsync("LU", rows);
        var cases = await Task.WhenAll(rows.Select(node.CaseAsync));
        var claims = node.Get<ReviewClaims>();
        Assert.Equal(3, await claims.ClaimAsync(cases, takesOver: false, Colleague, NoToken));
        Assert.Equal(0, await claims.ClaimAsync(cases, takesOver: false, HsaTeam, NoToken));
        Assert.All(await node.WaitingAsync(), item => Assert.Equal(Colleague, item.ClaimedBy));
        Assert.Equal(cases.Select(id => new SkippedCase(id, "REVIEW-008")).ToHashSet(), (await HoldAsync(node, HsaTeam, cases)).Skipped.ToHashSet());

        Assert.Equal(1, await claims.ClaimAsync([cases[0]], takesOver: true, HsaTeam, NoToken));
        Assert.Equal(0, await claims.ReleaseAsync([cases[1]], HsaTeam, NoToken));
        Assert.Equal(1, await claims.ReleaseAsync([cases[1]], Colleague, NoToken));
        Assert.Equal(2, (await HoldAsync(node, HsaTeam, cases)).Held);
        await node.Get<BusinessClock>().ShiftAsync(TimeSpan.FromHours(8), NoToken);
        Assert.Equal(1, (await HoldAsync(node, HsaTeam, cases[2])).Held);
    }

    [Fact]
    public async Task Claim_ends_with_the_decision()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        await node.Get<ReviewClaims>().ClaimAsync([id], takesOver: false, HsaTeam, NoToken);
        await node.Review.AskAsync([id], "Är slutdagen rätt?", HsaTeam, NoToken);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from review_claim"));
        Assert.Equal(0, await node.Get<ReviewClaims>().ClaimAsync([id], takesOver: true, HsaTeam, NoToken));
    }

    private static Task<HeldApproval> HoldAsync(ProductNode node, string actor, params CaseId[] cases) => node.Get<HeldApprovals>().HoldAsync(cases, actor, NoToken);
}
