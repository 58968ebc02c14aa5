using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Recurring;
using RsCard.Students.Review;
using RsCard.Students.Status;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.Cards.CardHolders;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Cards;

/// <summary>Cards that exist already: an employee's, an inactive one, one that the directory says nothing of (D-8, D-9, D-16).</summary>
public sealed class CardActivationTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D9_Inactive_card_is_ordered_activated_and_told_without_a_photo()
    {
        await using var node = await WithItMailAsync();
        var id = await InactiveAsync(node);
        Assert.Equal(["activation-order"], await node.OpenSignalsAsync());
        Assert.Equal(Owners.HsaTeam, Assert.Single((await node.ViewAsync(id)).Steps).Owner);
        Assert.Equal("CARD-012", CodeOf(await Desk(node).DoneAsync(id, HsaTeam, NoToken)));

        Assert.IsType<DeskResult.Done>(await Desk(node).OrderAsync(id, HsaTeam, NoToken));
        await node.RunAsync();
        Assert.Contains("ActivationOrder", await node.SentKindsAsync());
        var step = Assert.Single((await node.ViewAsync(id)).Steps);
        Assert.Equal((Owners.It, DateRules.Morning(node.Today.AddDays(7))), (step.Owner, step.DueBy));
        Assert.Equal("CARD-012", CodeOf(await Desk(node).OrderAsync(id, HsaTeam, NoToken)));

        Assert.IsType<DeskResult.Done>(await Desk(node).DoneAsync(id, HsaTeam, NoToken));
        await node.RunAsync();
        Assert.Equal("CardActivated", (await node.SentKindsAsync())[^1]);
        Assert.Empty(await node.OpenSignalsAsync());
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from card"));
    }

    [Fact]
    public async Task D9_Card_that_the_directory_shows_as_active_needs_nobodys_word()
    {
        await using var node = await WithItMailAsync();
        var id = await InactiveAsync(node);
        await Desk(node).OrderAsync(id, HsaTeam, NoToken);
        await node.RunAsync();
        var job = node.Get<RecurringJobs>().Find("watch-card-activation")!;
        Assert.Equal(new RunResult.Done("0 cards seen as active"), await job.RunOnceAsync(NoToken));
        await node.ExecuteAsync("update directory_entry set card_state = 'active'");
        Assert.Equal(new RunResult.Done("1 cards seen as active"), await job.RunOnceAsync(NoToken));
        Assert.Equal(new RunResult.Done("0 cards seen as active"), await job.RunOnceAsync(NoToken));
        await node.RunAsync();
        Assert.Equal("CardActivated", (await node.SentKindsAsync())[^1]);
    }

    [Fact]
    public async Task D9_Order_that_would_reach_nobody_is_refused()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await InactiveAsync(node);
        Assert.Equal("CARD-016", CodeOf(await Desk(node).OrderAsync(id, HsaTeam, NoToken)));
        Assert.Equal(["activation-order"], await node.OpenSignalsAsync());
    }

    [Theory]
    [InlineData("FALSE", "20300101120000Z")]
    [InlineData("TRUE", "20270101120000Z")]
    public async Task D9_Inactive_card_that_would_not_serve_is_not_activated_and_a_new_one_is_needed(string photo, string validTo)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await InactiveAsync(node, photo, validTo);
        Assert.Equal(["photo"], await node.OpenSignalsAsync());
    }

    [Fact]
    public async Task D8_Employee_whose_noted_card_serves_uses_it_and_gets_neither_entry_nor_card()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(slapd.EmployeeBranch, row);
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        Assert.Equal(DirectorySituation.Employee, (await node.WaitingAsync())[0].Situation);
        var note = new CardNote("S1", "active", HasPhoto: true, HasSameName: true, row.LastDay);
        Assert.Null(await node.Get<CardNotes>().NoteAsync(id, note with { ValidTo = row.LastDay.AddDays(-1) }, HsaTeam, NoToken));
        Assert.Equal(DirectorySituation.Employee, (await node.WaitingAsync())[0].Situation);
        Assert.Null(await node.Get<CardNotes>().NoteAsync(id, note, HsaTeam, NoToken));
        Assert.Equal(DirectorySituation.EmployeeWithCard, (await node.WaitingAsync())[0].Situation);

        await node.ApproveAllAsync();
        Assert.Equal(["CardStillValid"], await node.SentKindsAsync());
        Assert.Single(await node.EntriesAsync(row));
        Assert.Empty(await node.OpenSignalsAsync());

        // Nothing is reviewed any more, and the student's page says so.
        var link = Assert.Single(await node.MailsAsync()).Parts[0].Text.Split("/s/")[1];
        Assert.Equal(StudentStage.Ready, (await node.Get<StatusDesk>().FindAsync(link[..43], NoToken))?.Stage);
        Assert.Equal(2, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'review.card-noted'"));
    }

    [Fact]
    public async Task D16_Student_whose_noted_card_serves_skips_photo_wait_and_pickup()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        Assert.Null(await node.Get<CardNotes>().NoteAsync(id, new CardNote(null, "active", HasPhoto: true, HasSameName: true, row.LastDay), HsaTeam, NoToken));
        await node.ApproveAllAsync();
        Assert.Equal(["RsId", "CardStillValid"], await node.SentKindsAsync());
        Assert.Empty(await node.OpenSignalsAsync());
    }

    [Theory]
    [InlineData(false, true, 0)]
    [InlineData(true, false, 0)]
    [InlineData(true, true, -1)]
    public async Task D16_Card_without_photo_with_another_name_or_too_short_does_not_serve(bool photo, bool sameName, int days)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        await node.Get<CardNotes>().NoteAsync(id, new CardNote(null, "active", photo, sameName, row.LastDay.AddDays(days)), HsaTeam, NoToken);
        await node.ApproveAllAsync();
        Assert.Equal(["photo"], await node.OpenSignalsAsync());
    }

    [Fact]
    public async Task D8_Note_is_refused_for_no_case_for_no_state_and_where_the_directory_knows_the_card()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await InactiveAsync(node);
        var note = new CardNote(null, "active", HasPhoto: true, HasSameName: true, FirstDay);
        var notes = node.Get<CardNotes>();
        Assert.Equal("REVIEW-004", await notes.NoteAsync(new CaseId(Guid.NewGuid()), note, HsaTeam, NoToken));
        Assert.Equal("REVIEW-005", await notes.NoteAsync(id, note with { State = "handed-over" }, HsaTeam, NoToken));
        Assert.Equal("REVIEW-006", await notes.NoteAsync(id, note, HsaTeam, NoToken));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from card_note"));
    }

    private Task<ProductNode> WithItMailAsync() =>
        ProductNode.StartAsync(slapd, change: services => services.AddSingleton(new ContactOptions { ItMail = "it@region.example" }));

    private static ActivationDesk Desk(ProductNode node) => node.Get<ActivationDesk>();

    private async Task<CaseId> InactiveAsync(ProductNode node, string photo = "TRUE", string validTo = "20300101120000Z")
    {
        var row = new StudentRow();
        await node.Site.AddEntryAsync(slapd.WrongBranch, row, ("cardSerial", "1"), ("cardState", "inactive"), ("cardHasPhoto", photo), ("cardValidTo", validTo));
        return (await node.EnterAsync(row))[0];
    }
}
