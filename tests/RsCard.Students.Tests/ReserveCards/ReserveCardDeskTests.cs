using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Passports;
using RsCard.Students.ReserveCards;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.ReserveCards;

/// <summary>One visit to the counter for a reserve card (D-22, D-23, D-26 to D-29).</summary>
public sealed class ReserveCardDeskTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D22_Student_shows_the_passport_and_a_companion_with_a_swedish_document_vouches_and_both_are_recorded()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.EnterAsync(new ForeignRow());
        var serial = await node.StockAsync();
        var good = node.HandOver(serial);
        var companion = good.Companion!;
        (string Code, ReserveHandOver HandOver)[] bad =
        [
            ("RESERVE-002", good with { Document = good.Document with { Kind = "driving-licence" } }),
            ("RESERVE-002", good with { Document = new IdDocument("passport", node.Today.AddDays(-1)) }),
            ("RESERVE-003", good with { Companion = null }),
            ("RESERVE-003", good with { Companion = companion with { Name = " – " } }),
            ("RESERVE-004", good with { Companion = companion with { Document = new IdDocument("id-card", node.Today.AddDays(-1)) } }),
            ("RESERVE-004", good with { Companion = companion with { Document = new IdDocument("library-card", node.Today.AddDays(9)) } }),
            ("RESERVE-004", good with { Companion = companion with { IsSwedish = false } }),
        ];
        foreach (var (code, handOver) in bad)
            Assert.Equal(code, (await node.IssueAsync(id, handOver)).CodeOf());
        Assert.Equal(bad.Select(one => one.Code), await node.ListAsync<string>("select facts->>'refused' from audit_event where action = 'station.reserve-card' order by id"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from card"));

        Assert.IsType<DeskResult.Done>(await node.IssueAsync(
            id, good with { Document = new IdDocument("passport", node.Today), Companion = companion with { Document = new IdDocument("passport", node.Today) } }));
        Assert.Equal(
            ("passport", node.Today, "passport", node.Today, "handed-over", serial),
            Assert.Single(await node.ListAsync<(string, DateOnly, string, DateOnly, string, string)>(
                "select pickup_document, pickup_document_valid_to, companion_document, companion_document_valid_to, state, serial from card where companion_sealed is not null")));
        Assert.False(DatabaseDump.Tells(await DatabaseDump.ReadAsync(node.Data), companion.Name));
    }

    [Fact]
    public async Task D23_Certificate_of_180_days_passes_and_one_of_181_fails()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.EnterAsync(new ForeignRow());
        var good = node.HandOver(await node.StockAsync());
        var refused = Assert.IsType<DeskResult.Refused>(await node.IssueAsync(id, good with { ValidTo = node.Today.AddDays(181) }));
        Assert.Equal("RESERVE-008", refused.Code);
        Assert.Contains("2027-05-22", refused.English, StringComparison.Ordinal);
        Assert.Equal("RESERVE-008", (await node.IssueAsync(id, good with { ValidTo = node.Today.AddDays(-1) })).CodeOf());

        Assert.IsType<DeskResult.Done>(await node.IssueAsync(id, good with { ValidTo = node.Today.AddDays(180) }));
        Assert.Equal((1, node.Today, node.Today.AddDays(180)), Assert.Single(await node.ListAsync<(int, DateOnly, DateOnly)>("select number, issued_on, valid_to from card_certificate")));
    }

    [Theory]
    [InlineData("2027-05-21", "2027-05-21")]
    [InlineData("2027-05-22", "2027-05-22")]
    [InlineData("2027-05-23", "2027-05-22")]
    public async Task D29_Certificate_never_goes_past_the_periods_last_day_whatever_the_placement(string lastDay, string validTo)
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow { LastDay = DateOnly.Parse(lastDay, null), PlacementFirstDay = new(2027, 2, 1), PlacementLastDay = new(2027, 3, 1) };
        await node.WithCardAsync(row);
        Assert.Equal(DateOnly.Parse(validTo, null), await node.CertificateToAsync());
    }

    [Fact]
    public async Task D23_No_certificate_is_issued_when_the_education_is_over()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.EnterAsync(new ForeignRow { LastDay = FirstDay.AddDays(2) });
        await node.JumpToAsync(FirstDay.AddDays(3));
        Assert.Equal("RESERVE-007", (await node.IssueAsync(id, node.HandOver(await node.StockAsync()))).CodeOf());
    }

    [Fact]
    public async Task D26_Swedish_number_without_an_address_gets_a_reserve_card_without_copy_and_companion()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow { Number = ForeignRow.NewNumber().Digits, Passport = "", NoRegisteredAddress = true };
        var id = await node.SendAsync(row);
        Assert.Equal(id, Assert.Single(await node.WaitingAsync()).Case);
        await node.ApproveAllAsync();
        Assert.Equal(["RsIdReserveCard"], await node.SentKindsAsync());
        Assert.Equal("COPY-001", (await node.Get<PassportCopyDesk>().UploadAsync(id, node.Copy(), ForeignCases.Administrator, NoToken)).CodeOf());

        var handOver = new ReserveHandOver(await node.StockAsync(), new IdDocument("driving-licence", node.Today.AddYears(1)));
        Assert.Equal("STATION-004", (await node.IssueAsync(id, handOver with { Document = new IdDocument("passport", node.Today.AddDays(-1)) })).CodeOf());
        Assert.IsType<DeskResult.Done>(await node.IssueAsync(id, handOver));
        Assert.Equal(node.Today.AddDays(180), await node.CertificateToAsync());
    }

    [Fact]
    public async Task D27_Coordination_number_takes_the_same_path_and_the_copy_is_awaited()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.SendAsync(new ForeignRow { Number = ForeignRow.NewCoordinationNumber(), Passport = "" });
        Assert.Equal(["passport-copy/copy"], await node.StepsAsync(id));
        Assert.Equal(CasePath.Foreign, await node.ScalarAsync<string>("select path from student_case"));
        await node.CopyApprovedAsync(id);
        await node.ApproveAllAsync();
        Assert.Equal("RESERVE-003", (await node.IssueAsync(id, node.HandOver(await node.StockAsync()) with { Companion = null })).CodeOf());
        Assert.IsType<DeskResult.Done>(await node.IssueAsync(id, node.HandOver(await node.StockAsync())));
    }

    [Fact]
    public async Task D28_Reserve_card_takes_one_visit_to_any_station_with_a_card_from_its_own_stock()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.EnterAsync(new ForeignRow());
        Assert.Equal("STATION-003", (await node.PhotoAsync(id)).CodeOf());
        var inLund = await node.StockAsync("LUND");
        var inMalmo = await node.StockAsync("MALMO");

        var elsewhere = Assert.IsType<DeskResult.Refused>(await node.IssueAsync(id, node.HandOver(inLund), "MALMO"));
        Assert.Equal("RESERVE-005", elsewhere.Code);
        Assert.Contains("Kortstationen i Lund", elsewhere.Swedish, StringComparison.Ordinal);
        Assert.Equal("RESERVE-005", (await node.IssueAsync(id, node.HandOver("RK-NOBODYS"), "MALMO")).CodeOf());
        Assert.Equal("RESERVE-011", (await node.IssueAsync(id, node.HandOver("?"), "MALMO")).CodeOf());
        Assert.Equal("STATION-007", (await node.IssueAsync(id, node.HandOver(inMalmo), "NOWHERE")).CodeOf());
        Assert.IsType<DeskResult.Done>(await node.IssueAsync(id, node.HandOver(inMalmo.ToLowerInvariant()), "MALMO"));

        var card = (await node.ViewAsync(id)).Card;
        Assert.Equal((CardState.HandedOver, "MALMO", (DateOnly?)FirstDay), (card?.State, card?.StationCode, card?.HandedOverOn));
        Assert.Equal(["reserve-card-renewal/wait"], await node.StepsAsync(id));
        Assert.Empty(await node.Get<ReserveCardStock>().ListAsync("MALMO", NoToken));
        Assert.Equal(inLund, Assert.Single(await node.Get<ReserveCardStock>().ListAsync("LUND", NoToken)).Serial);
    }

    [Fact]
    public async Task D28_Serial_is_used_once_and_a_second_hand_over_is_refused_also_when_two_click_at_once()
    {
        await using var node = await StartAsync(slapd);
        var (one, other) = (await node.EnterAsync(new ForeignRow { Programme = "Ett" }), await node.EnterAsync(new ForeignRow { Programme = "Två" }));
        var serial = await node.StockAsync();
        var results = await Task.WhenAll(new[] { one, other, one }.Select(id => node.Get<ReserveCardDesk>().IssueAsync(id, "LUND", node.HandOver(serial), "staff:pereks", NoToken)));
        Assert.Single(results.OfType<DeskResult.Done>());
        Assert.All(results.OfType<DeskResult.Refused>(), refused => Assert.Contains(refused.Code, new[] { "RESERVE-001", "RESERVE-006" }));
        Assert.Equal(serial, await node.ScalarAsync<string>("select serial from card"));
        Assert.Equal("RESERVE-006", (await node.IssueAsync(await node.EnterAsync(new ForeignRow { Programme = "Tre" }), node.HandOver(serial))).CodeOf());
    }

    [Fact]
    public async Task D36_Student_who_has_withdrawn_gets_no_card()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.EnterAsync(new ForeignRow());
        await node.Get<CaseDesk>().WithdrawAsync(id, "slutar", HsaTeam, NoToken);
        await node.RunAsync();
        var refused = Assert.IsType<DeskResult.Refused>(await node.IssueAsync(id, node.HandOver(await node.StockAsync())));
        Assert.Equal("RESERVE-001", refused.Code);
        Assert.Contains("slutat", refused.Swedish, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D11_Student_whom_the_station_cannot_find_goes_back_to_review_and_comes_again()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.EnterAsync(new ForeignRow());
        Assert.IsType<DeskResult.Done>(await node.Station.SendBackAsync(id, "LUND", "staff:pereks", NoToken));
        Assert.Contains("station", Assert.Single(await node.WaitingAsync()).Reasons);
        Assert.Equal("RESERVE-001", (await node.IssueAsync(id, node.HandOver(await node.StockAsync()))).CodeOf());
        await node.ApproveAllAsync();
        Assert.IsType<DeskResult.Done>(await node.IssueAsync(id, node.HandOver(await node.StockAsync())));
        Assert.Equal(["PassportCopyAwaited", "RsIdForeign"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D16_One_reserve_card_serves_both_enrolments()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow { LastDay = new(2027, 1, 31) };
        var id = await node.EnterAsync(row);
        var other = await node.SendAsync(row with { Programme = "Fristående kurs", LastDay = new(2027, 3, 31) }, "MAU");
        await node.ApproveAllAsync();
        Assert.Equal(["reserve-card/card"], await node.StepsAsync(other));
        Assert.IsType<DeskResult.Done>(await node.IssueAsync(id, node.HandOver(await node.StockAsync())));
        Assert.Equal(["reserve-card-renewal/wait"], await node.StepsAsync(other));
        Assert.Equal(new DateOnly(2027, 3, 31), await node.CertificateToAsync());
    }

    [Fact]
    public async Task D28_Stock_takes_a_series_once_and_not_what_lies_elsewhere()
    {
        await using var node = await StartAsync(slapd);
        var stock = node.Get<ReserveCardStock>();
        Assert.IsType<DeskResult.Done>(await stock.AddAsync("LUND", "SR-0098", "SR-0101", "staff:pereks", NoToken));
        Assert.IsType<DeskResult.Done>(await stock.AddAsync("LUND", "SR-0098", "SR-0101", "staff:pereks", NoToken));
        Assert.Equal(["SR-0098", "SR-0099", "SR-0100", "SR-0101"], (await stock.ListAsync("LUND", NoToken)).Select(card => card.Serial));
        Assert.Equal("RESERVE-012", (await stock.AddAsync("MALMO", "SR-0101", "SR-0102", "staff:sarman", NoToken)).CodeOf());
        Assert.Equal("RESERVE-011", (await stock.AddAsync("MALMO", "SR-0103", "SX-0104", "staff:sarman", NoToken)).CodeOf());
        Assert.Equal("STATION-007", (await stock.AddAsync("NOWHERE", "SR-0105", last: null, "staff:sarman", NoToken)).CodeOf());
        Assert.Empty(await stock.ListAsync("MALMO", NoToken));
    }
}
