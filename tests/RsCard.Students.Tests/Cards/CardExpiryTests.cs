using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Recurring;
using RsCard.Students.Review;
using RsCard.Students.Testing;
using RsCard.Students.Tests.ReserveCards;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Cards;

/// <summary>A card's last day comes near, and passes (D-30, D-70).</summary>
public sealed class CardExpiryTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D30_End_of_a_card_is_told_to_student_and_administrator_once_also_when_the_job_runs_twice()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.HolderAsync();
        var lastDay = node.Today.AddDays(61);
        await node.ExecuteAsync("update card set valid_to = @lastDay", new { lastDay });
        Assert.Equal(new RunResult.Done("0 cards expired, 0 ends told"), await RunAsync(node));
        await node.AdvanceAsync(1);
        Assert.Equal(new RunResult.Done("0 cards expired, 1 ends told"), await RunAsync(node));
        Assert.Equal(new RunResult.Done("0 cards expired, 0 ends told"), await RunAsync(node));
        await node.RunAsync();
        await node.AdvanceAsync(3);
        await RunAsync(node);
        await node.RunAsync();
        Assert.Equal(["CardExpiring", "CardExpiringAdministrator"], (await node.SentKindsAsync())[^2..]);
        Assert.Equal(1, (await node.SentKindsAsync()).Count(kind => kind == "CardExpiring"));
        Assert.Null((await node.ViewAsync(id)).ClosedAt);
    }

    [Fact]
    public async Task D30_Two_runs_at_once_tell_it_once()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.HolderAsync();
        await node.ExecuteAsync("update card set valid_to = @day", new { day = node.Today.AddDays(30) });
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Job(node).RunOnceAsync(NoToken)));
        await node.RunAsync();
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id = 'card-expiry'"));
    }

    [Fact]
    public async Task D30_End_of_a_card_that_only_the_directory_knows_is_told_too()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = new DateOnly(2027, 6, 4) };
        await node.Site.AddEntryAsync(slapd.WrongBranch, row, ("cardSerial", "1"), ("cardState", "active"), ("cardHasPhoto", "TRUE"), ("cardValidTo", "20270301120000Z"));
        await node.EnterAsync(row);
        await RunAsync(node);
        await node.RunAsync();
        Assert.DoesNotContain("CardExpiring", await node.SentKindsAsync());
        await node.AdvanceToAsync(new DateOnly(2026, 12, 31));
        Assert.Equal(new RunResult.Done("0 cards expired, 1 ends told"), await RunAsync(node));
        await node.RunAsync();
        Assert.Contains("CardExpiring", await node.SentKindsAsync());
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task D30_End_of_a_card_that_the_HSA_team_has_noted_is_told_too_unless_it_is_lost(bool isLost, bool isTold)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        Assert.Null(await node.Get<CardNotes>().NoteAsync(id, new CardNote(null, "active", HasPhoto: true, HasSameName: true, row.LastDay.AddDays(2)), HsaTeam, NoToken));
        await node.ApproveAllAsync();
        if (isLost)
            await node.Get<CardDesk>().ReportLostAsync(id, mayBeFound: false, which: null, HsaTeam, NoToken);
        await node.JumpToAsync(row.LastDay.AddDays(-58));
        Assert.Equal(new RunResult.Done($"0 cards expired, {(isTold ? 1 : 0)} ends told"), await RunAsync(node));
        await node.RunAsync();
        Assert.Equal(isTold, (await node.SentKindsAsync()).Contains("CardExpiring"));
    }

    [Fact]
    public async Task D30_Renewal_is_received_and_runs_as_for_a_new_card_with_the_RSid_kept_and_the_old_card_handed_in()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = await node.HolderAsync(row);
        var rsId = (await node.ViewAsync(id)).RsId;
        await node.ExecuteAsync("update card set valid_to = @day", new { day = node.Today.AddDays(50) });
        Assert.Equal("renewal", (await node.SubmitAsync("LU", row)).Rows[0].Verdict);
        Assert.Equal(["renewal"], (await node.WaitingAsync())[0].Reasons.Except(["new"]));
        await node.ApproveAllAsync();
        Assert.Equal("RenewalReceived", (await node.SentKindsAsync())[^1]);
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        await node.PickupAsync(id);
        Assert.Equal(["returned", "handed-over"], await node.CardStatesAsync());
        Assert.Equal(rsId, (await node.ViewAsync(id)).RsId);
        Assert.Equal(1, (await node.SentKindsAsync()).Count(kind => kind == "RsId"));
    }

    [Fact]
    public async Task D30_Card_that_the_HSA_team_has_noted_is_renewed_too()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var note = new CardNote(null, "active", HasPhoto: true, HasSameName: true, node.Today.AddDays(61));
        Assert.Null(await node.Get<CardNotes>().NoteAsync(await node.CaseAsync(row), note, HsaTeam, NoToken));
        await node.ApproveAllAsync();
        Assert.Equal("unchanged", (await node.SubmitAsync("LU", row)).Rows[0].Verdict);
        await node.AdvanceAsync(1);
        Assert.Equal("renewal", (await node.SubmitAsync("LU", row)).Rows[0].Verdict);
    }

    [Fact]
    public async Task D30_List_that_comes_again_without_a_renewal_sends_no_mail_about_one()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        await node.Station.SendBackAsync(id, "LUND", "staff:pereks", NoToken);
        await node.ApproveAllAsync();
        Assert.Equal(["RsId"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D70_Card_is_valid_through_its_last_day_and_expired_the_day_after()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.HolderAsync();
        await node.ExecuteAsync("update card set valid_to = @day", new { day = node.Today });
        await RunAsync(node);
        Assert.Equal(["handed-over"], await node.CardStatesAsync());
        await node.AdvanceAsync(1);
        Assert.Equal(new RunResult.Done("1 cards expired, 0 ends told"), await RunAsync(node));
        Assert.Equal(["expired"], await node.CardStatesAsync());
        Assert.Equal(new RunResult.Done("0 cards expired, 0 ends told"), await RunAsync(node));
        Assert.Equal(("handed-over", "expired", "system"), (await node.ListAsync<(string, string, string)>("select from_state, to_state, actor from card_event order by id desc limit 1"))[0]);
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'card.expired'"));
    }

    private static IRecurringJob Job(ProductNode node) => node.Get<RecurringJobs>().Find("watch-card-expiry")!;

    private static Task<RunResult> RunAsync(ProductNode node) => Job(node).RunOnceAsync(NoToken);
}
