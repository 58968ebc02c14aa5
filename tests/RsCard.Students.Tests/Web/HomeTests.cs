using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;
using RsCard.Students.Review;

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

    /// <summary>The administrator ends the break when the student is back; until then there is nothing to do.</summary>
    [Fact]
    public async Task Student_on_a_break_is_nobodys_work_and_one_who_is_asked_about_is()
    {
        var (asked, parked) = (await site.NewCaseAsync("HKR"), (await site.NewApprovedAsync("HKR")).Id);
        await site.Services.GetRequiredService<ReviewDesk>().AskAsync([asked], "Stämmer slutdagen?", "test", CancellationToken.None);
        await site.Services.GetRequiredService<CaseDesk>().ParkAsync(parked, "Föräldraledighet", "test", CancellationToken.None);
        await site.WorkAsync();
        using var visitor = await site.VisitAsync("evahol");
        foreach (var page in new[] { "/", "/students?sort=due&turn=StudyAdministrator" })
        {
            var read = await visitor.ReadAsync(page);
            Assert.Contains($"/students/{asked}", read);
            Assert.DoesNotContain($"/students/{parked}", read);
        }

        Assert.Contains($"/students/{parked}", await visitor.ReadAsync("/students"));
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
