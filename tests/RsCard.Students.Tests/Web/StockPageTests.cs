using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.ReserveCards;

namespace RsCard.Students.Tests.Web;

/// <summary>Reserve cards that come to a station (D-28).</summary>
[Collection(SiteCollection.Name)]
public sealed class StockPageTests(TestSite site)
{
    private const string Lund = "/stock?at=LUND";

    [Fact]
    public async Task D28_Station_registers_what_was_scanned_all_or_none_and_sees_what_lies_there()
    {
        using var lund = await site.VisitAsync("pereks");
        using (var bad = await lund.PostAsync(Lund, Lund + "&handler=Scan", ("Serials", "stock-a1\r\nnej\r\n")))
        {
            var text = WebUtility.HtmlDecode(await bad.Content.ReadAsStringAsync());
            Assert.Contains("nej är inget serienummer", text);
            Assert.Contains("id=\"Serials-wrong\"", text);
            Assert.Contains("stock-a1", text);
        }

        Assert.Equal(0, await CountAsync("STOCK-A%"));
        using (var none = await lund.PostAsync(Lund, Lund + "&handler=Scan", ("Serials", " \r\n")))
            Assert.Contains("id=\"Serials-wrong\"", await none.Content.ReadAsStringAsync());
        using (var done = await lund.PostAsync(Lund, Lund + "&handler=Scan", ("Serials", "stock-a1\r\nSTOCK-A2 \r\n\r\nstock-a1")))
            Assert.Equal(Lund, done.Headers.Location?.ToString());
        var page = await lund.ReadAsync(Lund);
        Assert.Contains("2 reservkort finns nu i lagret", page);
        Assert.Contains("STOCK-A2", page);
        Assert.Equal(2, await CountAsync("STOCK-A%"));
    }

    [Fact]
    public async Task D28_Series_is_registered_from_the_first_to_the_last()
    {
        using var lund = await site.VisitAsync("pereks");
        using (var bad = await lund.PostAsync(Lund, Lund + "&handler=Series", ("First", "STOCK-B01"), ("Last", "STOCK-C03")))
            Assert.Contains("RESERVE-011", await bad.Content.ReadAsStringAsync());
        using (var empty = await lund.PostAsync(Lund, Lund + "&handler=Series", ("First", "STOCK-B01"), ("Last", "")))
            Assert.Contains("RESERVE-011", await empty.Content.ReadAsStringAsync());
        Assert.Equal(0, await CountAsync("STOCK-B%"));
        using (var done = await lund.PostAsync(Lund, Lund + "&handler=Series", ("First", "STOCK-B01"), ("Last", "STOCK-B03")))
            Assert.Contains("3 reservkort finns nu i lagret", await lund.ReadAsync(Lund));
        Assert.Equal(3, await CountAsync("STOCK-B%"));
    }

    [Fact]
    public async Task D28_Another_stations_stock_isnt_there_and_the_team_chooses_any()
    {
        await site.Services.GetRequiredService<ReserveCardStock>().AddAsync("MALMO", "STOCK-M1", last: null, "test", CancellationToken.None);
        using var lund = await site.VisitAsync("pereks");
        using var hsa = await site.VisitAsync("annlin");
        using (var seen = await lund.GetAsync("/stock?at=MALMO"))
            Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
        using (var sent = await lund.PostAsync(Lund, "/stock?at=MALMO&handler=Scan", ("Serials", "STOCK-M2")))
            Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
        Assert.Equal(1, await CountAsync("STOCK-M%"));

        Assert.Contains("/stock?at=MALMO", await hsa.ReadAsync("/stock"));
        Assert.Contains("STOCK-M1", await hsa.ReadAsync("/stock?at=MALMO"));
        using var elsewhere = await hsa.PostAsync("/stock?at=LUND", "/stock?at=LUND&handler=Scan", ("Serials", "STOCK-M1"));
        Assert.Contains("RESERVE-012", await elsewhere.Content.ReadAsStringAsync());
        using var unknown = await hsa.GetAsync("/stock?at=NOWHERE");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private Task<long> CountAsync(string like) => site.ScalarAsync<long>("select count(*) from reserve_card_stock where serial like @like", new { like });
}
