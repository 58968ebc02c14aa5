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

    private const int Looks = 3;

    [Fact]
    [Trait("Category", "Long")]
    public async Task Every_page_tells_when_its_largest_part_is_painted()
    {
        List<(Paint Paint, string Page)> painted = [];
        foreach (var visit in Visits.Of(run.Cohort).Where(visit => visit is { Then: null, Status: 200 }).DistinctBy(visit => visit.Route))
            painted.Add((await TypicalAsync(visit), visit.ToString()));

        var lines = painted.OrderByDescending(one => one.Paint.Largest)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Paint.Largest,6:F0} ms, answered after {one.Paint.Answered,4:F0} ms  {one.Page}"));
        Directory.CreateDirectory(run.Screenshots.Folder);
        await File.WriteAllLinesAsync(Path.Combine(run.Screenshots.Folder, "largest-contentful-paint.txt"), lines);
        Assert.All(painted, one => Assert.True(one.Paint.Largest > 0, one.Page));
    }

    /// <summary>The one in the middle, of a server that has shown the page before: its first look of all is compiled as it is read.</summary>
    private async Task<Paint> TypicalAsync(Visit visit)
    {
        await LookAsync(visit);
        List<Paint> paints = [];
        while (paints.Count < Looks)
            paints.Add(await LookAsync(visit));
        return paints.OrderBy(paint => paint.Largest).ElementAt(Looks / 2);
    }

    private async Task<Paint> LookAsync(Visit visit)
    {
        await using var window = await run.OpenAsync(visit.Who);
        await window.StandStillAsync();
        var session = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await session.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = TimesSlower });
        await window.Page.GotoAsync(visit.In("sv"), new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        var times = await window.Page.EvaluateAsync<double[]>(
            """
            () => new Promise(done => {
                const answered = performance.getEntriesByType('navigation')[0].responseStart;
                new PerformanceObserver(list => done([answered, list.getEntries().at(-1).startTime]))
                    .observe({ type: 'largest-contentful-paint', buffered: true });
            })
            """);
        return new Paint(times[0], times[1]);
    }

    /// <param name="Answered">First byte; milliseconds since the address was asked for.</param>
    /// <param name="Largest">Largest contentful paint; milliseconds since then.</param>
    private readonly record struct Paint(double Answered, double Largest);
}
