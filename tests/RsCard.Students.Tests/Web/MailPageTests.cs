using System.Net;
using RsCard.Students.Mail;
using RsCard.Students.Web.Pages.Cases;

namespace RsCard.Students.Tests.Web;

/// <summary>How the mails read, for the HSA team.</summary>
[Collection(SiteCollection.Name)]
public sealed class MailPageTests(TestSite site)
{
    [Fact]
    public async Task Every_kind_is_listed_and_shown_in_both_languages()
    {
        using var visitor = await site.VisitAsync("annlin");
        var list = await visitor.ReadAsync("/mails");
        Assert.All(MailPreview.Kinds, mail => Assert.Contains($"href=\"/mails/{mail.Kind}\"", list));

        var one = await visitor.ReadAsync("/mails/VdiOrder");
        Assert.Contains("Beställ VDI och bekräfta på sidan", one);
        Assert.Contains("Order VDI and confirm on the page", one);
        Assert.Contains("https://kort.example/unit/", one);
        Assert.Contains("/mails/VdiOrder/en/html", one);
    }

    [Fact]
    public async Task Html_part_is_a_document_of_its_own_that_can_do_nothing()
    {
        using var visitor = await site.VisitAsync("annlin");
        using var response = await visitor.GetAsync("/mails/CardReturn/sv/html");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(MailHtmlModel.ContentSecurity, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Contains("Klipp genom chippet", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/mails/0")]
    [InlineData("/mails/rsid")]
    [InlineData("/mails/RsId/no/html")]
    public async Task Mail_or_language_that_there_is_not_is_not_found(string path)
    {
        using var visitor = await site.VisitAsync("annlin");
        using var response = await visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
