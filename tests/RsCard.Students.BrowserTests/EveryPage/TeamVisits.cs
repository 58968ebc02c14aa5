using Microsoft.Playwright;
using static RsCard.Students.BrowserTests.EveryPage.Visits;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>The pages of the HSA team.</summary>
internal static class TeamVisits
{
    private const string Team = "annlin";

    public static IEnumerable<Visit> Of(Cohort cohort) => [.. Review(cohort), .. Cases(cohort), .. Directory(cohort), .. Others(cohort)];

    private static IEnumerable<Visit> Review(Cohort cohort)
    {
        yield return new("/review", "queue", Team, "/review");
        yield return new("/review", "last page", Team, "/review?at=2");
        yield return new("/review/confirm", "many", Team, "/review/confirm?all=true");
        yield return new("/review/confirm", "one", Team, $"/review/confirm?case={cohort["late"]}");
        yield return new("/review/confirm", "none", Team, "/review/confirm") { IsError = true };
        yield return new("/review", "nobody fits", Team, "/review?institution=LU&reason=ended");
        yield return new("/review/held", "held", Team, "/review/held");
        yield return new("/review/{id:guid}", "held", Team, $"/review/{cohort["held"]}");
        yield return new("/review/{id:guid}", "claimed", Team, $"/review/{cohort["waiting1"]}") { Then = ClaimAsync };
        foreach (var who in new[] { "waiting1", "late", "long", "renewing" })
            yield return new("/review/{id:guid}", who, Team, $"/review/{cohort[who]}");
        yield return new("/review/confirm", "four eyes", Team, $"{cohort.FourEyes}review/confirm?case={cohort["waiting15"]}");
        yield return new("/review", "approved for a second", Team, $"{cohort.FourEyes}review/confirm?case={cohort["waiting15"]}") { Then = Press("main form") };
        yield return new("/review/held", "four eyes", Team, $"{cohort.FourEyes}review/held");
        yield return new("/review/{id:guid}", "to confirm", Team, $"{cohort.FourEyes}review/{cohort["waiting16"]}");
        yield return new("/review/{id:guid}", "others to confirm", Team, $"{cohort.FourEyes}review/{cohort["waiting17"]}");
        yield return new("/review/{id:guid}", "refused", Team, $"/review/{cohort["waiting2"]}") { Then = Press("form[action*='handler=Reject']"), IsError = true };
        yield return new("/review/{id:guid}", "question refused", Team, $"/review/{cohort["waiting2"]}") { Then = Press("form[action*='handler=Ask']"), IsError = true };
    }

    /// <summary>Once: another visit may have taken it on already.</summary>
    private static async Task ClaimAsync(IPage page)
    {
        if (await page.Locator("form[action*='handler=Claim']").CountAsync() > 0)
            await page.Locator("form[action*='handler=Claim'] button").ClickAsync();
        await page.Locator("form[action*='handler=Release']").WaitForAsync();
    }

    private static IEnumerable<Visit> Cases(Cohort cohort)
    {
        yield return new("/", "team", Team, "/");
        yield return new("/cases", "newest", Team, "/cases");
        yield return new("/reports", "of all", Team, "/reports");
        yield return new("/cases/{id:guid}/reports", "answered", Team, $"/cases/{cohort["ready"]}/reports");
        yield return new("/cases", "filtered", Team, "/cases?q=åkesson&state=all&sort=name&overdue=false");
        yield return new("/cases", "nobody fits", Team, "/cases?q=xyzzyx");
        yield return new("/cases", "not found", Team, "/cases") { Then = async page => { await page.Locator("#Sought").FillAsync("900000"); await Press("main form")(page); }, IsError = true };
        foreach (var who in new[] { "waiting2", "approved", "ready", "holder", "parked", "leaving", "guarded", "rejected", "reserve", "long", "inactive", "ending", "renewing", "renewed", "posting", "posted", "stray", "shot" })
            yield return new("/cases/{id:guid}", who, Team, $"/cases/{cohort[who]}");
        yield return new("/cases/{id:guid}", "mail again", Team, $"/cases/{cohort["approved"]}") { Then = Press("main form") };
        yield return new("/cases/{id:guid}/mails/{mailId:guid}", "sent", Team, $"/cases/{cohort.Mail.Case}/mails/{cohort.Mail.Mail}");
        yield return Change("address", "approved", "form");
        yield return Change("break", "approved", "form");
        yield return Change("withdraw", "approved", "form");
        yield return Change("name", "renamed", "to decide");
        yield return Change("name", "renamed", "rejection refused") with { Then = Press("form[action*='handler=Reject']"), IsError = true };
        yield return Change("card", "holder", "held");
        yield return Change("card", "holder", "refused") with { Then = Press("form[action*='handler=Revoke']"), IsError = true };
        yield return Change("passport-copy", "copied", "to decide");
        yield return Change("passport-copy", "copied", "rejection refused") with { Then = Press("form[action*='handler=Reject']"), IsError = true };
        yield return Change("protect", "approved", "with rsid");
        yield return Change("protect", "waiting2", "without rsid");
        yield return Change("protect", "waiting2", "refused") with { Then = Press("main form"), IsError = true };

        Visit Change(string page, string who, string state) => new($"/cases/{{id:guid}}/{page}", state, Team, $"/cases/{cohort[who]}/{page}");
    }

