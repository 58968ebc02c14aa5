using Microsoft.Playwright;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>Every page in every state that it can be in. A page without a visit fails <see cref="EveryPageTests"/>.</summary>
internal static class Visits
{
    private const string Team = "annlin";
    private const string Administrator = "karber";
    private const string Station = "pereks";

    /// <summary>Endpoints that answer with a file, or lead elsewhere; <c>/error</c> is what those pages become that aren't there.</summary>
    public static readonly IReadOnlySet<string> NoPages = new HashSet<string>(StringComparer.Ordinal)
    {
        "/cases/{id:guid}/passport-copy/content", "/favicon.ico", "/favicon.svg", "/lists/template", "/lists/{id:guid}/refused", "/live", "/live.js", "/sign-out", "/site.css",
        "/upload.js", "/camera.js", "/cases/{id:guid}/photo",
    };

    /// <summary>Mails as their readers see them: they have no part of this site in them.</summary>
    public static readonly IReadOnlySet<string> Mails = new HashSet<string>(StringComparer.Ordinal) { "/cases/{id:guid}/mails/{mailId:guid}/html", "/mails/{kind}/{code}/html" };

    /// <summary>Pages that have nothing to show yet.</summary>
    public static IReadOnlyList<Visit> BeforeAnything { get; } =
    [
        .. new[] { "/activations", "/cases", "/directory", "/fees", "/forecast", "/lead-times", "/lists", "/lists/quality", "/names", "/reports", "/review", "/stock?at=LUND", "/work" }.Select(path => new Visit(path.Split('?')[0], "empty", Team, path)),
        new("/", "empty", Team, "/"),
        new("/students", "empty", Administrator, "/students"),
        new("/fees", "empty", Station, "/fees?all=true"),
    ];

    public static IReadOnlyList<Visit> Of(Cohort cohort) => [.. OfNobody(cohort), .. OfAdministrator(cohort), .. OfStation(cohort), .. TeamVisits.Of(cohort), .. AdministrationVisits.Of(cohort)];

    /// <summary>Presses a form's button without the browser's own checks, and waits for what the page then says.</summary>
    internal static Func<IPage, Task> Press(string form) => async page =>
    {
        var first = page.Locator(form).First;
        await first.EvaluateAsync("form => { form.noValidate = true; form.closest('details')?.setAttribute('open', '') }");
        await first.Locator("button:not([type=button])").ClickAsync();
        await page.Locator(".problems, .banner, .confirm").First.WaitForAsync();
    };

    /// <summary>As <see cref="Press"/> where somebody before may have pressed the one button that there is.</summary>
    private static Func<IPage, Task> PressOnce(string form) => async page =>
    {
        if (await page.Locator(form).CountAsync() > 0)
            await Press(form)(page);
    };

    private static IEnumerable<Visit> OfNobody(Cohort cohort)
    {
        yield return new("/accessibility", "statement", Who: null, "/accessibility");
        yield return new("/sign-in", "form", Who: null, "/sign-in");
        yield return new("/sign-in", "refused", Who: null, "/sign-in") { Then = Press("main form"), IsError = true };
        foreach (var (who, token) in cohort.StatusTokens.Where(token => token.Key != "loser"))
            yield return new("/s/{token}", who, Who: null, "/s/" + token);
        yield return new("/s/{token}", "read", Who: null, "/s/" + cohort.StatusTokens["loser"]) { Then = PressOnce("main form") };
        yield return new("/s/{token}", "address refused", Who: null, "/s/" + cohort.StatusTokens["placed"])
        {
            Then = async page =>
            {
                await page.Locator("input[name=unitMail]").First.FillAsync("nobody");
                await Press("form:has(input[name=unitMail])")(page);
            },
            IsError = true,
        };
        foreach (var (who, key) in new[] { ("approved", ""), ("approved", "name"), ("approved", "dates"), ("approved", "mail"), ("approved", "home"), ("approved", "other"), ("ready", "station"), ("holder", "lost"), ("photographed", "dates") })
            yield return new("/s/{token}", $"{who} wrong {key}", Who: null, $"/s/{cohort.StatusTokens[who]}?wrong={key}");
        yield return new("/s/{token}", "wrong name refused", Who: null, $"/s/{cohort.StatusTokens["approved"]}?wrong=name")
        {
            Then = async page => { await page.Locator("#GivenName").FillAsync("Åsa 2"); await Press("main form")(page); },
            IsError = true,
        };
        yield return new("/s/{token}", "wrong mail refused", Who: null, $"/s/{cohort.StatusTokens["approved"]}?wrong=mail") { Then = Press("main form"), IsError = true };
        yield return new("/s/{token}", "wrong thanks", Who: null, $"/s/{cohort.StatusTokens["photographed"]}?thanks=dates");
        yield return new("/s/{token}", "unknown", Who: null, "/s/unknown") { Status = 404, IsError = true };
        foreach (var (who, token) in cohort.UnitTokens.Where(token => token.Key != "answered"))
            yield return new("/unit/{token}", who, Who: null, "/unit/" + token);
        yield return new("/unit/{token}", "then answered", Who: null, "/unit/" + cohort.UnitTokens["answered"]) { Then = PressOnce("main form") };
        yield return new("/unit/{token}", "unknown", Who: null, "/unit/unknown") { Status = 404, IsError = true };
        yield return new("/error", "not there", Who: null, "/error") { Status = 404, IsError = true };
    }

