using System.Text;

namespace RsCard.Students.Tests.Web;

/// <summary>The first page tells what needs a person, and leads there.</summary>
[Collection(SiteCollection.Name)]
public sealed class HomeTests(TestSite site)
{
    [Fact]
    public async Task Team_is_led_to_what_waits_for_review()
    {
        await site.NewCaseAsync("LU");
        using var visitor = await site.VisitAsync("annlin");

        Assert.Matches("<a href=\"/review\">Studenter att granska</a>", await visitor.ReadAsync("/"));
    }

    [Fact]
    public async Task Administrator_is_led_to_rows_to_mend_and_never_to_another_institutions()
    {
        using var own = await site.VisitAsync("karber");
        using var other = await site.VisitAsync("marnil");
        var name = $"hem-{Guid.NewGuid():N}.csv";
        var (address, _) = await own.PreviewAsync(name, site.List(site.NewNumber(), "20010101-0000"));
        using var sent = await own.PostAsync(address, address);
        await site.WorkAsync();

        Assert.Contains($"Rader att rätta i {name}", await own.ReadAsync("/"));
        Assert.DoesNotContain(name, await other.ReadAsync("/"));
    }
}
