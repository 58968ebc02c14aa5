using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Passports;
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
        return (await site.ApproveAsync(id), name);
    }

    /// <summary>The review is over.</summary>
    public static async Task<CaseView> ApproveAsync(this TestSite site, CaseId id)
    {
        Assert.Empty((await site.Services.GetRequiredService<ReviewDesk>().ApproveAsync([id], "staff:annlin", CancellationToken.None)).Skipped);
        await site.WorkAsync();
        return await site.ViewAsync(id);
    }

    /// <summary>A student from abroad, whom the programme tells from the others: the copy of the passport is awaited.</summary>
    public static async Task<CaseId> NewForeignAsync(this TestSite site, string programme)
    {
        await site.Services.GetRequiredService<SubmissionReceiver>().ReceiveAsync("LU", ForeignRow.Csv(new ForeignRow { Programme = programme }), "utbyte.csv", "staff:karber", CancellationToken.None);
        await site.WorkAsync();
        return (await site.Services.GetRequiredService<CaseBook>().ListAsync(["LU"], most: 200, CancellationToken.None)).Single(view => view.Programme == programme).Id;
    }

    public static async Task HandInCopyAsync(this TestSite site, CaseId id)
    {
        var copy = new CertifiedCopy("%PDF-1.7\nen vidimerad kopia\n%%EOF\n"u8.ToArray(), site.Today(), IsSigned: true, new Certifier("Lärare Lena Ahl", "046-222 00 00"), site.Today().AddYears(3));
        Assert.IsType<DeskResult.Done>(await site.Services.GetRequiredService<PassportCopyDesk>().UploadAsync(id, copy, "staff:karber", CancellationToken.None));
    }

    public static async Task ApproveCopyAsync(this TestSite site, CaseId id)
    {
        var desk = site.Services.GetRequiredService<PassportCopyDesk>();
        Assert.IsType<DeskResult.Done>(await desk.ApproveAsync(id, (await desk.FindAsync(id, CancellationToken.None))!.Id, "staff:annlin", CancellationToken.None));
        await site.WorkAsync();
    }

    /// <summary>At the counter, as a scanner does: the field has focus, and Enter opens the student.</summary>
    public static async Task ScanAsync(this Hand hand, string code, string name)
    {
        await hand.GoAsync("/");
        await hand.Page.Locator("#Sought:focus").WaitForAsync();
        await hand.Page.Keyboard.TypeAsync(code);
        await hand.Page.Keyboard.PressAsync("Enter");
        await hand.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name }).WaitForAsync();
    }
}
