using System.Collections.Concurrent;
using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>Visits pages with an empty cache, two at a time, and looks at each in light and dark, narrow and wide, Swedish and English.</summary>
internal sealed class Tour(BrowserRun run)
{
    private const int AtOnce = 2;

    internal static readonly ConcurrentDictionary<string, long> Laps = new();

    public async Task<IReadOnlyList<Finding>> GoAsync(IReadOnlyList<Visit> visits)
    {
        var findings = new ConcurrentBag<Finding>();

        // A page is laid out in English in one of its states; the long matrix takes all.
        var first = visits.Where(visit => visit.Then is null).DistinctBy(visit => visit.Route).ToHashSet();
        await Parallel.ForEachAsync(visits, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (visit, _) => findings.Add(await LookAsync(visit, first.Contains(visit))));
        return [.. findings.OrderBy(finding => finding.Visit.Name, StringComparer.Ordinal)];
    }

    private async Task<Finding> LookAsync(Visit visit, bool inEnglish)
    {
        await using var window = await run.OpenAsync(visit.Who);
        var page = window.Page;
        List<string> faults = [];
        List<string> wide = [];
        var w = System.Diagnostics.Stopwatch.StartNew();
        void Lap(string what) { Laps.AddOrUpdate(what, w.ElapsedMilliseconds, (_, before) => before + w.ElapsedMilliseconds); w.Restart(); }
        try
        {
            var answer = await page.GotoAsync(visit.Path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
            var (bytes, requests) = await window.WireAsync();
            Lap("goto");
            if (answer?.Status != visit.Status)
                faults.Add($"answers {answer?.Status}");
            if (visit.Then is { } act)
                await act(page);

            Lap("act");
            faults.AddRange(await Axe.AllAsync(page));
            Lap("axe");
            faults.AddRange(await OwnLooksAsync(page, visit));
            Lap("own");
            if (!visit.IsOnPhone)
                await run.Screenshots.TakeAsync(page, visit.Name + "-1280-light-sv");
            Lap("shot1280");
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            faults.AddRange((await Axe.ColoursAsync(page)).Select(fault => "dark: " + fault));
            Lap("axe dark");
            wide.AddRange(await SticksOutAsync(page, 320, "sv"));
            wide.AddRange(await SticksOutAsync(page, 360, "sv"));
            Lap("narrow");
            if (visit.IsOnPhone)
                await run.Screenshots.TakeAsync(page, visit.Name + "-360-dark-sv");
            Lap("shot360");
            if (inEnglish)
            {
                await page.GotoAsync(InEnglish(visit.Path));
                faults.AddRange(await LanguageAsync(page, "en"));
                wide.AddRange(await SticksOutAsync(page, 320, "en"));
            }

            Lap("english");
            // Of the page itself that it isn't there, the console tells as well.
            var complaints = window.Complaints.Where(complaint => visit.Status < 400 || !complaint.Contains($"status of {visit.Status}", StringComparison.Ordinal));
            return new Finding(visit, faults, [.. complaints], wide, bytes, requests);
        }
        catch (Exception broken) when (broken is PlaywrightException or TimeoutException)
        {
            return new Finding(visit, [.. faults, "not reached: " + broken.Message], window.Complaints, wide, 0, 0);
        }
    }

    /// <summary>What every page owes its readers, and axe doesn't ask.</summary>
    private static async Task<IReadOnlyList<string>> OwnLooksAsync(IPage page, Visit visit)
    {
        List<string> faults = [.. await LanguageAsync(page, "sv")];
        var title = await page.TitleAsync();
        var starts = title.StartsWith("Fel:", StringComparison.Ordinal);
        if (starts != visit.IsError)
            faults.Add($"title: {title}");
        if (visit.IsError && visit.Status == 200 && !await page.Locator(".problems").EvaluateAsync<bool>("box => box === document.activeElement"))
            faults.Add("the summary of errors hasn't focus");
        return faults;
    }

    private static async Task<IEnumerable<string>> LanguageAsync(IPage page, string expected) =>
        await page.Locator("html").GetAttributeAsync("lang") is { } language && language == expected ? [] : [$"isn't in {expected}"];

    /// <summary>320 px is what WCAG 1.4.10 asks for (1280 at 400 %), 360 a common phone. Nothing may be wider than the window but what scrolls in a box of its own.</summary>
    private static async Task<IEnumerable<string>> SticksOutAsync(IPage page, int width, string language)
    {
        await page.SetViewportSizeAsync(width, 800);
        var sticking = await page.EvaluateAsync<string[]>(
            """
            () => document.scrollingElement.scrollWidth <= innerWidth ? [] : [
                document.scrollingElement.scrollWidth + ' px',
                ...[...document.querySelectorAll('main *, header *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.chart')).slice(0, 3).map(e => e.outerHTML.slice(0, 120))]
            """);
        return sticking.Length == 0 ? [] : [$"{width} px, {language}: {string.Join(" | ", sticking)}"];
    }

    private static string InEnglish(string path) =>
        path.Contains("lang=sv", StringComparison.Ordinal) ? path.Replace("lang=sv", "lang=en", StringComparison.Ordinal) : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en";
}
