using System.Net;

namespace RsCard.Students.Tests.Web;

[Collection(SiteCollection.Name)]
public sealed class DesignPageTests(TestSite site)
{
    [Fact]
    public async Task Components_are_named_in_the_chosen_language_and_keep_a_long_name_whole()
    {
        using var visitor = await site.VisitAsync("annlin");

        var swedish = WebUtility.HtmlDecode(await visitor.ReadAsync("/design"));
        var english = WebUtility.HtmlDecode(await visitor.ReadAsync("/design?lang=en"));

        Assert.Contains("<h1>Byggstenar</h1>", swedish);
        Assert.Contains("<h1>Components</h1>", english);
        Assert.All([swedish, english], page => Assert.Contains("Müller-Ørsted d'Arc af Ugglas-Strömberg, Þórunn-Żaneta", page));
    }

    [Fact]
    public async Task Refused_field_says_why_beside_it_and_is_named_in_a_summary_that_takes_focus()
    {
        using var visitor = await site.VisitAsync("annlin");
        Assert.DoesNotContain("role=\"alert\" tabindex=\"-1\" autofocus", await visitor.ReadAsync("/design?lang=sv"));

        var page = WebUtility.HtmlDecode(await visitor.ReadAsync("/design?wrong=true"));

        Assert.Contains("<title>Fel: Byggstenar", page);
        Assert.Contains("role=\"alert\" tabindex=\"-1\" autofocus", page);
        Assert.Contains("<a href=\"#Day\">Skriv datumet som ÅÅÅÅ-MM-DD.</a>", page);
        Assert.Contains("<p class=\"wrong\" id=\"Day-wrong\">Skriv datumet som ÅÅÅÅ-MM-DD.</p>", page);
        Assert.Contains("id=\"Day\" aria-invalid=\"true\" aria-describedby=\"Day-hint Day-wrong\"", page);
    }

    [Fact]
    public async Task Cell_of_a_table_carries_the_name_of_its_column_for_a_narrow_screen()
    {
        using var visitor = await site.VisitAsync("annlin");

        var page = WebUtility.HtmlDecode(await visitor.ReadAsync("/design?lang=sv"));

        Assert.Contains("<th scope=\"col\" class=\"number\">Belopp</th>", page);
        Assert.Contains("<td data-label=\"Belopp\" class=\"number\">550 kr</td>", page);
    }

    [Fact]
    public async Task Accessibility_statement_stands_in_the_foot_of_pages_and_says_how_to_report_a_fault()
    {
        using var visitor = await site.VisitAsync();
        Assert.Contains("href=\"/accessibility?lang=sv\"", await visitor.ReadAsync("/sign-in"));

        var swedish = WebUtility.HtmlDecode(await visitor.ReadAsync("/accessibility"));
        var english = WebUtility.HtmlDecode(await visitor.ReadAsync("/accessibility?lang=en"));

        Assert.All(["EN 301 549", "WCAG 2.1", "mailto:hsa.1177@skane.se", "Digg"], part => Assert.All([swedish, english], page => Assert.Contains(part, page)));
        Assert.Contains("Brister som vi känner till", swedish);
        Assert.Contains("Shortcomings that we know of", english);
    }
}
