using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.Cards.CardHolders;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Cards;

/// <summary>The end of a card: asked back, returned, written off, kept by whom the region employs, destroyed (D-34, D-36, D-70).</summary>
public sealed class CardEndTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D34_Card_is_asked_back_after_the_period_and_the_case_closes_when_it_is_left_at_any_station()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = FirstDay.AddDays(60) };
        var id = await node.HolderAsync(row);
        await node.AdvanceToAsync(row.LastDay.AddDays(31));
        Assert.Equal("ended", (await node.EntryAsync(row)).Text("studentStatus"));
        Assert.Contains("CardReturn", await node.SentKindsAsync());
        var view = await node.ViewAsync(id);
        Assert.Null(view.ClosedAt);
        var step = Assert.Single(view.Steps);
        Assert.Equal((Owners.Student, DateRules.Morning(node.Today.AddDays(30))), (step.Owner, step.DueBy));

        Assert.Equal("STATION-007", CodeOf(await Desk(node).ReturnAsync(id, "NOWHERE", which: null, "staff:sarman", NoToken)));
        Assert.IsType<DeskResult.Done>(await Desk(node).ReturnAsync(id, "MALMO", which: null, "staff:sarman", NoToken));
        Assert.Equal(["returned"], await node.CardStatesAsync());
        Assert.Equal("ended", (await node.ViewAsync(id)).Outcome);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where status = 'suspended'"));
        Assert.Equal("CARD-001", CodeOf(await Desk(node).ReturnAsync(id, "MALMO", which: null, "staff:sarman", NoToken)));
    }

    [Fact]
    public async Task D34_Card_may_be_returned_before_anybody_asks_and_isnt_asked_for_then()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = FirstDay.AddDays(60) };
        var id = await node.HolderAsync(row);
        Assert.IsType<DeskResult.Done>(await Desk(node).ReturnAsync(id, "LUND", which: null, "staff:pereks", NoToken));
        await node.AdvanceToAsync(row.LastDay.AddDays(31));
        Assert.DoesNotContain("CardReturn", await node.SentKindsAsync());
        Assert.Equal("ended", (await node.ViewAsync(id)).Outcome);
    }

    [Fact]
    public async Task D34_Student_whom_the_region_employs_keeps_the_card_and_one_hired_by_a_private_provider_does_not()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new() { LastDay = FirstDay.AddDays(60) }, new() { LastDay = FirstDay.AddDays(60) }];
        var ids = await node.EnterAsync(rows);
        foreach (var id in ids)
            await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        foreach (var id in ids)
            await node.PickupAsync(id);
        Assert.IsType<DeskResult.Done>(await Desk(node).HiredAsync(ids[0], byRegion: true, HsaTeam, NoToken));
        Assert.Equal("CARD-014", CodeOf(await Desk(node).HiredAsync(ids[0], byRegion: true, HsaTeam, NoToken)));
        Assert.Equal("CARD-013", CodeOf(await Desk(node).HiredAsync(ids[1], byRegion: false, HsaTeam, NoToken)));

        await node.AdvanceToAsync(rows[0].LastDay.AddDays(31));
        Assert.Equal("ended", (await node.ViewAsync(ids[0])).Outcome);
        Assert.Null((await node.ViewAsync(ids[1])).Outcome);
        Assert.Equal(1, (await node.SentKindsAsync()).Count(kind => kind == "CardReturn"));
        var alarm = Assert.Single(await node.Get<CardAlarms>().ListAsync(10, NoToken));
        Assert.Equal(ids[1], alarm.CaseId);
    }

    [Fact]
    public async Task D34_Student_who_is_employed_after_the_card_was_asked_back_keeps_it()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = FirstDay.AddDays(60) };
        var id = await node.HolderAsync(row);
        await node.AdvanceToAsync(row.LastDay.AddDays(31));
        Assert.IsType<DeskResult.Done>(await Desk(node).HiredAsync(id, byRegion: true, HsaTeam, NoToken));
        Assert.Equal("ended", (await node.ViewAsync(id)).Outcome);
        Assert.Equal(["handed-over"], await node.CardStatesAsync());
        Assert.Empty(await node.Get<CardAlarms>().ListAsync(10, NoToken));
    }

    [Fact]
    public async Task D34_Card_that_wont_come_back_is_written_off_and_blocked()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = FirstDay.AddDays(60) };
        var id = await node.HolderAsync(row);
        await node.AdvanceToAsync(row.LastDay.AddDays(31));
        Assert.IsType<DeskResult.Done>(await Desk(node).WriteOffAsync(id, which: null, "svarar inte", HsaTeam, NoToken));
        Assert.Equal(["revoked"], await node.CardStatesAsync());
        Assert.Equal("ended", (await node.ViewAsync(id)).Outcome);
    }

    [Fact]
    public async Task D34_Card_that_another_enrolment_needs_is_not_asked_back()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = FirstDay.AddDays(60) };
        var id = await node.HolderAsync(row);
        await node.SubmitAsync("MAU", row with { Programme = "Fristående kurs", LastDay = row.LastDay.AddDays(400) });
        await node.ApproveAllAsync();
        await node.AdvanceToAsync(row.LastDay.AddDays(31));
        Assert.Equal("ended", (await node.ViewAsync(id)).Outcome);
        Assert.DoesNotContain("CardReturn", await node.SentKindsAsync());
        Assert.NotEqual("ended", (await node.EntryAsync(row)).Text("studentStatus"));
    }

    [Fact]
    public async Task D70_Valid_card_of_somebody_whose_entry_is_closed_is_an_alarm_until_it_is_back_or_revoked()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new()];
        var ids = await node.EnterAsync(rows);
        foreach (var id in ids)
            await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        foreach (var id in ids)
            await node.PickupAsync(id);
        var alarms = node.Get<CardAlarms>();
        Assert.Empty(await alarms.ListAsync(10, NoToken));
        foreach (var id in ids)
            await node.Get<CaseDesk>().WithdrawAsync(id, "Slutar", HsaTeam, NoToken);
        await node.RunAsync();

        Assert.Equal(ids.Select(id => id.Value).Order(), (await alarms.ListAsync(10, NoToken)).Select(alarm => alarm.CaseId.Value).Order());
        Assert.Equal(2, await alarms.CountAsync(NoToken));
        Assert.IsType<DeskResult.Done>(await Desk(node).RevokeAsync(ids[0], which: null, "har slutat", HsaTeam, NoToken));
        Assert.Equal(ids[1], Assert.Single(await alarms.ListAsync(10, NoToken)).CaseId);
        Assert.IsType<DeskResult.Done>(await Desk(node).ReturnAsync(ids[1], "LUND", which: null, "staff:pereks", NoToken));
        Assert.Equal(0, await alarms.CountAsync(NoToken));
    }

    [Fact]
    public async Task D36_Card_that_was_made_is_cancelled_at_the_withdrawal_and_destroyed_at_its_station()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.ExpectingAsync();
        await node.Get<CaseDesk>().WithdrawAsync(id, "Slutar", HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal(["cancelled"], await node.CardStatesAsync());
        Assert.Equal(["RsId", "CardReady", "Withdrawn"], await node.SentKindsAsync());
        Assert.Equal("withdrawn", (await node.ViewAsync(id)).Outcome);
        Assert.Equal("STATION-003", CodeOf(await node.PickupAsync(id)));

        Assert.Equal("CARD-006", CodeOf(await Desk(node).DestroyAsync(id, "MALMO", which: null, "staff:sarman", NoToken)));
        Assert.IsType<DeskResult.Done>(await Desk(node).DestroyAsync(id, "LUND", which: null, "staff:pereks", NoToken));
        Assert.Equal(["destroyed"], await node.CardStatesAsync());
    }

    [Fact]
    public async Task D36_Card_that_comes_to_its_station_though_the_order_was_cancelled_is_destroyed_there()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.PhotoAsync(id);
        await node.Get<CaseDesk>().WithdrawAsync(id, "Slutar", HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal(["cancelled"], await node.CardStatesAsync());
        Assert.IsType<DeskResult.Done>(await Desk(node).DestroyAsync(id, "LUND", which: null, "staff:pereks", NoToken));
        Assert.Equal(["destroyed"], await node.CardStatesAsync());
    }

    [Fact]
    public async Task D36_Card_on_its_way_becomes_that_of_the_enrolment_that_goes_on()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        await node.PhotoAsync(id);
        await node.SubmitAsync("MAU", row with { Programme = "Fristående kurs" });
        await node.ApproveAllAsync();
        await node.Get<CaseDesk>().WithdrawAsync(id, "Slutar", HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal("withdrawn", (await node.ViewAsync(id)).Outcome);
        Assert.Equal(["applied"], await node.CardStatesAsync());

        var other = new CaseId(await node.ScalarAsync<Guid>("select case_id from card"));
        Assert.NotEqual(id, other);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(other));
        Assert.Equal(["handed-over"], await node.CardStatesAsync());
    }

    [Fact]
    public async Task D36_Card_that_was_handed_over_is_asked_back_when_the_student_withdraws()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.HolderAsync();
        await node.Get<CaseDesk>().WithdrawAsync(id, "Slutar", HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal(["Withdrawn", "CardReturn"], (await node.SentKindsAsync())[^2..]);
        Assert.Equal(["card-return"], await node.OpenSignalsAsync());
        await Desk(node).ReturnAsync(id, "MALMO", which: null, "staff:sarman", NoToken);
        Assert.Equal("withdrawn", (await node.ViewAsync(id)).Outcome);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.bookmark"));
    }

    [Fact]
    public async Task D34_Lost_card_is_neither_asked_back_nor_replaced_when_the_case_ends()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = FirstDay.AddDays(60) };
        var id = await node.HolderAsync(row);
        await node.AdvanceToAsync(row.LastDay.AddDays(31));
        var lost = Assert.IsType<DeskResult.Done>(await Desk(node).ReportLostAsync(id, mayBeFound: false, which: null, HsaTeam, NoToken));
        Assert.Contains("Inget nytt kort", lost.Swedish, StringComparison.Ordinal);
        await node.RunAsync();
        Assert.Equal("ended", (await node.ViewAsync(id)).Outcome);
        Assert.Empty(await node.OpenSignalsAsync());
    }

    private static CardDesk Desk(ProductNode node) => node.Get<CardDesk>();
}
