using System.Net;

namespace RsCard.Students.Tests.Web;

/// <summary>A card is lost, found or damaged, as the administrator or the HSA team says (D-31, D-34, D-70).</summary>
[Collection(SiteCollection.Name)]
public sealed class CaseCardPageTests(TestSite site)
{
    [Fact]
    public async Task D31_Administrator_blocks_a_card_for_now_lifts_it_and_blocks_it_for_good_for_a_fee()
    {
        var view = await site.NewHolderAsync();
        var page = $"/cases/{view.Id}/card";
        using var administrator = await site.VisitAsync("karber");
        Assert.Contains(page, await administrator.ReadAsync($"/students/{view.Id}"));
        Assert.Contains("550 kr", await administrator.ReadAsync(page));
        using (var noChoice = await administrator.PostAsync(page, page + "?handler=Lost"))
            Assert.Contains("id=\"MayBeFound-wrong\"", await noChoice.Content.ReadAsStringAsync());
        Assert.Equal("handed-over", await StateAsync(view));

        using (var now = await administrator.PostAsync(page, page + "?handler=Lost", ("MayBeFound", "true")))
            Assert.Contains("Kortet är spärrat tills vidare.", await administrator.ReadAsync(page));
        Assert.Equal("suspended", await StateAsync(view));
        using (var found = await administrator.PostAsync(page, page + "?handler=Found"))
            Assert.Contains("Spärren är hävd.", await administrator.ReadAsync(page));
        Assert.Equal("handed-over", await StateAsync(view));
        Assert.Equal(0, await FeesAsync(view));

        using (var lost = await administrator.PostAsync(page, page + "?handler=Lost", ("MayBeFound", "false")))
            Assert.Contains("Avgift: 550 kr.", await administrator.ReadAsync(page));
        Assert.Equal("revoked", await StateAsync(view));
        Assert.Equal(550, await FeesAsync(view));
        Assert.DoesNotContain("handler=Lost", await administrator.ReadAsync(page));
        using var again = await administrator.PostAsync(page, page + "?handler=Found");
        Assert.Contains("CARD-003", await administrator.ReadAsync(page));
    }

    [Fact]
    public async Task D31_Damaged_card_is_replaced_when_it_is_ticked()
    {
        var view = await site.NewHolderAsync();
        var page = $"/cases/{view.Id}/card";
        using var administrator = await site.VisitAsync("karber");
        using (var unsure = await administrator.PostAsync(page, page + "?handler=Damaged"))
            Assert.Contains("id=\"DamagedSure-wrong\"", await unsure.Content.ReadAsStringAsync());
        Assert.Equal("handed-over", await StateAsync(view));
        using var done = await administrator.PostAsync(page, page + "?handler=Damaged", ("DamagedSure", "true"));
        Assert.Equal("damaged", await StateAsync(view));
        Assert.Contains((await site.ViewAsync(view.Id)).Steps, step => step.DefinitionId == "card-replacement");
    }

    [Fact]
    public async Task D70_Team_alone_blocks_for_another_reason_writes_off_and_says_who_is_employed()
    {
        var view = await site.NewHolderAsync();
        var page = $"/cases/{view.Id}/card";
        using var administrator = await site.VisitAsync("karber");
        using var hsa = await site.VisitAsync("annlin");
        Assert.DoesNotContain("handler=Revoke", await administrator.ReadAsync(page));
        foreach (var handler in new[] { "Revoke", "WriteOff", "Hired" })
        {
            using var own = await administrator.PostAsync(page, $"{page}?handler={handler}", ("RevokeReason", "x"), ("WriteOffReason", "x"), ("HiredSure", "true"));
            Assert.Equal(HttpStatusCode.NotFound, own.StatusCode);
        }

        using (var unsure = await hsa.PostAsync(page, page + "?handler=Hired"))
            Assert.Contains("id=\"HiredSure-wrong\"", await unsure.Content.ReadAsStringAsync());
        using (var hired = await hsa.PostAsync(page, page + "?handler=Hired", ("HiredSure", "true")))
            Assert.Contains("Anställningen i regionen är registrerad.", await hsa.ReadAsync(page));
        using (var empty = await hsa.PostAsync(page, page + "?handler=Revoke", ("RevokeReason", "")))
            Assert.Contains("id=\"RevokeReason-wrong\"", await empty.Content.ReadAsStringAsync());
        Assert.Equal("handed-over", await StateAsync(view));
        using (var revoked = await hsa.PostAsync(page, page + "?handler=Revoke", ("RevokeReason", "Fel i tillverkningen")))
            Assert.Contains("Kortet är spärrat för gott.", await hsa.ReadAsync(page));
        Assert.Equal("revoked", await StateAsync(view));
        Assert.Equal(0, await FeesAsync(view));
        using var written = await hsa.PostAsync(page, page + "?handler=WriteOff", ("WriteOffReason", "Kortet är förkommet"));
        Assert.Contains("Kortet är avskrivet.", await hsa.ReadAsync(page));
    }

    private async Task<string?> StateAsync(RsCard.Students.Cases.CaseView view) => (await site.ViewAsync(view.Id)).Card?.State;

    private Task<long> FeesAsync(RsCard.Students.Cases.CaseView view) =>
        site.ScalarAsync<long>("select coalesce(sum(amount_kronor), 0) from fee where case_id = @id", new { id = view.Id.Value });
}
