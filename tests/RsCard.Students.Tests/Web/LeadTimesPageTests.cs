using System.Net;
using System.Xml.Linq;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Tests.Web;

/// <summary>Lead times as charts with a table behind each.</summary>
[Collection(SiteCollection.Name)]
public sealed class LeadTimesPageTests(TestSite site)
{
    [Fact]
    public async Task Chart_says_in_words_what_it_shows_and_the_table_behind_it_has_the_numbers()
    {
        await site.NewApprovedAsync();
        using var visitor = await site.VisitAsync("annlin");

        var page = WebUtility.HtmlDecode(await visitor.ReadAsync("/lead-times?step=Approval"));

        Assert.Contains("<title id=\"steps-t\">Steg för steg</title>", page);
        Assert.Contains("Lista till godkännande: median ", page);
        Assert.Contains("<h2>Per lärosäte: Lista till godkännande</h2>", page);
        Assert.Contains("<th scope=\"row\">LU</th>", page);
        Assert.Contains("<option value=\"Approval\" selected=\"selected\">", page);
        Assert.Contains("<h1>Lead times</h1>", await visitor.ReadAsync("/lead-times?period=nonsense&step=99&lang=en"));
    }

    [Fact]
    public void Longest_number_takes_the_width_that_the_words_beside_it_leave_and_no_bar_takes_none()
    {
        var svg = XElement.Parse(BarChartSvg.Write(new BarChart("x", "Title <&>", "Says", ["Step"], [new("A", 10, 20, "10 / 20", []), new("Lägg till " + new string('ö', 40), 0, Mark: null, "0", [])])));

        var bars = svg.Elements().Where(element => element.Name.LocalName == "rect").ToList();
        Assert.Equal(["36%", "4", "0%"], bars.Select(bar => bar.Attribute("width")?.Value));
        Assert.Equal("72%", bars[1].Attribute("x")?.Value);
        Assert.Equal("img", svg.Attribute("role")?.Value);
        Assert.Equal("x-t x-d", svg.Attribute("aria-labelledby")?.Value);
        Assert.Contains(svg.Elements(), element => element.Value.EndsWith("öö…", StringComparison.Ordinal));
        Assert.Equal("50%", Width(new BarChart("x", "", "", [], [new("A", 25, Mark: null, "", [])]) { Full = 36 }));
        Assert.Equal("0%", Width(new BarChart("x", "", "", [], [new("A", 0, Mark: null, "", [])])));
    }

    private static string? Width(BarChart chart) => XElement.Parse(BarChartSvg.Write(chart)).Elements().First(element => element.Name.LocalName == "rect").Attribute("width")?.Value;
}
