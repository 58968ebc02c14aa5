using System.Net;

namespace RsCard.Students.Tests.Web;

/// <summary>The table of students and of cases: what is typed leads to a case or to a filter, and no address holds a number.</summary>
[Collection(SiteCollection.Name)]
public sealed class CaseTablePageTests(TestSite site)
{
    [Fact]
    public async Task Number_leads_to_the_own_student_and_another_institutions_student_is_not_found()
    {
        var (own, other) = (site.NewNumber(), site.NewNumber());
        var id = await site.NewCaseAsync("LU", own);
        await site.NewCaseAsync("HKR", other);
        using var visitor = await site.VisitAsync("karber");
        using var found = await visitor.PostAsync("/students", "/students", ("Sought", own));
        Assert.Equal($"/students/{id}", found.Headers.Location?.ToString());
        using var none = await visitor.PostAsync("/students", "/students", ("Sought", other));
        var page = await none.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, none.StatusCode);
        Assert.Contains("Ingen student hittades.", page);
        Assert.DoesNotContain(other, page);
    }

    [Fact]
    public async Task Name_becomes_a_filter_in_the_address_and_a_number_that_stands_there_is_not_shown()
    {
        var number = site.NewNumber();
        var id = await site.NewCaseAsync("LU", number);
        using var visitor = await site.VisitAsync("karber");
        var name = (await site.ViewAsync(id)).Person!.FamilyName;
        using var found = await visitor.PostAsync("/students", "/students", ("Sought", name));
        var address = found.Headers.Location!.ToString();
        Assert.StartsWith("/students?q=", address);
        Assert.EndsWith("&state=all", address);
        var page = await visitor.ReadAsync(address + "&sort=newest");
        Assert.Contains($"/students/{id}", page);
        using var typed = await visitor.GetAsync($"/students?q={number}");
        Assert.Equal("/students", typed.Headers.Location?.ToString());
        Assert.Contains("Ingen student passar det du valde.", await visitor.ReadAsync("/students?q=Xyzzyx"));
    }

    [Fact]
    public async Task Page_and_filter_stand_in_the_links_to_the_other_pages()
    {
        await site.ManyCasesAsync(26);
        using var visitor = await site.VisitAsync("annlin");
        var page = WebUtility.HtmlDecode(await visitor.ReadAsync("/cases?turn=HsaTeam&sort=name"));
        Assert.Contains("/cases?turn=HsaTeam&sort=name&at=2", page);
        Assert.Contains("/cases?turn=HsaTeam&sort=name\"", WebUtility.HtmlDecode(await visitor.ReadAsync("/cases?turn=HsaTeam&sort=name&at=2")));
    }
}
