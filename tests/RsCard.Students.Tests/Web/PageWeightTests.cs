using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace RsCard.Students.Tests.Web;

/// <summary>What a page costs on the wire, and that compressing it gives nothing away (BREACH).</summary>
[Collection(SiteCollection.Name)]
public sealed class PageWeightTests(TestSite site)
{
    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Page_style_sheet_and_icon_are_compressed_and_say_the_same(string coding)
    {
        using var visitor = await site.VisitAsync("annlin");
        foreach (var path in new[] { "/mails", "/site.css", "/favicon.svg" })
        {
            using var response = await visitor.SendAsync(Compressed(path, coding));

            Assert.Equal(coding, Assert.Single(response.Content.Headers.ContentEncoding));
            Assert.Contains("Accept-Encoding", response.Headers.Vary);
            Assert.Equal(path == "/mails", response.Headers.CacheControl?.NoStore);
            await using var content = await response.Content.ReadAsStreamAsync();
            await using Stream plain = coding == "br" ? new BrotliStream(content, CompressionMode.Decompress) : new GZipStream(content, CompressionMode.Decompress);
            using var reader = new StreamReader(plain);
            var text = await reader.ReadToEndAsync();
            if (path == "/mails")
                Assert.Contains("</html>", text);
            else
                Assert.Equal(await visitor.ReadAsync(path), text);
        }
    }

    [Fact]
    public async Task File_to_download_is_sent_as_it_is()
    {
        using var visitor = await site.VisitAsync("karber");

        using var response = await visitor.SendAsync(Compressed("/lists/template", "br"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Form_has_another_token_each_time_it_is_read()
    {
        using var visitor = await site.VisitAsync("annlin");

        Assert.NotEqual(await visitor.TokenAsync("/cases"), await visitor.TokenAsync("/cases"));
    }

    [Fact]
    public async Task Page_behind_a_secret_link_never_repeats_the_link()
    {
        var view = await site.NewApprovedAsync();
        var token = await site.NewLinkAsync(view, TimeSpan.FromDays(30));
        using var visitor = await site.VisitAsync();

        var page = await visitor.ReadAsync($"/s/{token}?lang=en&x=1");

        Assert.Contains("href=\"?x=1&amp;lang=sv\"", page);
        Assert.DoesNotContain(token, page);
    }

    [Fact]
    public async Task Students_page_weighs_at_most_10_kilobytes_cold_and_every_other_at_most_30()
    {
        var view = await site.NewApprovedAsync();
        var token = await site.NewLinkAsync(view, TimeSpan.FromDays(30));
        using var nobody = await site.VisitAsync();
        using var team = await site.VisitAsync("annlin");
        using var administrator = await site.VisitAsync("karber");
        using var station = await site.VisitAsync("pereks");
        var assets = await WeighAsync(nobody, "/site.css") + await WeighAsync(nobody, "/favicon.svg");

        Assert.InRange(assets + await WeighAsync(nobody, $"/s/{token}"), 1, 10_000);
        (Visitor Visitor, string[] Paths)[] others =
        [
            (nobody, ["/sign-in", "/accessibility"]),
            (team, ["/review", "/cases", $"/cases/{view.Id}", "/names", "/activations", "/stock", "/fees", "/lists", "/lists/quality", "/directory", "/mails", "/mails/RsId", "/forecast", "/lead-times", "/work", "/design", "/design?wrong=true"]),
            (team, ["/", "/reports", "/review/held", "/administration", "/administration/stations", "/administration/stations/LUND", "/administration/stations/new", "/administration/staff", "/administration/staff/karber", "/administration/variants", "/administration/health"]),
            (team, ["/administration/institutions", "/administration/institutions/LU", "/administration/institutions/new", "/administration/settings", "/administration/calendar", "/administration/jobs", "/administration/jobs/remind"]),
            (administrator, ["/lists", "/lists/send", "/forecast", "/students", $"/students/{view.Id}", $"/cases/{view.Id}/name", $"/cases/{view.Id}/withdraw"]),
            (station, ["/station", $"/station/{view.Id}", "/stock", "/fees"]),
        ];
        foreach (var (visitor, paths) in others)
        {
            foreach (var path in paths)
                Assert.InRange(assets + await WeighAsync(visitor, path), 1, 30_000);
        }
    }

    /// <summary>Bytes of head and body, compressed as every browser of the last ten years asks for it.</summary>
    private static async Task<int> WeighAsync(Visitor visitor, string path)
    {
        using var response = await visitor.SendAsync(Compressed(path, "br"));
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode}");
        return (await response.Content.ReadAsByteArrayAsync()).Length + response.Headers.ToString().Length + response.Content.Headers.ToString().Length;
    }

    private static HttpRequestMessage Compressed(string path, string coding) =>
        new(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { AcceptEncoding = { new StringWithQualityHeaderValue(coding) } } };
}
