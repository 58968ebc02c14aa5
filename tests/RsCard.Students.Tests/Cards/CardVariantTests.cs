using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.Cards.CardHolders;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Cards;

/// <summary>Another station than the photo's (D-71), and the card that is sent home (D-80).</summary>
public sealed class CardVariantTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D71_Transferred_card_is_fetched_at_the_new_station_and_refused_at_the_old()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.ExpectingAsync();
        await node.Station.ArrivedAsync(id, "LUND", "staff:pereks", NoToken);
        Assert.Equal("STATION-001", CodeOf(await node.PickupAsync(id, "MALMO")));
        Assert.Equal("CARD-015", CodeOf(await node.Station.TransferAsync(id, "LUND", "staff:pereks", NoToken)));
        Assert.Equal("STATION-007", CodeOf(await node.Station.TransferAsync(id, "NOWHERE", "staff:sarman", NoToken)));
        Assert.IsType<DeskResult.Done>(await node.Station.TransferAsync(id, "MALMO", "staff:sarman", NoToken));
        await node.RunAsync();
        Assert.Equal("CardTransferred", (await node.SentKindsAsync())[^1]);
        var card = (await node.ViewAsync(id)).Card;
        Assert.Equal((CardState.Expected, "MALMO", (DateOnly?)null), (card?.State, card?.StationCode, card?.ArrivedOn));
        Assert.Equal("STATION-001", CodeOf(await node.PickupAsync(id, "LUND")));

        await node.AdvanceToAsync(card!.ExpectedOn);
        Assert.Equal("CardReady", (await node.SentKindsAsync())[^1]);
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id, "MALMO"));
        Assert.Equal(["applied", "expected", "at-station", "expected", "handed-over"], await node.ListAsync<string>("select to_state from card_event order by id"));
    }

    [Fact]
    public async Task D71_Card_is_not_transferred_before_it_could_be_fetched()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        Assert.Equal("STATION-003", CodeOf(await node.Station.TransferAsync(id, "MALMO", "staff:sarman", NoToken)));
        await node.PhotoAsync(id);
        Assert.Equal("STATION-002", CodeOf(await node.Station.TransferAsync(id, "MALMO", "staff:sarman", NoToken)));
        Assert.Equal("LUND", await node.ScalarAsync<string>("select station_code from card"));
    }

    [Fact]
    public async Task D80_Both_variants_run_side_by_side_by_institution()
    {
        await using var node = await StartAsync("MAU");
        StudentRow[] rows = [new(), new()];
        await node.SubmitAsync("LU", rows[0]);
        await node.SubmitAsync("MAU", rows[1]);
        await node.ApproveAllAsync();
        var (atStation, atHome) = (await node.CaseAsync(rows[0]), await node.CaseAsync(rows[1]));
        Assert.Contains("Kortstationen i Lund", Assert.IsType<DeskResult.Done>(await node.PhotoAsync(atStation)).Swedish, StringComparison.Ordinal);
        Assert.Contains("skickas hem", Assert.IsType<DeskResult.Done>(await node.PhotoAsync(atHome)).Swedish, StringComparison.Ordinal);
        var day = node.Today.AddMonths(1);
        await node.AdvanceToAsync(day.AddDays(-1));
        Assert.Equal("STATION-002", CodeOf(await ActivateAsync(node, atHome, "MALMO")));
        await node.AdvanceAsync(1);
        Assert.Equal(["CardReady", "CardSent"], (await node.SentKindsAsync())[^2..].Order());

        // What is fetched isn't activated, and what was sent home is never at a station and has no PIN envelope.
        Assert.Equal("CARD-010", CodeOf(await ActivateAsync(node, atStation, "LUND")));
        Assert.Equal("CARD-009", CodeOf(await node.PickupAsync(atHome)));
        Assert.Equal("CARD-009", CodeOf(await node.Station.ArrivedAsync(atHome, "LUND", "staff:pereks", NoToken)));
        Assert.Equal("CARD-009", CodeOf(await node.Station.TransferAsync(atHome, "MALMO", "staff:sarman", NoToken)));
        Assert.Equal("CARD-004", CodeOf(await node.Get<CardDesk>().OrderPinEnvelopeAsync(atHome, "staff:pereks", NoToken)));
        Assert.Equal("STATION-004", CodeOf(await node.Station.ActivateAsync(atHome, "MALMO", new IdDocument("passport", node.Today.AddDays(-1)), "staff:sarman", NoToken)));
        Assert.IsType<DeskResult.Done>(await ActivateAsync(node, atHome, "MALMO"));
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(atStation));
        Assert.Equal(["handed-over", "handed-over"], await node.CardStatesAsync());
        Assert.Equal("STATION-003", CodeOf(await ActivateAsync(node, atHome, "MALMO")));
        Assert.Empty(await node.OpenSignalsAsync());
    }

    [Fact]
    public async Task D80_Lost_card_of_a_student_whose_cards_are_sent_home_is_sent_home_again()
    {
        await using var node = await StartAsync("LU");
        var id = await node.ExpectingAsync();
        await ActivateAsync(node, id, "LUND");
        await node.Get<CardDesk>().ReportLostAsync(id, mayBeFound: false, which: null, HsaTeam, NoToken);
        await node.RunAsync();
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        Assert.Equal("CardSent", (await node.SentKindsAsync())[^1]);
        Assert.IsType<DeskResult.Done>(await ActivateAsync(node, id, "MALMO"));
    }

    [Fact]
    public async Task D80_Running_case_goes_over_to_the_other_variant_when_it_was_shown_and_repeats_nothing()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        var desk = node.Get<VariantDesk>();
        var shown = Assert.IsType<VariantResult.Shown>(await desk.MoveAsync(id, CasePath.ServiceHome, applies: false, HsaTeam, NoToken));
        Assert.Equal(["photo"], shown.Report.Stands.Select(stand => stand.To));
        Assert.Equal(CasePath.Service, await node.ScalarAsync<string>("select path from student_case"));

        Assert.IsType<VariantResult.Moved>(await desk.MoveAsync(id, CasePath.ServiceHome, applies: true, HsaTeam, NoToken));
        Assert.Equal(CasePath.ServiceHome, await node.ScalarAsync<string>("select path from student_case"));
        Assert.Equal(["RsId"], await node.SentKindsAsync());
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        Assert.Equal(["RsId", "CardSent"], await node.SentKindsAsync());
        Assert.IsType<DeskResult.Done>(await ActivateAsync(node, id, "MALMO"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.incident"));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'workflow.migrated' and facts->>'fromDefinition' = 'student-path'"));
    }

    [Fact]
    public async Task D80_Case_in_review_goes_over_and_back_again()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        foreach (var path in (string[])[CasePath.ServiceHome, CasePath.Service])
            Assert.IsType<VariantResult.Moved>(await node.Get<VariantDesk>().MoveAsync(id, path, applies: true, HsaTeam, NoToken));
        await node.ApproveAllAsync();
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
    }

    [Fact]
    public async Task D80_Case_is_not_moved_after_the_photo_nor_to_where_it_is_nor_when_it_ends()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        async Task<string> CodeAsync(CaseId caseId, string path) =>
            Assert.IsType<VariantResult.Refused>(await node.Get<VariantDesk>().MoveAsync(caseId, path, applies: true, HsaTeam, NoToken)).Code;
        Assert.Equal("CASE-001", await CodeAsync(new CaseId(Guid.NewGuid()), CasePath.ServiceHome));
        Assert.Equal("VARIANT-001", await CodeAsync(id, CasePath.Foreign));
        Assert.Equal("VARIANT-002", await CodeAsync(id, CasePath.Service));
        await node.PhotoAsync(id);
        Assert.Equal("VARIANT-004", await CodeAsync(id, CasePath.ServiceHome));
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        await node.PickupAsync(id);
        Assert.Equal("VARIANT-005", await CodeAsync(id, CasePath.ServiceHome));
        await node.Get<CaseDesk>().WithdrawAsync(id, "Slutar", HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal("VARIANT-003", await CodeAsync(id, CasePath.ServiceHome));
        Assert.Equal(CasePath.Service, await node.ScalarAsync<string>("select path from student_case"));
    }

    private static async Task<DeskResult> ActivateAsync(ProductNode node, CaseId id, string station)
    {
        var result = await node.Station.ActivateAsync(id, station, node.GoodDocument(), $"staff:{station}", NoToken);
        await node.RunAsync();
        return result;
    }

    private Task<ProductNode> StartAsync(string institution) => ProductNode.StartAsync(slapd, change: services => services.AddSingleton(
        new ProcessOptions { HomeDelivery = [new HomeDeliveryRule { Institution = institution }] }));
}
