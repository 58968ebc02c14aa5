using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;

namespace RsCard.Students.Tests.Web;

/// <summary>What the administrator does with a whole case: break, its end, withdrawal, another address (D-33, D-36, D-63).</summary>
[Collection(SiteCollection.Name)]
public sealed class CaseChangePagesTests(TestSite site)
{
    [Fact]
    public async Task D33_Break_begins_with_a_reason_and_ends_on_the_same_page()
    {
        var view = await site.NewApprovedAsync();
        var page = $"/cases/{view.Id}/break";
        using var administrator = await site.VisitAsync("karber");
        Assert.Contains(page, await administrator.ReadAsync($"/students/{view.Id}"));
        using (var number = await administrator.PostAsync(page, page + "?handler=Begin", ("Reason", $"Se {site.NewNumber()}")))
            Assert.Contains("id=\"Reason-wrong\"", await number.Content.ReadAsStringAsync());
        Assert.Null((await site.ViewAsync(view.Id)).Parked);

        using (var begun = await administrator.PostAsync(page, page + "?handler=Begin", ("Reason", "Föräldraledighet")))
            Assert.Equal($"/students/{view.Id}", begun.Headers.Location?.ToString());
        Assert.Contains("Uppehållet är registrerat.", await administrator.ReadAsync($"/students/{view.Id}"));
        Assert.Equal("Föräldraledighet", (await site.ViewAsync(view.Id)).Parked?.Reason);
        using (var twice = await administrator.PostAsync(page, page + "?handler=Begin", ("Reason", "Igen")))
            Assert.Contains("CASE-003", await twice.Content.ReadAsStringAsync());

        using (var ended = await administrator.PostAsync(page, page + "?handler=End"))
            Assert.Equal($"/students/{view.Id}", ended.Headers.Location?.ToString());
        Assert.Null((await site.ViewAsync(view.Id)).Parked);
        using var notNow = await administrator.PostAsync(page, page + "?handler=End");
        Assert.Contains("CASE-004", await notNow.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task D36_Withdrawal_is_registered_only_when_it_is_ticked_and_then_once()
    {
        var view = await site.NewApprovedAsync();
        var page = $"/cases/{view.Id}/withdraw";
        using var administrator = await site.VisitAsync("karber");
        Assert.Contains("Det går inte att ångra.", await administrator.ReadAsync(page));
        using (var unsure = await administrator.PostAsync(page, page, ("Reason", "Har slutat")))
        {
            var text = await unsure.Content.ReadAsStringAsync();
            Assert.Contains("id=\"Sure-wrong\"", text);
            Assert.Contains("Har slutat", text);
        }

        Assert.Contains((await site.ViewAsync(view.Id)).Steps, step => step.ActivityId == "photo");
        using (var done = await administrator.PostAsync(page, page, ("Reason", "Har slutat"), ("Sure", "true")))
            Assert.Equal($"/students/{view.Id}", done.Headers.Location?.ToString());
        await site.WorkAsync();
        Assert.Equal("withdrawn", (await site.ViewAsync(view.Id)).Outcome);
        Assert.Contains("Avbrottet är registrerat.", await administrator.ReadAsync($"/students/{view.Id}"));
        using var twice = await administrator.PostAsync(page, page, ("Reason", "Har slutat"), ("Sure", "true"));
        Assert.Contains("CASE-002", await twice.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task D63_Another_address_is_saved_and_what_is_none_is_said_beside_the_field()
    {
        var view = await site.NewApprovedAsync();
        var page = $"/cases/{view.Id}/address";
        using var administrator = await site.VisitAsync("karber");
        using (var wrong = await administrator.PostAsync(page, page, ("Address", "asa@@larosate.example")))
        {
            var text = await wrong.Content.ReadAsStringAsync();
            Assert.Contains("CASE-010", text);
            Assert.Contains("id=\"Address-wrong\"", text);
        }

        using (var done = await administrator.PostAsync(page, page, ("Address", "ny@larosate.example")))
            Assert.Equal($"/students/{view.Id}", done.Headers.Location?.ToString());
        Assert.Contains("Adressen är sparad.", await administrator.ReadAsync($"/students/{view.Id}"));
        Assert.Equal("ny@larosate.example", (await site.ViewAsync(view.Id)).Person?.Email);
    }

    /// <summary>Seen and posted alike: nothing says that there is such a case.</summary>
    [Fact]
    public async Task Another_institutions_case_can_be_neither_seen_nor_changed()
    {
        var view = await site.NewHolderAsync();
        using var other = await site.VisitAsync("marnil");
        foreach (var (page, handler) in new[] { ("name", "?handler=Report"), ("break", "?handler=Begin"), ("break", "?handler=End"), ("withdraw", ""), ("address", ""), ("card", "?handler=Lost"), ("card", "?handler=Damaged") })
        {
            using var seen = await other.GetAsync($"/cases/{view.Id}/{page}");
            Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
            using var posted = await other.PostAsync(
                "/lists/send",
                $"/cases/{view.Id}/{page}{handler}",
                ("Reason", "x"), ("Sure", "true"), ("GivenName", "Ny"), ("FamilyName", "Ny"), ("Address", "ny@larosate.example"), ("MayBeFound", "false"), ("DamagedSure", "true"));
            Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
        }

        var after = await site.ViewAsync(view.Id);
        Assert.Equal((view.Person?.Email, "handed-over", false), (after.Person?.Email, after.Card?.State, after.Parked is not null));
        Assert.Null(after.Outcome);
        Assert.Equal(0, await site.ScalarAsync<long>("select count(*) from name_change where case_id = @id", new { id = view.Id.Value }));
        Assert.Null(await site.Services.GetRequiredService<NameBook>().FindAsync(after, CancellationToken.None));
    }
}
