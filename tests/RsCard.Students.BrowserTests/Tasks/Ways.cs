using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Review;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.BrowserTests.Tasks;

/// <summary>The ways in which each task is done: all in Swedish, and once in English.</summary>
internal static class Ways
{
    public static TheoryData<Way, string> All { get; } = new()
    {
        { Way.Mouse, "sv" },
        { Way.Keyboard, "sv" },
        { Way.NoScript, "sv" },
        { Way.NoScript, "en" },
    };

    /// <summary>A window in which somebody is at work, in their language.</summary>
    public static async Task<(Window Window, Hand Hand)> AtWorkAsync(this BrowserRun run, Way way, string language, string? userName)
    {
        var window = await run.OpenAsync(userName, withScript: way != Way.NoScript, language);
        await window.Page.Context.AddCookiesAsync([new Cookie { Name = PageLanguage.CookieName, Value = language, Url = run.Site.Address.ToString() }]);
        return (window, new Hand(window, way, language));
    }

    /// <summary>A student of one test's own, whom its name tells from the others: waits for review, the first in the queue.</summary>
    public static async Task<(CaseId Case, string Name)> NewcomerAsync(this TestSite site, string familyName)
    {
        var row = new StudentRow { GivenName = "Tilda", FamilyName = familyName }.Placed("offentlig", site.Today().AddDays(1));
        await site.Services.GetRequiredService<SubmissionReceiver>().ReceiveAsync("LU", StudentRow.Csv(row), "test.csv", "staff:karber", CancellationToken.None);
        await site.WorkAsync();
        return (Assert.Single(await site.Services.GetRequiredService<CaseBook>().FindAsync(row.Number.Digits, site.Today(), CancellationToken.None)), row.FullName);
    }

    /// <summary>As <see cref="NewcomerAsync"/>, and approved: goes to a card station.</summary>
    public static async Task<(CaseView View, string Name)> NewEnteredAsync(this TestSite site, string familyName)
    {
        var (id, name) = await site.NewcomerAsync(familyName);
        Assert.Empty((await site.Services.GetRequiredService<ReviewDesk>().ApproveAsync([id], "staff:annlin", CancellationToken.None)).Skipped);
        await site.WorkAsync();
        return (await site.ViewAsync(id), name);
    }
}
