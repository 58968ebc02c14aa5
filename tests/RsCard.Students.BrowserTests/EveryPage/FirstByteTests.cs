using System.Diagnostics;
using System.Globalization;
using RsCard.Students.BrowserTests.Browser;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>
/// When the first byte of the pages comes that list or count, with 5,000 students in the queue: written beside the pictures, for people to
/// read, like <see cref="PaintTests"/>. Asserted is that the pages are there, and hold a page's rows of the 5,000.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class FirstByteTests(BrowserRun run)
{
    private const int Students = 5_000;

    private const int Warming = 5;

    private const int Looks = 21;

    [Fact]
    [Trait("Category", "Long")]
    public async Task Pages_over_five_thousand_students_tell_when_their_first_byte_comes()
    {
        var site = new TestSite();
        await site.InitializeAsync();
        try
        {
            await site.ManyCasesAsync(Students);
            await LookAsync(site);
        }
        finally
        {
            await site.DisposeAsync();
        }
    }

    private async Task LookAsync(TestSite site)
    {
        using var team = await site.VisitAsync("annlin");
        using var administrator = await site.VisitAsync("karber");

        List<string> lines = [];
        foreach (var (visitor, path) in new[]
        {
            (team, "/review"), (team, "/review?at=200"), (team, "/"), (team, "/cases"), (team, "/cases?sort=name"), (team, "/lead-times"), (team, "/forecast"),
            (administrator, "/"), (administrator, "/students"), (administrator, "/lists/quality"),
        })
        {
            List<double> waits = [];
            for (var look = 0; look < Warming + Looks; look++)
                waits.Add(await FirstByteAsync(visitor, path));
            var typical = waits[Warming..].Order().ElementAt(Looks / 2);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{typical,5:F0} ms, first look of all {waits[0],5:F0} ms  {path} ({(visitor == team ? "HSA team" : "administrator")})"));
        }

        Directory.CreateDirectory(run.Screenshots.Folder);
        await File.WriteAllLinesAsync(Path.Combine(run.Screenshots.Folder, "first-byte-of-5000.txt"), lines);
        Assert.Contains($"{Students} väntar", await team.ReadAsync("/review"));
    }

    private static async Task<double> FirstByteAsync(Visitor visitor, string path)
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await visitor.StreamAsync(path);
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode}");
        await response.Content.ReadAsByteArrayAsync();
        return milliseconds;
    }
}
