using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Review;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.Cards.CardHolders;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Cards;

/// <summary>Lost, found, damaged, returned, destroyed: everything that goes wrong with a card, and its end (D-13, D-31, D-34, D-70).</summary>
public sealed class CardDeskTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D31_Lost_card_is_blocked_at_once_costs_550_and_is_replaced_with_the_RSid_kept()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.HolderAsync();
        var rsId = (await node.ViewAsync(id)).RsId;
        var lost = Assert.IsType<DeskResult.Done>(await Desk(node).ReportLostAsync(id, mayBeFound: false, which: null, HsaTeam, NoToken));
        Assert.Contains("550", lost.Swedish, StringComparison.Ordinal);
        Assert.Equal("revoked", await node.ScalarAsync<string>("select state from card"));
        Assert.Equal(("handed-over", "revoked", HsaTeam, "lost"), await LastEventAsync(node));
        Assert.Equal(("handed-over", "revoked", HsaTeam), Assert.Single(await node.ListAsync<(string, string, string)>(
            "select facts->>'from', facts->>'to', actor from audit_event where action = 'card.changed'")));
        var fee = Assert.Single(await node.Get<Fees>().ListAsync(id, onlyOpen: true, NoToken));
        Assert.Equal((Fees.LostCard, 550, HsaTeam), (fee.Kind, fee.AmountKronor, fee.RecordedBy));

        await node.RunAsync();
        Assert.Contains("CardBlocked", await node.SentKindsAsync());
        Assert.IsType<DeskResult.Done>(await node.PhotoAsync(id, "MALMO"));
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id, "MALMO"));
        Assert.Equal(["revoked", "handed-over"], await node.ListAsync<string>("select state from card order by id"));
        Assert.Equal(rsId, (await node.ViewAsync(id)).RsId);
        Assert.Equal(1, (await node.SentKindsAsync()).Count(kind => kind == "RsId"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id in ('card-replacement', 'new-card') and status = 'suspended'"));
    }

    [Fact]
    public async Task D31_Card_is_reported_lost_once_also_when_two_click_at_once()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.HolderAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Desk(node).ReportLostAsync(id, mayBeFound: false, which: null, HsaTeam, NoToken)));
        Assert.Single(results.OfType<DeskResult.Done>());
        Assert.All(results.OfType<DeskResult.Refused>(), refused => Assert.Equal("CARD-001", refused.Code));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from fee"));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id = 'card-replacement'"));
        Assert.Equal(2, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'card.lost' and facts->>'refused' = 'CARD-001'"));
    }

    [Fact]
    public async Task D31_Card_that_nobody_has_fetched_cannot_be_lost_and_nothing_changes()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        Assert.Equal("CARD-001", CodeOf(await Desk(node).ReportLostAsync(id, mayBeFound: false, which: null, HsaTeam, NoToken)));
        await node.PhotoAsync(id);
        var refused = Assert.IsType<DeskResult.Refused>(await Desk(node).ReportLostAsync(id, mayBeFound: true, which: null, HsaTeam, NoToken));
        Assert.Equal("CARD-001", refused.Code);
        Assert.Contains("beställt", refused.Swedish, StringComparison.Ordinal);
        Assert.Contains("ordered", refused.English, StringComparison.Ordinal);
        Assert.Equal("applied", await node.ScalarAsync<string>("select state from card"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from fee"));
    }

    [Fact]
    public async Task D31_Card_that_the_student_had_before_we_ordered_any_is_blocked_and_replaced_like_another()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await WithCardFromBeforeAsync(node, new StudentRow());
        Assert.True((await node.ViewAsync(id)).HasCardBefore);
        Assert.Equal("CARD-001", CodeOf(await Desk(node).FoundAsync(id, which: null, HsaTeam, NoToken)));
        Assert.Empty(await node.CardStatesAsync());

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Desk(node).ReportLostAsync(id, mayBeFound: false, which: null, HsaTeam, NoToken)));
        Assert.Single(results.OfType<DeskResult.Done>());
        Assert.Equal(("handed-over", "revoked", HsaTeam, "lost"), await LastEventAsync(node));
        Assert.Equal(550, await node.ScalarAsync<int>("select sum(amount_kronor)::int from fee"));
        await node.RunAsync();
        Assert.False((await node.ViewAsync(id)).HasCardBefore);
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        await node.PickupAsync(id);
        Assert.Equal(["revoked", "handed-over"], await node.CardStatesAsync());
        Assert.Equal(CardState.HandedOver, (await node.ViewAsync(id)).Card?.State);
    }

    [Fact]
    public async Task D34_Card_that_the_student_had_before_we_ordered_any_is_asked_back_and_returned()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = FirstDay.AddDays(60) };
        var id = await WithCardFromBeforeAsync(node, row);
        await node.AdvanceToAsync(row.LastDay.AddDays(31));
        Assert.IsType<DeskResult.Done>(await Desk(node).ReturnAsync(id, "MALMO", which: null, "staff:sarman", NoToken));
        await node.RunAsync();
        Assert.Equal(["returned"], await node.CardStatesAsync());
        Assert.Equal("ended", (await node.ViewAsync(id)).Outcome);
    }

    [Fact]
    public async Task D70_Suspended_card_that_is_found_is_valid_again_without_fee_and_without_a_new_card()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.HolderAsync();
        Assert.IsType<DeskResult.Done>(await Desk(node).ReportLostAsync(id, mayBeFound: true, which: null, HsaTeam, NoToken));
        await node.RunAsync();
        Assert.Equal("suspended", await node.ScalarAsync<string>("select state from card"));
        var step = Assert.Single((await node.ViewAsync(id)).Steps);
        Assert.Equal((Owners.HsaTeam, DateRules.Morning(node.Today.AddDays(14))), (step.Owner, step.DueBy));

        Assert.IsType<DeskResult.Done>(await Desk(node).FoundAsync(id, which: null, "staff:pereks", NoToken));
        await node.RunAsync();
        Assert.Equal(("suspended", "handed-over", "staff:pereks", "found"), await LastEventAsync(node));
        Assert.Equal(["CardSuspended", "CardFound"], (await node.SentKindsAsync())[^2..]);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from fee"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id in ('card-replacement', 'card-suspension') and status = 'suspended'"));
    }

    [Fact]
    public async Task D70_Suspended_card_that_is_not_found_is_revoked_and_replaced()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.HolderAsync();
        await Desk(node).ReportLostAsync(id, mayBeFound: true, which: null, HsaTeam, NoToken);
        await node.RunAsync();
        Assert.IsType<DeskResult.Done>(await Desk(node).ReportLostAsync(id, mayBeFound: false, which: null, HsaTeam, NoToken));
        await node.RunAsync();
        Assert.Equal("revoked", await node.ScalarAsync<string>("select state from card"));
        Assert.Equal(550, await node.ScalarAsync<int>("select sum(amount_kronor)::int from fee"));
        Assert.Equal(["photo"], await node.OpenSignalsAsync());
    }

    [Fact]
    public async Task D70_Revoked_card_is_never_lifted()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.HolderAsync();
        await Desk(node).ReportLostAsync(id, mayBeFound: false, which: null, HsaTeam, NoToken);
        Assert.Equal("CARD-003", CodeOf(await Desk(node).FoundAsync(id, which: null, HsaTeam, NoToken)));
        Assert.Equal("revoked", await node.ScalarAsync<string>("select state from card"));
        Assert.Equal("CARD-003", await node.ScalarAsync<string>("select facts->>'refused' from audit_event where action = 'card.found'"));
    }

    [Fact]
    public async Task D70_Damaged_card_is_replaced_without_a_fee_and_handed_in_for_the_new_one()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.HolderAsync();
        Assert.IsType<DeskResult.Done>(await Desk(node).DamagedAsync(id, which: null, "staff:pereks", NoToken));
        await node.RunAsync();
        Assert.Contains("NewCardNeeded", await node.SentKindsAsync());
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        var handedOver = Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
        Assert.Contains("gamla kortet", handedOver.Swedish, StringComparison.Ordinal);
        Assert.Equal(["returned", "handed-over"], await node.ListAsync<string>("select state from card order by id"));
        Assert.Equal(("LUND", (DateOnly?)node.Today), Assert.Single(await node.ListAsync<(string, DateOnly?)>("select returned_station, returned_on from card where state = 'returned'")));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from fee"));
    }

    [Fact]
    public async Task D31_Second_loss_while_the_new_card_is_awaited_orders_no_third()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.HolderAsync();
        await Desk(node).DamagedAsync(id, which: null, HsaTeam, NoToken);
        await node.RunAsync();
        await Desk(node).ReportLostAsync(id, mayBeFound: false, which: null, HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal(["photo"], await node.OpenSignalsAsync());
        await node.PhotoAsync(id);
        Assert.Equal(["revoked", "applied"], await node.ListAsync<string>("select state from card order by id"));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from workflow.timer t join workflow.instance i on i.id = t.instance_id where i.definition_id = 'card'"));
    }

    [Fact]
    public async Task D13_Lost_PIN_envelope_is_ordered_again_for_150_and_once_at_a_time()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        Assert.Equal("CARD-001", CodeOf(await Desk(node).OrderPinEnvelopeAsync(id, "staff:pereks", NoToken)));
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        Assert.IsType<DeskResult.Done>(await Desk(node).OrderPinEnvelopeAsync(id, "staff:pereks", NoToken));
        Assert.Equal("CARD-005", CodeOf(await Desk(node).OrderPinEnvelopeAsync(id, "staff:pereks", NoToken)));
        await node.RunAsync();
        Assert.Contains("PinEnvelopeOrdered", await node.SentKindsAsync());
        var fee = Assert.Single(await node.Get<Fees>().ListAsync(caseId: null, onlyOpen: true, NoToken));
        Assert.Equal((Fees.PinEnvelope, 150, "staff:pereks"), (fee.Kind, fee.AmountKronor, fee.RecordedBy));

        // Five working days over Christmas: the envelope should have come, and may be lost again.
        await node.AdvanceAsync(10);
        Assert.IsType<DeskResult.Done>(await Desk(node).OrderPinEnvelopeAsync(id, "staff:pereks", NoToken));
        Assert.Equal(300, await node.ScalarAsync<int>("select sum(amount_kronor)::int from fee"));
    }

    [Fact]
    public async Task D31_Fee_is_paid_or_waived_once_with_who_when_and_why()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.HolderAsync();
        await Desk(node).OrderPinEnvelopeAsync(id, "staff:pereks", NoToken);
        await Desk(node).ReportLostAsync(id, mayBeFound: false, which: null, HsaTeam, NoToken);
        var fees = (await node.Get<Fees>().ListAsync(id, onlyOpen: true, NoToken)).ToDictionary(fee => fee.Kind);
        var desk = node.Get<FeeDesk>();
        Assert.IsType<DeskResult.Done>(await desk.PayAsync(fees[Fees.PinEnvelope].Id, "staff:pereks", NoToken));
        Assert.IsType<DeskResult.Done>(await desk.WaiveAsync(fees[Fees.LostCard].Id, "stulet, polisanmält", HsaTeam, NoToken));
        Assert.Equal("FEE-002", CodeOf(await desk.PayAsync(fees[Fees.LostCard].Id, "staff:pereks", NoToken)));
        Assert.Equal("FEE-002", CodeOf(await desk.WaiveAsync(fees[Fees.PinEnvelope].Id, "nej", HsaTeam, NoToken)));
        Assert.Equal("FEE-001", CodeOf(await desk.PayAsync(Guid.NewGuid(), "staff:pereks", NoToken)));

        Assert.Empty(await node.Get<Fees>().ListAsync(id, onlyOpen: true, NoToken));
        var settled = (await node.Get<Fees>().ListAsync(id, onlyOpen: false, NoToken)).ToDictionary(fee => fee.Kind);
        Assert.Equal("staff:pereks", settled[Fees.PinEnvelope].PaidRecordedBy);
        Assert.NotNull(settled[Fees.PinEnvelope].PaidAt);
        Assert.Equal((HsaTeam, "stulet, polisanmält"), (settled[Fees.LostCard].WaivedBy, settled[Fees.LostCard].WaivedReason));
        Assert.Equal(2, await node.ScalarAsync<long>("select count(*) from audit_event where action in ('fee.paid', 'fee.waived') and facts->>'refused' is null"));
    }

    /// <summary>A student with a card of an earlier time, which the HSA team has noted in review.</summary>
    private static async Task<CaseId> WithCardFromBeforeAsync(ProductNode node, StudentRow row)
    {
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        Assert.Null(await node.Get<CardNotes>().NoteAsync(id, new CardNote(null, "active", HasPhoto: true, HasSameName: true, row.LastDay.AddDays(90)), HsaTeam, NoToken));
        await node.ApproveAllAsync();
        Assert.Empty(await node.OpenSignalsAsync());
        return id;
    }

    private static CardDesk Desk(ProductNode node) => node.Get<CardDesk>();

    private static async Task<(string, string, string, string)> LastEventAsync(ProductNode node) =>
        (await node.ListAsync<(string, string, string, string)>("select from_state, to_state, actor, reason from card_event order by id desc limit 1"))[0];
}
