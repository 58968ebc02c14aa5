using Microsoft.Playwright;
using static RsCard.Students.BrowserTests.EveryPage.Visits;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>The pages of what holds for all students.</summary>
internal static class AdministrationVisits
{
    private const string Team = "annlin";
    private const string Save = "main form:has(.doing)";

    public static IEnumerable<Visit> Of(Cohort cohort) =>
    [
        new("/administration", "all", Team, "/administration"), new("/administration/changes", "all", Team, "/administration/changes"), .. Stations(), .. Staff(), .. MailTexts(), .. Others(cohort),
    ];

    private static IEnumerable<Visit> Stations()
    {
        yield return new("/administration/stations", "all", Team, "/administration/stations");
        yield return new("/administration/stations/{code}", "one", Team, "/administration/stations/LUND");
        yield return new("/administration/stations/{code}", "new", Team, "/administration/stations/new");
        yield return new("/administration/stations/{code}", "refused", Team, "/administration/stations/new")
        {
            Then = async page =>
            {
                await page.Locator("#Hours1").FillAsync("16–8");
                await page.Locator("#Last0").FillAsync("2031-02-01");
                await Press(Save)(page);
            },
            IsError = true,
        };
        yield return new("/administration/stations/{code}", "overtaken", Team, "/administration/stations/MALMO")
        {
            Then = async page =>
            {
                await page.Locator("[name=Revision]").EvaluateAsync("field => field.value = 99");
                await page.Locator("#Name").FillAsync("Kortstationen i Malmö vid Triangeln");
                await Press(Save)(page);
            },
            IsError = true,
        };
    }

    private static IEnumerable<Visit> Staff()
    {
        yield return new("/administration/staff", "all", Team, "/administration/staff");
        yield return new("/administration/staff", "nobody fits", Team, "/administration/staff?q=xyzzyx");
        yield return new("/administration/staff/{name}", "one", Team, "/administration/staff/karber");
        yield return new("/administration/staff/{name}", "without a role", Team, "/administration/staff/emmnor");
        yield return new("/administration/staff/{name}", "overtaken", Team, "/administration/staff/evahol")
        {
            Then = async page =>
            {
                await page.Locator("[name=Revision]").First.EvaluateAsync("field => field.value = 99");
                await Press(Save)(page);
            },
            IsError = true,
        };
    }

    private static IEnumerable<Visit> MailTexts()
    {
        const string Edit = "/mails/{kind}/{code}/edit";
        yield return new("/mails", "all", Team, "/mails");
        yield return new("/mails/{kind}", "one", Team, "/mails/RsId");
        yield return new("/mails/{kind}", "shared part", Team, "/mails/whom-to-ask");
        yield return new("/mails/{kind}", "changed", Team, "/mails/CardFound/sv/edit") { Then = page => SaveAsync(page, "Nytt: ") };
        yield return new(Edit, "form", Team, "/mails/PlacementReminder/sv/edit");
        yield return new(Edit, "shared part", Team, "/mails/whom-to-ask/en/edit");
        yield return new(Edit, "delivered", Team, "/mails/RsId/sv/edit?version=0");
        yield return new(Edit, "refused", Team, "/mails/RsId/sv/edit")
        {
            Then = async page =>
            {
                await page.Locator("#Text").FillAsync("Ämne: Hej\n\n{{personnummer}} och " + new string('x', 80));
                await Press("main form:has(#Text)")(page);
            },
            IsError = true,
        };
        yield return new(Edit, "preview", Team, "/mails/CardReady/sv/edit") { Then = page => PreviewAsync(page, "Nytt: ") };
        yield return new(Edit, "versions", Team, "/mails/BreakOver/sv/edit")
        {
            Then = async page =>
            {
                await SaveAsync(page, "Nytt: ");
                await page.GotoAsync("/mails/BreakOver/sv/edit?version=1");
            },
        };
        yield return new(Edit, "overtaken", Team, "/mails/BreakBegun/sv/edit")
        {
            Then = async page =>
            {
                await PreviewAsync(page, "Nytt: ");
                await page.Locator("main form:has(#Text) [name=Known]").EvaluateAsync("field => field.value = 99");
                await page.Locator("#preview button[formaction*=Save]").ClickAsync();
                await page.Locator(".problems").WaitForAsync();
            },
            IsError = true,
        };
    }

    private static async Task PreviewAsync(IPage page, string before)
    {
        var text = await page.Locator("#Text").InputValueAsync();
        if (!text.Contains(before, StringComparison.Ordinal))
            await page.Locator("#Text").FillAsync(text.Replace("Subject: ", "Subject: " + before, StringComparison.Ordinal));
        await page.Locator("main form:has(#Text) > .doing button").ClickAsync();
        await page.Locator("#preview").WaitForAsync();
    }

    /// <summary>Once: another visit may have changed it already.</summary>
    private static async Task SaveAsync(IPage page, string before)
    {
        await PreviewAsync(page, before);
        await page.Locator("#preview button[formaction*=Save]").ClickAsync();
        await page.Locator(".banner").WaitForAsync();
    }

    private static IEnumerable<Visit> Others(Cohort cohort)
    {
        yield return new("/administration/variants", "all", Team, "/administration/variants");
        yield return new("/administration/variants", "plan", Team, "/administration/variants")
        {
            Then = async page =>
            {
                await page.Locator("#Sought").FillAsync(cohort["approved"].ToString());
                await page.Locator("form[action*='handler=Look'] button").ClickAsync();
                await page.Locator("form[action*='handler=Move']").WaitForAsync();
            },
        };
        yield return new("/administration/variants", "refused", Team, "/administration/variants") { Then = Press("form[action*='handler=Look']"), IsError = true };
        yield return new("/administration/health", "all", Team, "/administration/health");
        yield return new("/administration/institutions", "all", Team, "/administration/institutions");
        yield return new("/administration/institutions/{code}", "one", Team, "/administration/institutions/LU");
        yield return new("/administration/institutions/{code}", "refused", Team, "/administration/institutions/new") { Then = Press(Save), IsError = true };
        yield return new("/administration/settings", "in force", Team, "/administration/settings");
        yield return new("/administration/calendar", "this year", Team, "/administration/calendar");
        yield return new("/administration/calendar", "refused", Team, "/administration/calendar?year=2031") { Then = Press("form[action*='handler=Add']"), IsError = true };
        yield return new("/administration/jobs", "all", Team, "/administration/jobs");
        yield return new("/administration/jobs/{name}", "one", Team, "/administration/jobs/remind");
        yield return new("/administration/jobs/{name}", "refused", Team, "/administration/jobs/remind") { Then = Press("form[action*='handler=Pause']"), IsError = true };
        yield return new("/administration/jobs/{name}", "paused", Team, "/administration/jobs/tidy-workflow")
        {
            Then = async page =>
            {
                if (await page.Locator("#Sure").CountAsync() > 0)
                {
                    await page.Locator("#Sure").CheckAsync();
                    await Press("form[action*='handler=Pause']")(page);
                }
            },
        };
    }
}