    private static IEnumerable<Visit> OfAdministrator(Cohort cohort)
    {
        yield return new("/", "administrator", Administrator, "/");
        yield return new("/lists", "own", Administrator, "/lists");
        yield return new("/lists", "of nobody yet", "evahol", "/lists");
        yield return new("/lists/quality", "own", Administrator, "/lists/quality");
        yield return new("/lists/send", "form", Administrator, "/lists/send");
        yield return new("/lists/send", "refused", Administrator, "/lists/send") { Then = page => SendAsync(page, "a;b\r\n1;2\r\n"u8.ToArray()), IsError = true };
        yield return new("/lists/send", "gone", Administrator, "/lists/send?refused=gone") { IsError = true };
        yield return new("/lists/preview/{pending}", "preview", Administrator, "/lists/send")
        {
            Then = page => SendAsync(page, StudentRow.Csv(new StudentRow(), new StudentRow { NumberText = "20010101-0000" }, new StudentRow { Email = "nobody" })),
        };
        yield return new("/lists/{id:guid}", "done", Administrator, $"/lists/{cohort.List}");
        yield return new("/lists/{id:guid}", "coming", Administrator, $"/lists/{cohort.Coming}");
        yield return new("/forecast", "own", Administrator, "/forecast");
        yield return new("/students", "own", Administrator, "/students");
        yield return new("/reports", "own", Administrator, "/reports");
        yield return Change("reports", "photographed", "open");
        yield return Change("reports", "photographed", "refused") with { Then = async page => { await page.Locator("textarea").First.FillAsync("20010203-9811"); await Press("main form")(page); }, IsError = true };
        yield return Change("reports", "approved", "none");
        foreach (var who in new[] { "waiting2", "approved", "asked", "rejected", "holder", "parked", "leaving", "guarded", "uncopied", "long", "renamed", "ending", "renewing", "renewed", "posting", "posted", "stray" })
            yield return new("/students/{id:guid}", who, Administrator, $"/students/{cohort[who]}");
        yield return new("/students/{id:guid}", "answer refused", Administrator, $"/students/{cohort["asked"]}") { Then = Press("main form"), IsError = true };
        yield return new("/error", "forbidden", Administrator, "/review") { Status = 403, IsError = true };
        yield return new("/error", "not there", Administrator, "/students/00000000-0000-0000-0000-000000000000") { Status = 404, IsError = true };
        yield return Change("address", "approved", "form");
        yield return Change("address", "approved", "refused") with { Then = Press("main form"), IsError = true };
        yield return Change("break", "approved", "form");
        yield return Change("break", "approved", "refused") with { Then = Press("main form"), IsError = true };
        yield return Change("break", "parked", "running");
        yield return Change("withdraw", "long", "form");
        yield return Change("withdraw", "long", "refused") with { Then = Press("main form"), IsError = true };
        yield return Change("name", "approved", "form");
        yield return Change("name", "approved", "refused") with { Then = async page => { await page.Locator("#GivenName").FillAsync("Åsa 2"); await Press("main form")(page); }, IsError = true };
        yield return Change("name", "renamed", "reported");
        yield return Change("card", "holder", "held");
        yield return Change("card", "holder", "refused") with { Then = Press("form[action*='handler=Lost']"), IsError = true };
        yield return Change("card", "holder", "damaged refused") with { Then = Press("form[action*='handler=Damaged']"), IsError = true };
        yield return Change("card", "suspended", "suspended");
        yield return Change("card", "loser", "lost");
        yield return Change("passport-copy", "uncopied", "none");
        yield return Change("passport-copy", "uncopied", "refused") with { Then = Press("main form"), IsError = true };
        yield return Change("passport-copy", "copied", "sent");

        Visit Change(string page, string who, string state) => new($"/cases/{{id:guid}}/{page}", state, Administrator, $"/cases/{cohort[who]}/{page}");
    }

