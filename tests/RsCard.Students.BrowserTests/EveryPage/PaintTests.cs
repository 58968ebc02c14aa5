using System.Globalization;
using Microsoft.Playwright;
using RsCard.Students.BrowserTests.Browser;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>
/// When the largest part of each page is painted, with an empty cache and a processor four times slower than this one: written beside the
/// pictures, for people to read. What a machine takes is no matter for an assertion; that each page paints something is.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class PaintTests(BrowserRun run)
{
    private const int TimesSlower = 4;

    [Fact]
    [Trait("Category", "Long")]
    public async Task Every_page_tells_when_its_largest_part_is_painted()
    {
        List<(double Milliseconds, string Page)> painted = [];
        foreach (var visit in Visits.Of(run.Cohort).Where(visit => visit is { Then: null, Status: 200 }).DistinctBy(visit => visit.Route))
            painted.Add((await LookAsync(visit), visit.ToString()));

        var lines = painted.OrderByDescending(one => one.Milliseconds).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Milliseconds,6:F0} ms  {one.Page}"));
        Directory.CreateDirectory(run.Screenshots.Folder);
        await File.WriteAllLinesAsync(Path.Combine(run.Screenshots.Folder, "largest-contentful-paint.txt"), lines);
        Assert.All(painted, one => Assert.True(one.Milliseconds > 0, one.Page));
    }

    private async Task<double> LookAsync(Visit visit)
    {
        await using var window = await run.OpenAsync(visit.Who);
        await window.StandStillAsync();
        var session = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await session.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = TimesSlower });
        await window.Page.GotoAsync(visit.In("sv"), new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        return await window.Page.EvaluateAsync<double>(
            """
            () => new Promise(done => {
                new PerformanceObserver(list => done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
            })
            """);
    }
}
