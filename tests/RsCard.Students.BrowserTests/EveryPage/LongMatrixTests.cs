using System.Collections.Concurrent;
using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>Every state at three widths, each page in dark too, and all of it in English on a phone, where long words have the least room: for people to look at, and for the long run of the tests.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LongMatrixTests(BrowserRun run)
{
    private static readonly int[] Phone = [360];
    private static readonly int[] Widths = [.. Phone, 768, 1280];

    [Theory]
    [InlineData("sv")]
    [InlineData("en")]
    [Trait("Category", "Long")]
    public async Task Every_page_holds_at_each_width_in_light_and_dark(string language)
    {
        var visits = Visits.Of(run.Cohort);
        var dark = visits.Where(visit => visit.Then is null).DistinctBy(visit => visit.Route).ToHashSet();
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(visits, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (visit, _) =>
        {
            foreach (var fault in await LookAsync(visit, language, dark.Contains(visit)))
                faults.Add($"{visit}: {fault}");
        });

        Assert.True(faults.IsEmpty, string.Join('\n', faults.Order(StringComparer.Ordinal)));
    }

    private async Task<IReadOnlyList<string>> LookAsync(Visit visit, string language, bool inDark)
    {
        await using var window = await run.OpenAsync(visit.Who, language: language);
        var page = window.Page;
        List<string> faults = [];
        try
        {
            await window.StandStillAsync();
            await page.GotoAsync(visit.In(language));
            if (visit.Then is { } act)
                await act(page);

            faults.AddRange(await Axe.AllAsync(page));
            faults.AddRange(await Looks.OwesAsync(page, visit, language));
            foreach (var theme in inDark && language == "sv" ? new[] { ColorScheme.Light, ColorScheme.Dark } : [ColorScheme.Light])
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme });
                foreach (var width in language == "en" ? Phone : Widths)
                {
                    faults.AddRange(await Looks.SticksOutAsync(page, width));
                    await run.Screenshots.TakeAsync(page, $"{visit.Name}-{width}-{(theme == ColorScheme.Dark ? "dark" : "light")}-{language}");
                }
            }
        }
        catch (Exception broken) when (broken is PlaywrightException or TimeoutException)
        {
            faults.Add("not reached: " + broken.Message);
        }

        return faults;
    }
}
