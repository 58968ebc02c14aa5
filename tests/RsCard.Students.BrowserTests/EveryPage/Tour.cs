using System.Collections.Concurrent;
using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>Visits pages with an empty cache, two at a time, and looks at each in light and dark, narrow and wide, Swedish and English.</summary>
internal sealed class Tour(BrowserRun run)
{
    private const int AtOnce = 2;

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
        try
        {
            await window.StandStillAsync();
            var answer = await page.GotoAsync(visit.In("sv"), new PageGotoOptions { WaitUntil = WaitUntilState.Load });
            var (bytes, requests) = await window.WireAsync();
            if (answer?.Status != visit.Status)
                faults.Add($"answers {answer?.Status}");
            if (visit.Then is { } act)
                await act(page);

            faults.AddRange(await Axe.AllAsync(page));
            faults.AddRange(await Looks.OwesAsync(page, visit, "sv"));
            if (!visit.IsOnPhone)
                await run.Screenshots.TakeAsync(page, visit.Name + "-1280-light-sv");
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            faults.AddRange((await Axe.ColoursAsync(page)).Select(fault => "dark: " + fault));
            foreach (var width in Looks.Narrow)
            {
                wide.AddRange(await Looks.SticksOutAsync(page, width));
                if (visit.IsOnPhone)
                    faults.AddRange(await Looks.CutDaysAsync(page));
                if (visit.IsOnPhone && width == Looks.Phone)
                    await run.Screenshots.TakeAsync(page, $"{visit.Name}-{Looks.Phone}-dark-sv");
            }

            if (inEnglish)
            {
                await page.GotoAsync(visit.In("en"));
                faults.AddRange(await Looks.LanguageAsync(page, "en"));
                wide.AddRange((await Looks.SticksOutAsync(page, Looks.Narrow[0])).Select(line => "in English: " + line));
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
}
