using System.Net;

namespace RsCard.Students.Tests.Web;

/// <summary>The HSA team marks a student as protected (D-4).</summary>
[Collection(SiteCollection.Name)]
public sealed class ProtectPageTests(TestSite site)
{
    [Fact]
    public async Task D4_Page_says_what_happens_wants_the_rsid_and_leaves_nothing_personal_on_the_case_page()
    {
        var view = await site.NewHolderAsync();
        var page = $"/cases/{view.Id}/protect";
        using var hsa = await site.VisitAsync("annlin");
        Assert.Contains(page, await hsa.ReadAsync($"/cases/{view.Id}"));
        var before = await hsa.ReadAsync(page);
        Assert.Contains("Det går inte att ångra.", before);
        Assert.Contains("044-19 35 15", before);

        using (var wrong = await hsa.PostAsync(page, page, ("Typed", "000000"), ("Sure", "true")))
        {
            var text = await wrong.Content.ReadAsStringAsync();
            Assert.Contains("id=\"Typed-wrong\"", text);
            Assert.Contains("href=\"#Typed\"", text);
        }

        Assert.NotNull((await site.ViewAsync(view.Id)).Person);
        using (var done = await hsa.PostAsync(page, page, ("Typed", view.RsId!)))
            Assert.Equal($"/cases/{view.Id}", done.Headers.Location?.ToString());
        await site.WorkAsync();

        var after = await hsa.ReadAsync($"/cases/{view.Id}");
        Assert.Contains("Ring nu systemförvaltningen, 044-19 35 15", after);
        Assert.Contains(view.EntryUuid!.Value.ToString(), after);
        Assert.All([view.Person!.GivenName, view.Person.FamilyName, view.Person.Email, view.RsId!, view.Programme, "LUND", "Lund"], known => Assert.DoesNotContain(known, after));
        using var administrator = await site.VisitAsync("karber");
        var own = await administrator.ReadAsync($"/students/{view.Id}");
        Assert.All([view.Person.GivenName, view.RsId!, "Lund"], known => Assert.DoesNotContain(known, own));
        Assert.Equal(0, await site.ScalarAsync<long>("select count(*) from workflow.bookmark where correlation_id = @id", new { id = view.Id.Value }));
        using (var again = await hsa.GetAsync(page))
            Assert.Equal($"/cases/{view.Id}", again.Headers.Location?.ToString());
        foreach (var gone in new[] { "name", "break", "withdraw", "card", "address" })
        {
            using var answer = await hsa.GetAsync($"/cases/{view.Id}/{gone}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task D4_Student_without_rsid_is_protected_when_the_box_is_ticked()
    {
        var id = await site.NewCaseAsync();
        var page = $"/cases/{id}/protect";
        using var hsa = await site.VisitAsync("annlin");
        using (var unsure = await hsa.PostAsync(page, page))
            Assert.Contains("id=\"Sure-wrong\"", await unsure.Content.ReadAsStringAsync());
        Assert.NotNull((await site.ViewAsync(id)).Person);
        using var done = await hsa.PostAsync(page, page, ("Sure", "true"));
        Assert.True((await site.ViewAsync(id)) is { Person: null, IsProtected: true });
    }
}
