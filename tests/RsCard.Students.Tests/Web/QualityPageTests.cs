using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Submissions;

namespace RsCard.Students.Tests.Web;

/// <summary>How lists have gone, on a page.</summary>
[Collection(SiteCollection.Name)]
public sealed class QualityPageTests(TestSite site)
{
    [Fact]
    public async Task Administrator_sees_own_lists_alone_with_what_to_do_in_words_and_the_team_all()
    {
        await SendAsync("LU", "egen-kvalitet.csv");
        await SendAsync("HKR", "annans-kvalitet.csv");
        using var administrator = await site.VisitAsync("karber");
        using var team = await site.VisitAsync("annlin");

        var own = WebUtility.HtmlDecode(await administrator.ReadAsync("/lists/quality?lang=sv"));
        Assert.Contains("egen-kvalitet.csv", own);
        Assert.DoesNotContain("annans-kvalitet.csv", own);
        Assert.DoesNotContain("annans-kvalitet.csv", await administrator.ReadAsync("/lists/quality?institution=HKR"));
        Assert.Contains("det här är inte en e-postadress. Skriv en enda adress", own);
        Assert.Contains($"<th scope=\"row\">{site.Today():yyyy-MM}</th>", own);
        Assert.Contains("annans-kvalitet.csv", await team.ReadAsync("/lists/quality"));
        Assert.DoesNotContain("egen-kvalitet.csv", await team.ReadAsync("/lists/quality?institution=HKR"));
        Assert.Contains("No lists have been sent since", await team.ReadAsync("/lists/quality?institution=NOBODY&lang=en"));
    }

    private async Task SendAsync(string institution, string fileName)
    {
        await site.Services.GetRequiredService<SubmissionReceiver>().ReceiveAsync(institution, StudentRow.Csv(new StudentRow { Email = "ingen" }), fileName, "staff:karber", CancellationToken.None);
        await site.WorkAsync();
    }
}