    private static IEnumerable<Visit> Directory(Cohort cohort)
    {
        yield return new("/directory", "drift", Team, "/directory");
        yield return new("/directory", "filtered", Team, "/directory?situation=Unwanted");
        yield return new("/directory", "deciding", Team, "/directory?situation=Unwanted") { Then = async page => { await page.Locator("section:has-text('hand-okand') a[href*=open]").ClickAsync(); await page.Locator("#decide").WaitForAsync(); } };
        yield return new("/directory", "refused", Team, "/directory?situation=Unwanted")
        {
            Then = async page =>
            {
                await page.Locator("section:has-text('hand-okand') a[href*=open]").ClickAsync();
                await Press("#decide")(page);
            },
            IsError = true,
        };
        yield return new("/directory/confirm", "many", Team, "/directory/confirm?situation=Unwanted&choice=Accept");
        yield return new("/directory/confirm", "refused", Team, "/directory/confirm?situation=Unwanted&choice=Exempt") { IsError = true };
        yield return new("/directory/entries/{id:guid}", "history", Team, $"/directory/entries/{cohort.History}");
        yield return new("/directory/runs/{id:guid}", "done", Team, $"/directory/runs/{cohort.Run}");
    }

    private static IEnumerable<Visit> Others(Cohort cohort)
    {
        yield return new("/activations", "to order", Team, "/activations");
        yield return new("/design", "components", Team, "/design");
        yield return new("/design", "wrong", Team, "/design?wrong=true") { IsError = true };
        yield return new("/names", "waiting", Team, "/names");
        yield return new("/lists", "all", Team, "/lists");
        yield return new("/lists/quality", "all", Team, "/lists/quality");
        yield return new("/lists/quality", "one without faults", Team, "/lists/quality?institution=MAU&months=3");
        yield return new("/lists/{id:guid}", "done", Team, $"/lists/{cohort.List}");
        yield return new("/stock", "choice", Team, "/stock");
        yield return new("/fees", "open", Team, "/fees");
        yield return new("/fees", "all", Team, "/fees?all=true");
        yield return new("/fees/{id:guid}", "open", Team, $"/fees/{cohort.OpenFee}");
        yield return new("/fees/{id:guid}", "paid", Team, $"/fees/{cohort.PaidFee}");
        yield return new("/fees/{id:guid}", "waiver refused", Team, $"/fees/{cohort.OpenFee}") { Then = Press("form[action*='handler=Waive']"), IsError = true };
        yield return new("/forecast", "not in time", Team, "/forecast");
        yield return new("/forecast", "nobody", Team, "/forecast?verdict=too-late&weeks=2&institution=MAU");
        yield return new("/lead-times", "half a year", Team, "/lead-times");
        yield return new("/lead-times", "another step", Team, "/lead-times?period=term&step=Photo");
        yield return new("/work", "failed", Team, "/work");
        yield return new("/work", "refused", Team, "/work") { Then = Press("form[action*='handler=Resolve']"), IsError = true };
    }
}
