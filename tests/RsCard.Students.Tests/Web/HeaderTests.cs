using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Web;

namespace RsCard.Students.Tests.Web;

[Collection(SiteCollection.Name)]
public sealed class HeaderTests(TestSite site)
{
    [Fact]
    public async Task Every_answer_carries_the_headers_that_protect_it()
    {
        using var visitor = await site.VisitAsync("annlin");
        var paths = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{id:guid}", Guid.NewGuid().ToString()).Replace("{mailId:guid}", Guid.NewGuid().ToString()))
            .Append("/no/such/page");
        foreach (var path in paths)
        {
            using var response = await visitor.GetAsync(path);
            Assert.Equal(SecurityHeaders.ContentSecurity, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("noindex", Assert.Single(response.Headers.GetValues("X-Robots-Tag")));
            Assert.Equal(!(path is "/site.css" or "/live.js" or "/upload.js" or "/camera.js" || path.Contains("favicon")), response.Headers.CacheControl?.NoStore);
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Style_sheet_stays_under_15_kilobytes_and_no_page_has_an_inline_script_or_style()
    {
        using var visitor = await site.VisitAsync("annlin");
        Assert.InRange((await visitor.ReadAsync("/site.css")).Length, 1, 15_000);
        var id = (await site.NewApprovedAsync()).Id;
        foreach (var path in new[] { "/review", "/cases", $"/cases/{id}", "/lists", "/work" })
        {
            var page = await visitor.ReadAsync(path);
            Assert.DoesNotMatch("<script(?! defer src=\"/)", page);
            Assert.DoesNotMatch(" on[a-z]+=\"", page);
            Assert.DoesNotContain("style=", page);
        }
    }
}