    private static IEnumerable<Visit> OfStation(Cohort cohort)
    {
        yield return new("/station", "field", Station, "/station");
        yield return new("/station/today", "own", Station, "/station/today");
        yield return new("/station/today", "elsewhere", "sarman", "/station/today");
        yield return new("/station", "not found", Station, "/station") { Then = async page => { await page.Locator("#Sought").FillAsync("nobody"); await Press("main form")(page); }, IsError = true };
        yield return new("/station", "several found", Station, "/station")
        {
            Then = async page =>
            {
                await page.Locator("#Sought").FillAsync(cohort.OfSeveralCases);
                await page.Locator("main form button").ClickAsync();
                await page.Locator("main .links a").Nth(1).WaitForAsync();
            },
        };
        yield return new("/station", "code not found", Station, "/station") { Then = async page => { await page.Locator("#Sought").FillAsync(new string('A', 64)); await Press("main form")(page); }, IsError = true };
        foreach (var who in new[] { "approved", "photographed", "ready", "holder", "suspended", "loser", "parked", "reserve", "leaving", "waiting2", "renewing", "renewed", "posting", "posted", "stray", "shot" })
            yield return new("/station/{id:guid}", who, Station, $"/station/{cohort[who]}");
        yield return new("/station/{id:guid}", "elsewhere", "sarman", $"/station/{cohort["ready"]}");
        yield return new("/station/{id:guid}", "photo refused", Station, $"/station/{cohort["approved"]}") { Then = Press("form[action*='handler=Photo']"), IsError = true };
        yield return new("/station/{id:guid}", "just photographed", Station, $"/station/{cohort["posing"]}")
        {
            Then = async page =>
            {
                if (await page.Locator("#Photo-Document").CountAsync() > 0)
                {
                    await page.Locator("#Photo-Document").SelectOptionAsync("passport");
                    await page.Locator("#Photo-ValidTo").FillAsync("2031-02-01");
                    await Press("form[action*='handler=Photo']")(page);
                }
            },
        };
        yield return new("/station/{id:guid}", "destruction said", Station, $"/station/{cohort["destroyed"]}") { Then = PressOnce("form[action*='handler=Destroy']") };
        yield return new("/station/{id:guid}", "reserve refused", Station, $"/station/{cohort["reserve"]}") { Then = Press("form[action*='handler=ReserveCard']"), IsError = true };
        yield return new("/station/{id:guid}", "delay refused", Station, $"/station/{cohort["ready"]}") { Then = Press("form[action*='handler=Delay']"), IsError = true };
        yield return new("/station/{id:guid}", "loss refused", Station, $"/station/{cohort["holder"]}") { Then = Press("form[action*='handler=Lost']"), IsError = true };
        yield return new("/station/{id:guid}", "said", Station, $"/station/{cohort["holder"]}") { Then = Press("form[action*='handler=Pin']") };
        yield return new("/stock", "own", Station, "/stock");
        yield return new("/stock", "scan refused", Station, "/stock") { Then = Press("form[action*='handler=Scan']"), IsError = true };
        yield return new("/stock", "series refused", Station, "/stock") { Then = Press("form[action*='handler=Series']"), IsError = true };
        yield return new("/fees", "own", Station, "/fees");
        yield return new("/fees", "of one", Station, $"/fees?case={cohort["loser"]}");
        yield return new("/fees/{id:guid}", "open", Station, $"/fees/{cohort.OpenFee}");
    }

    private static async Task SendAsync(IPage page, byte[] list)
    {
        await page.Locator("#List").SetInputFilesAsync(new FilePayload { Name = "lista.csv", MimeType = "text/csv", Buffer = list });
        await page.Locator("main form button").ClickAsync();
        await page.Locator(".problems, table.totals").First.WaitForAsync();
    }
}
