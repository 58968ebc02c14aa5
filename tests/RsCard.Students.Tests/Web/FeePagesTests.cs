using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cards;
using RsCard.Students.Cases;

namespace RsCard.Students.Tests.Web;

/// <summary>Fees on the page of the HSA team and of the stations (D-13, D-31).</summary>
[Collection(SiteCollection.Name)]
public sealed class FeePagesTests(TestSite site)
{
    [Fact]
    public async Task D31_Station_sees_the_fees_of_its_own_cards_and_notes_one_as_paid_once()
    {
        var (view, fee) = await NewFeeAsync();
        using var lund = await site.VisitAsync("pereks");
        using var malmo = await site.VisitAsync("sarman");
        var list = await lund.ReadAsync("/fees");
        Assert.Contains($"/fees/{fee}", list);
        Assert.Contains("550 kr", list);
        Assert.DoesNotContain($"/fees/{fee}", await malmo.ReadAsync("/fees"));
        Assert.Contains($"/fees?case={view.Id}", await malmo.ReadAsync($"/station/{view.Id}?at=MALMO"));
        Assert.Contains($"/fees/{fee}", await malmo.ReadAsync($"/fees?case={view.Id}"));

        var page = $"/fees/{fee}";
        Assert.DoesNotContain("handler=Waive", await lund.ReadAsync(page));
        using (var waived = await lund.PostAsync(page, page + "?handler=Waive", ("Reason", "Snäll")))
            Assert.Equal(HttpStatusCode.NotFound, waived.StatusCode);
        using (var paid = await lund.PostAsync(page, page + "?handler=Pay"))
            Assert.Equal(page, paid.Headers.Location?.ToString());
        Assert.Contains("Avgiften är registrerad som betald.", await lund.ReadAsync(page));
        Assert.Equal("staff:pereks", await site.ScalarAsync<string>("select paid_recorded_by from fee where id = @fee", new { fee }));
        using (var twice = await lund.PostAsync(page, page + "?handler=Pay"))
            Assert.Contains("FEE-002", await lund.ReadAsync(page));

        Assert.DoesNotContain($"/fees/{fee}", await lund.ReadAsync("/fees"));
        Assert.Contains($"/fees/{fee}", await lund.ReadAsync("/fees?all=true"));
    }

    [Fact]
    public async Task D31_Team_sees_every_fee_and_waives_one_with_a_reason()
    {
        var (_, fee) = await NewFeeAsync();
        var page = $"/fees/{fee}";
        using var hsa = await site.VisitAsync("annlin");
        Assert.Contains(page, await hsa.ReadAsync("/fees"));
        using (var empty = await hsa.PostAsync(page, page + "?handler=Waive", ("Reason", "")))
            Assert.Contains("id=\"Reason-wrong\"", await empty.Content.ReadAsStringAsync());
        Assert.Null(await site.ScalarAsync<DateTime?>("select waived_at from fee where id = @fee", new { fee }));
        using (var waived = await hsa.PostAsync(page, page + "?handler=Waive", ("Reason", "Kortet stals på stationen")))
            Assert.Contains("Avgiften är efterskänkt.", await hsa.ReadAsync(page));
        Assert.Equal("Kortet stals på stationen", await site.ScalarAsync<string>("select waived_reason from fee where id = @fee", new { fee }));
    }

    [Fact]
    public async Task Fee_of_nobody_isnt_there()
    {
        using var hsa = await site.VisitAsync("annlin");
        foreach (var path in new[] { $"/fees/{Guid.NewGuid()}", $"/fees?case={Guid.NewGuid()}" })
        {
            using var answer = await hsa.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private async Task<(CaseView View, Guid Fee)> NewFeeAsync()
    {
        var view = await site.NewHolderAsync();
        await site.Services.GetRequiredService<CardDesk>().ReportLostAsync(view.Id, mayBeFound: false, which: null, "test", CancellationToken.None);
        return (view, await site.ScalarAsync<Guid>("select id from fee where case_id = @id", new { id = view.Id.Value }));
    }
}
