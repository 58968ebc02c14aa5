using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Cards;

/// <summary>At the counter: photo, arrival, delay, hand-over (D-11, D-12, D-14, D-70).</summary>
public sealed class StationDeskTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    [Fact]
    public async Task D11_Photo_records_document_station_and_day_and_never_the_documents_number()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        Assert.IsType<DeskResult.Done>(await node.PhotoAsync(id));
        Assert.Equal(
            ("LUND", ProductNode.FirstDay, "national-id", ProductNode.FirstDay.AddYears(3), "applied", false),
            Assert.Single(await node.ListAsync<(string, DateOnly, string, DateOnly, string, bool)>(
                "select station_code, photo_on, photo_document, photo_document_valid_to, state, photo_reused from card")));
        Assert.Equal(ProductNode.FirstDay.AddMonths(1), (await node.ViewAsync(id)).Card?.ExpectedOn);
    }

    [Theory]
    [InlineData("national-id", -1)]
    [InlineData("library-card", 365)]
    public async Task D11_Photo_without_a_valid_document_is_refused(string kind, int validDays)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        var result = await node.Station.TakePhotoAsync(id, "LUND", new IdDocument(kind, node.Today.AddDays(validDays)), reused: false, "staff:pereks", NoToken);
        Assert.Equal("STATION-004", Assert.IsType<DeskResult.Refused>(result).Code);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from card"));
        Assert.Equal("STATION-004", await node.ScalarAsync<string>("select facts->>'refused' from audit_event where action = 'station.photo'"));
    }

    [Fact]
    public async Task D11_Document_is_valid_on_its_last_day()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        Assert.IsType<DeskResult.Done>(await node.Station.TakePhotoAsync(id, "LUND", new IdDocument("passport", node.Today), reused: true, "staff:pereks", NoToken));
        Assert.True(await node.ScalarAsync<bool>("select photo_reused from card"));
    }

    [Fact]
    public async Task D11_Second_photo_and_a_photo_before_the_entry_are_refused()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        Assert.Equal("STATION-003", CodeOf(await node.PhotoAsync(id)));
        await node.ApproveAllAsync();
        Assert.IsType<DeskResult.Done>(await node.PhotoAsync(id));
        Assert.Equal("STATION-003", CodeOf(await node.PhotoAsync(id, "MALMO")));
        Assert.Equal("LUND", await node.ScalarAsync<string>("select station_code from card"));
    }

    [Fact]
    public async Task D11_Student_whom_the_station_cannot_find_goes_back_to_review_with_one_click()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        Assert.IsType<DeskResult.Done>(await node.Station.SendBackAsync(id, "LUND", "staff:pereks", NoToken));
        var item = Assert.Single(await node.WaitingAsync());
        Assert.Equal(id, item.Case);
        Assert.Contains("station", item.Reasons);
        Assert.Equal("STATION-003", CodeOf(await node.PhotoAsync(id)));

        await node.ApproveAllAsync();
        Assert.IsType<DeskResult.Done>(await node.PhotoAsync(id));
        Assert.Equal(["RsId"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D12_Card_of_31_January_is_handed_over_on_the_last_of_February_and_not_the_day_before()
    {
        await using var node = await ProductNode.StartAsync(slapd, new DateOnly(2027, 1, 31));
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(new DateOnly(2027, 2, 27));
        var early = Assert.IsType<DeskResult.Refused>(await node.PickupAsync(id));
        Assert.Equal("STATION-002", early.Code);
        Assert.Contains("2027-02-28", early.Swedish, StringComparison.Ordinal);
        Assert.DoesNotContain("CardReady", await node.SentKindsAsync());
        Assert.Equal(CardState.Applied, (await node.ViewAsync(id)).Card?.State);

        await node.AdvanceAsync(1);
        Assert.Equal(["RsId", "CardReady"], await node.SentKindsAsync());
        Assert.Equal(CardState.Expected, (await node.ViewAsync(id)).Card?.State);
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
        Assert.Equal(new DateOnly(2027, 2, 28), (await node.ViewAsync(id)).Card?.HandedOverOn);
    }

    [Fact]
    public async Task D14_Another_station_is_refused_and_the_right_one_is_named()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await WaitingForPickupAsync(node);
        var refused = Assert.IsType<DeskResult.Refused>(await node.PickupAsync(id, "MALMO"));
        Assert.Equal("STATION-001", refused.Code);
        Assert.Contains("Kortstationen i Lund", refused.Swedish, StringComparison.Ordinal);
        Assert.Contains("Kortstationen i Lund", refused.English, StringComparison.Ordinal);
        Assert.Equal("STATION-001", await node.ScalarAsync<string>("select facts->>'refused' from audit_event where action = 'station.pickup'"));
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
    }

    [Fact]
    public async Task D14_Card_is_not_handed_over_without_a_valid_document()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await WaitingForPickupAsync(node);
        var result = await node.Station.HandOverAsync(id, "LUND", new IdDocument("passport", node.Today.AddDays(-1)), "staff:pereks", NoToken);
        Assert.Equal("STATION-004", CodeOf(result));
        Assert.Equal(CardState.Expected, (await node.ViewAsync(id)).Card?.State);
    }

    [Fact]
    public async Task D70_Card_is_handed_over_once_also_when_two_click_at_once()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await WaitingForPickupAsync(node);
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => node.Station.HandOverAsync(id, "LUND", node.GoodDocument(), "staff:pereks", NoToken)));
        Assert.Single(results.OfType<DeskResult.Done>());
        Assert.All(results.OfType<DeskResult.Refused>(), refused => Assert.Equal("STATION-003", refused.Code));
        Assert.Equal(["applied", "expected", "handed-over"], await node.ListAsync<string>("select to_state from card_event order by id"));
    }

    [Fact]
    public async Task D12_Delay_that_is_recorded_while_the_card_is_awaited_gets_a_mail_and_the_wait_and_the_mail_begin_again()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await WaitingForPickupAsync(node);
        var later = node.Today.AddDays(10);
        Assert.IsType<DeskResult.Done>(await node.Station.DelayAsync(id, "LUND", later, "staff:pereks", NoToken));
        await node.RunAsync();
        Assert.Equal(["RsId", "CardReady", "CardDelayed"], await node.SentKindsAsync());
        Assert.Equal(later, (await node.ViewAsync(id)).Card?.ExpectedOn);
        Assert.Equal("STATION-002", CodeOf(await node.PickupAsync(id)));

        await node.AdvanceToAsync(later);
        Assert.Equal(["RsId", "CardReady", "CardDelayed", "CardReady"], await node.SentKindsAsync());
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
    }

    [Fact]
    public async Task D12_Delay_that_is_recorded_within_the_month_moves_the_day()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.PhotoAsync(id);
        var expected = node.Today.AddMonths(1);
        Assert.Equal("STATION-006", CodeOf(await node.Station.DelayAsync(id, "LUND", expected, "staff:pereks", NoToken)));
        Assert.Equal("STATION-001", CodeOf(await node.Station.DelayAsync(id, "MALMO", expected.AddDays(5), "staff:sarman", NoToken)));
        Assert.IsType<DeskResult.Done>(await node.Station.DelayAsync(id, "LUND", expected.AddDays(5), "staff:pereks", NoToken));
        await node.AdvanceToAsync(expected.AddDays(4));
        Assert.DoesNotContain("CardReady", await node.SentKindsAsync());
        Assert.IsType<DeskResult.Refused>(await node.PickupAsync(id));
        await node.AdvanceAsync(1);
        Assert.Contains("CardReady", await node.SentKindsAsync());
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
    }

    [Fact]
    public async Task D12_Arrival_is_recorded_once_and_at_the_right_station()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await WaitingForPickupAsync(node);
        Assert.Equal("STATION-001", CodeOf(await node.Station.ArrivedAsync(id, "MALMO", "staff:sarman", NoToken)));
        Assert.IsType<DeskResult.Done>(await node.Station.ArrivedAsync(id, "LUND", "staff:pereks", NoToken));
        Assert.Equal("STATION-003", CodeOf(await node.Station.ArrivedAsync(id, "LUND", "staff:pereks", NoToken)));
        Assert.Equal((CardState.AtStation, (DateOnly?)node.Today), ((await node.ViewAsync(id)).Card?.State, (await node.ViewAsync(id)).Card?.ArrivedOn));
        Assert.Equal("STATION-003", CodeOf(await node.Station.DelayAsync(id, "LUND", node.Today.AddDays(9), "staff:pereks", NoToken)));
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
        Assert.Equal(["applied", "expected", "at-station", "handed-over"], await node.ListAsync<string>("select to_state from card_event order by id"));
    }

    [Fact]
    public async Task D12_Card_that_arrived_before_the_month_is_over_waits_for_the_day()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.PhotoAsync(id);
        await node.AdvanceAsync(5);
        Assert.IsType<DeskResult.Done>(await node.Station.ArrivedAsync(id, "LUND", "staff:pereks", NoToken));
        Assert.Equal("STATION-002", CodeOf(await node.PickupAsync(id)));
        await node.AdvanceToAsync(ProductNode.FirstDay.AddMonths(1));
        Assert.Equal(CardState.AtStation, (await node.ViewAsync(id)).Card?.State);
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
    }

    [Fact]
    public async Task D16_Card_on_its_way_in_one_enrolment_is_enough_for_the_other()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        await node.PhotoAsync(id);
        await node.SubmitAsync("MAU", row with { Programme = "Fristående kurs", LastDay = row.LastDay.AddDays(-30) });
        await node.ApproveAllAsync();
        Assert.Equal(0, await node.ScalarAsync<int>("select count(*)::int from workflow.bookmark where name = 'photo'"));
        Assert.Equal(1, await node.ScalarAsync<int>("select count(*)::int from card"));
    }

    [Fact]
    public async Task D16_One_photo_and_one_card_serve_both_enrolments_that_waited_for_it()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        await node.SubmitAsync("MAU", row with { Programme = "Fristående kurs" });
        await node.ApproveAllAsync();
        var cases = await node.Get<RsCard.Students.Cases.CaseBook>().FindAsync(row.Number.Digits, node.Today, NoToken);
        Assert.Equal(2, await node.ScalarAsync<int>("select count(*)::int from workflow.bookmark where kind = 'signal' and name = 'photo'"));

        var photos = await Task.WhenAll(cases.Select(id => node.Station.TakePhotoAsync(id, "LUND", node.GoodDocument(), reused: false, "staff:pereks", NoToken)));
        await node.RunAsync();
        Assert.Single(photos.OfType<DeskResult.Done>());
        Assert.Equal("STATION-003", Assert.Single(photos.OfType<DeskResult.Refused>()).Code);
        Assert.Equal(0, await node.ScalarAsync<int>("select count(*)::int from workflow.bookmark where kind = 'signal' and name = 'photo'"));
        Assert.Equal(1, await node.ScalarAsync<int>("select count(*)::int from card"));
        foreach (var id in cases)
            Assert.Equal("applied", (await node.ViewAsync(id)).Card?.State);

        // The card is found at the counter by either of the cases, whichever it was ordered in.
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        var ordered = await node.ScalarAsync<Guid>("select case_id from card");
        var other = cases.Single(id => id.Value != ordered);
        Assert.Equal("STATION-001", CodeOf(await node.PickupAsync(other, "MALMO")));
        Assert.IsType<DeskResult.Done>(await node.Station.ArrivedAsync(other, "LUND", "staff:pereks", NoToken));
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(other));
        Assert.Equal("handed-over", await node.ScalarAsync<string>("select state from card"));
        Assert.Equal(0, await node.ScalarAsync<int>("select count(*)::int from workflow.bookmark where kind = 'signal' and name = 'pickup'"));
    }

    [Fact]
    public async Task Station_that_there_is_not_is_refused_and_named()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        var refused = Assert.IsType<DeskResult.Refused>(await node.PhotoAsync(id, "NOWHERE"));
        Assert.Equal("STATION-007", refused.Code);
        Assert.Contains("NOWHERE", refused.English, StringComparison.Ordinal);
    }

    private static async Task<CaseId> WaitingForPickupAsync(ProductNode node)
    {
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        return id;
    }

    private static string CodeOf(DeskResult result) => Assert.IsType<DeskResult.Refused>(result).Code;
}
