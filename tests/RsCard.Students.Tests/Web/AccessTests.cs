using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Web;

[Collection(SiteCollection.Name)]
public sealed class AccessTests(TestSite site)
{
    private static readonly string Expected = Path.Combine(SlapdServer.Root(), "tests", "RsCard.Students.Tests", "Web", "access.txt");

    [Fact]
    public async Task Every_endpoint_lets_in_exactly_the_roles_that_the_file_says()
    {
        using var nobody = await site.VisitAsync();
        using var hsa = await site.VisitAsync("annlin");
        using var administrator = await site.VisitAsync("karber");
        using var station = await site.VisitAsync("pereks");
        List<string> lines = ["# endpoint | nobody | HSA team | study administrator | card station"];
        foreach (var (route, methods) in Routes())
        {
            List<string> cells = [];
            foreach (var visitor in new[] { nobody, hsa, administrator, station })
                cells.Add(await TryAsync(visitor, route, methods));
            lines.Add($"{route} | {string.Join(" | ", cells)}");
        }

        Assert.Equal(string.Join('\n', await File.ReadAllLinesAsync(Expected)), string.Join('\n', lines));
    }

    [Fact]
    public async Task Another_institutions_student_and_list_are_as_if_they_were_not_there()
    {
        var foreign = await site.NewCaseAsync("MAU");
        using var own = await site.VisitAsync("marnil");
        using var other = await site.VisitAsync("karber");
        var list = Assert.Single(LinksTo(await own.ReadAsync("/lists"), "/lists/").Where(link => Guid.TryParse(link[7..], out _)).Distinct());

        foreach (var path in new[] { $"/students/{foreign}", list, list + "/refused" })
        {
            using var absent = await other.GetAsync(path);
            using var unknown = await other.GetAsync(path.Replace(path.Split('/')[2], Guid.NewGuid().ToString()));
            Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
            Assert.Equal(Body(await unknown.Content.ReadAsStringAsync()), Body(await absent.Content.ReadAsStringAsync()));
        }

        await own.ReadAsync($"/students/{foreign}");
        await own.ReadAsync(list);
        Assert.DoesNotContain(foreign.ToString(), await other.ReadAsync("/students"));
    }

    [Fact]
    public async Task Form_without_token_changes_nothing()
    {
        var view = await site.NewApprovedAsync();
        using var visitor = await site.VisitAsync("pereks");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/station/{view.Id}?handler=Photo")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("Document", "passport"), KeyValuePair.Create("ValidTo", "2036-01-01")]),
        };

        using var response = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null((await site.ViewAsync(view.Id)).Card);
    }

    private IEnumerable<(string Route, IReadOnlyList<string> Methods)> Routes() =>
        site.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Select(endpoint => (
                Route: "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/'),
                Methods: endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]))
            .DistinctBy(endpoint => endpoint.Route)
            .OrderBy(endpoint => endpoint.Route, StringComparer.Ordinal);

    private static async Task<string> TryAsync(Visitor visitor, string route, IReadOnlyList<string> methods)
    {
        var path = route.Replace("{id:guid}", Guid.NewGuid().ToString()).Replace("{mailId:guid}", Guid.NewGuid().ToString()).Replace("{token}", "unknown").Replace("{pending}", "unknown").Replace("{kind}", "RsId").Replace("{code}", "sv").Replace("{name}", "nobody");
        Assert.DoesNotContain("{", path);
        List<string> answers = [];
        foreach (var method in methods)
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
            using var response = await visitor.SendAsync(request);
            Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
            answers.Add(response switch
            {
                { StatusCode: HttpStatusCode.Forbidden } => "no",
                { StatusCode: HttpStatusCode.Redirect, Headers.Location: { } location } when location.ToString().Contains("/sign-in") => "sign-in",
                _ => "yes",
            });
        }

        return Assert.Single(answers.Distinct());
    }

    private static IEnumerable<string> LinksTo(string page, string prefix) =>
        page.Split("href=\"").Skip(1).Select(rest => rest[..rest.IndexOf('"')]).Where(link => link.StartsWith(prefix, StringComparison.Ordinal));

    private static string Body(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..];
}
