using System.Net;

namespace RsCard.Students.Tests.Web.Administration;

/// <summary>A case is moved to the other variant on a page, after it was shown what will happen (D-80).</summary>
[Collection(SiteCollection.Name)]
public sealed class VariantPageTests(TestSite site)
{
    private const string Page = "/administration/variants";

    [Fact]
    public async Task D80_Case_is_moved_only_after_it_was_shown_what_will_happen()
    {
        var view = await site.NewApprovedAsync();
        using var team = await site.VisitAsync("annlin");

        using (var looked = await team.PostAsync(Page, Page + "?handler=Look", ("Sought", view.RsId!), ("To", "service-home")))
            Assert.Contains("Flytta ärendet", WebUtility.HtmlDecode(await looked.Content.ReadAsStringAsync()));
        Assert.Equal("service", await PathAsync(view.Id.Value));

        using var moved = await team.PostAsync(Page, Page + "?handler=Move", ("Sought", view.Id.ToString()), ("To", "service-home"));
        Assert.Equal(Page, moved.Headers.Location?.ToString());
        Assert.Equal("service-home", await PathAsync(view.Id.Value));
        Assert.Contains("Ärendet är flyttat.", WebUtility.HtmlDecode(await team.ReadAsync(Page)));

        using var again = await team.PostAsync(Page, Page + "?handler=Move", ("Sought", view.Id.ToString()), ("To", "service-home"));
        Assert.Contains("går den vägen redan. (VARIANT-002)", WebUtility.HtmlDecode(await again.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task D80_Page_tells_which_ways_cases_go_and_who_isnt_found()
    {
        await site.NewCaseAsync();
        using var team = await site.VisitAsync("annlin");

        var page = WebUtility.HtmlDecode(await team.ReadAsync(Page));
        Assert.Contains("student-path-home-delivery", page);
        Assert.Contains($">{await site.ScalarAsync<long>("select count(*) from student_case where closed_at is null and path = 'service'")}<", page);
        using var nobody = await team.PostAsync(Page, Page + "?handler=Look", ("Sought", "900000"), ("To", "service-home"));
        Assert.Contains("Inget öppet ärende hittades på 900000.", WebUtility.HtmlDecode(await nobody.Content.ReadAsStringAsync()));
    }

    private Task<string?> PathAsync(Guid id) => site.ScalarAsync<string>("select path from student_case where id = @id", new { id });
}
