using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.BrowserTests.Browser;

namespace RsCard.Students.BrowserTests.EveryPage;

/// <summary>One tour through all pages, and what has to hold of each.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EveryPageTests(BrowserRun run, TourOfAll tour) : IClassFixture<TourOfAll>
{
    private const int MostBytes = 30 * 1024;
    private const int MostBytesOfStudent = 10 * 1024;

    /// <summary>The page, its style sheet and at most one script; the icon where the browser asks for it.</summary>
    private const int MostRequests = 4;

    [Fact]
    public void Every_endpoint_of_the_application_is_visited_or_known_to_be_no_page()
    {
        var routes = run.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Select(endpoint => "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/'))
            .ToHashSet(StringComparer.Ordinal);
        var visited = tour.Findings.Select(finding => finding.Visit.Route).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(routes.Except(visited).Except(Visits.NoPages).Except(Visits.Mails));
        Assert.Empty(visited.Except(routes));
        Assert.Empty(Visits.NoPages.Union(Visits.Mails).Except(routes));
    }

    [Fact]
    public void No_page_has_a_fault_that_axe_finds_and_each_says_what_it_is() => None(finding => finding.Faults);

    [Fact]
    public void Nothing_is_wider_than_a_small_phone_or_a_window_at_400_percent() => None(finding => finding.TooWide);

    [Fact]
    public void Browser_complains_of_nothing() => None(finding => finding.Complaints);

    [Fact]
    public void Page_is_light_on_the_wire_with_an_empty_cache() => None(finding =>
        finding.Bytes > (finding.Visit.IsStudents ? MostBytesOfStudent : MostBytes) || finding.Requests > MostRequests ? [$"{finding.Bytes} bytes in {finding.Requests} requests"] : []);

    private void None(Func<Finding, IEnumerable<string>> wrong)
    {
        var lines = tour.Findings.SelectMany(finding => wrong(finding).Select(line => $"{finding.Visit}: {line}")).ToList();
        Assert.True(lines.Count == 0, $"{lines.Count} of {tour.Findings.Count} pages:\n{string.Join('\n', lines)}");
    }
}

/// <summary>The tour, once for all that is asked of it.</summary>
public sealed class TourOfAll(BrowserRun run) : IAsyncLifetime
{
    internal IReadOnlyList<Finding> Findings { get; private set; } = [];

    public async Task InitializeAsync() => Findings = [.. run.Empty, .. await new Tour(run).GoAsync(Visits.Of(run.Cohort))];

    public Task DisposeAsync() => Task.CompletedTask;
}
