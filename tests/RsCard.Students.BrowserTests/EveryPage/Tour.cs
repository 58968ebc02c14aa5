using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>Visits pages with an empty cache, two at a time, and looks at each in light and dark, narrow and wide, Swedish and English.</summary>
internal sealed class Tour(BrowserRun run)
{
    private const int AtOnce = 2;

    /// <summary>The narrowest that WCAG 1.4.10 asks for (1280 px at 400 %), and a common phone.</summary>
    private static readonly int[] Narrow = [320, 360];

    private static readonly AxeRunOptions Everything = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>What another colour scheme changes.</summary>
    private static readonly AxeRunOptions Colours = new()
    {
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] },
        ResultTypes = [ResultType.Violations],
    };

    public async Task<IReadOnlyList<Finding>> GoAsync(IEnumerable<Visit> visits)
    {
        var findings = new ConcurrentBag<Finding>();
        await Parallel.ForEachAsync(visits, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (visit, _) => findings.Add(await LookAsync(visit)));
        return [.. findings.OrderBy(finding => finding.Visit.Name, StringComparer.Ordinal)];
    }

    private async Task<Finding> LookAsync(Visit visit)
    {
        await using var window = await run.OpenAsync(visit.Who);
        var page = window.Page;
        List<string> faults = [];
        List<string> wide = [];
        try
        {
            var answer = await page.GotoAsync(visit.Path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
            var (bytes, requests) = await window.WireAsync();
            if (answer?.Status != visit.Status)
                faults.Add($"answers {answer?.Status}");
            if (visit.Then is { } act)
                await act(page);

            faults.AddRange(await AxeAsync(page, Everything));
            faults.AddRange(await OwnLooksAsync(page, visit));
            await run.Screenshots.TakeAsync(page, visit.Name + "-1280-light-sv");
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            faults.AddRange((await AxeAsync(page, Colours)).Select(fault => "dark: " + fault));
            foreach (var width in Narrow)
                wide.AddRange(await SticksOutAsync(page, width, "sv"));
            await run.Screenshots.TakeAsync(page, visit.Name + "-360-dark-sv");
            if (visit.Then is null)
            {
                await page.GotoAsync(InEnglish(visit.Path));
                faults.AddRange(await LanguageAsync(page, "en"));
                wide.AddRange(await SticksOutAsync(page, Narrow[0], "en"));
            }

            // Of the page itself that it isn't there, the console tells as well.
            var complaints = window.Complaints.Where(complaint => visit.Status < 400 || !complaint.Contains($"status of {visit.Status}", StringComparison.Ordinal));
            return new Finding(visit, faults, [.. complaints], wide, bytes, requests);
        }
        catch (Exception broken) when (broken is PlaywrightException or TimeoutException)
        {
            return new Finding(visit, [.. faults, "not reached: " + broken.Message], window.Complaints, wide, 0, 0);
        }
    }

    private static async Task<IEnumerable<string>> AxeAsync(IPage page, AxeRunOptions options) =>
        (await page.RunAxe(options)).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}"));

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

    /// <summary>Nothing may be wider than the window but what scrolls in a box of its own.</summary>
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

    private static string InEnglish(string path) => path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en";
}
