using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Pages.Submissions;
using RsCard.Students.Web.Submissions;

namespace RsCard.Students.Tests.Web;

[Collection(SiteCollection.Name)]
public sealed class UploadTests(TestSite site)
{
    [Fact]
    public async Task Preview_changes_nothing_and_confirmation_sends_what_was_previewed()
    {
        using var visitor = await site.VisitAsync("karber");
        var good = site.NewNumber();
        var name = $"list-{Guid.NewGuid():N}.csv";

        var (address, page) = await visitor.PreviewAsync(name, site.List(good, "20010101-0000"));

        Assert.Contains("Förhandsvisning: inget har hänt än", page);
        Assert.Contains("Nya: granskas av HSA-gruppen", page);
        Assert.Contains("PNR-CHECKSUM", page);
        Assert.Contains("utf-8", page);
        Assert.DoesNotContain(name, await visitor.ReadAsync("/lists"));

        using var sent = await visitor.PostAsync(address, address);

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var list = sent.Headers.Location!.ToString();
        using (var waiting = await visitor.GetAsync(list))
        {
            var waits = await waiting.Content.ReadAsStringAsync();
            Assert.Contains(ListUploads.Refresh, waits);
            Assert.Contains("<progress max=\"2\" value=\"1\"", waits);
        }

        await site.WorkAsync();
        var done = await visitor.ReadAsync(list);
        Assert.DoesNotContain(ListUploads.Refresh, done);
        Assert.Contains("PNR-CHECKSUM", done);
        var mended = await visitor.ReadAsync(list + "/refused");
        Assert.Contains("20010101-0000", mended);
        Assert.DoesNotContain(good, mended);
    }

    [Fact]
    public async Task Confirming_twice_sends_once()
    {
        using var visitor = await site.VisitAsync("karber");
        var name = $"twice-{Guid.NewGuid():N}.csv";
        var (address, _) = await visitor.PreviewAsync(name, site.List(site.NewNumber()));

        var sent = await Task.WhenAll(visitor.PostAsync("/lists/send", address), visitor.PostAsync("/lists/send", address));

        var list = Assert.Single(sent.Select(answer => answer.Headers.Location!.ToString()).Distinct());
        Assert.StartsWith("/lists/", list);
        using (var again = await visitor.GetAsync(address))
            Assert.Equal(list, again.Headers.Location?.ToString());
        foreach (var answer in sent)
            answer.Dispose();
        Assert.Equal(2, (await visitor.ReadAsync("/lists")).Split(name).Length);
    }

    [Fact]
    public async Task File_that_cannot_be_read_is_refused_with_its_code_and_what_to_do()
    {
        using var visitor = await site.VisitAsync("karber");

        using var response = await visitor.UploadAsync("/lists/send?lang=en", "/lists/send", "List", "x.csv", Encoding.UTF8.GetBytes("a;b\r\n1;2\r\n"));

        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("<title>Error:", page);
        Assert.Contains("FILE-HEADER: No header row was found.", page);
        Assert.Contains("href=\"#List\"", page);
    }

    [Fact]
    public async Task Upload_for_an_institution_that_is_not_ones_own_is_refused()
    {
        using var visitor = await site.VisitAsync("karber");

        using var response = await visitor.UploadAsync("/lists/send", "/lists/send?Institution=MAU", "List", "x.csv", site.List(site.NewNumber()));

        Assert.Contains("Välj ett av dina lärosäten", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public void Uploads_are_buffered_in_memory_alone()
    {
        var limits = typeof(SendModel).GetCustomAttribute<RequestFormLimitsAttribute>()!;
        var largest = site.Services.GetRequiredService<ListLimits>().MaxBytes;

        Assert.True(limits.MemoryBufferThreshold >= largest, "a larger upload would be spooled to a file (D-4)");
        Assert.True(limits.MultipartBodyLengthLimit >= largest);
    }

    [Fact]
    public async Task Preview_that_is_gone_asks_for_the_file_again()
    {
        using var visitor = await site.VisitAsync("karber");

        using var gone = await visitor.GetAsync("/lists/preview/unknown");

        Assert.Equal("/lists/send?refused=gone", gone.Headers.Location?.ToString());
        Assert.Contains("Välj filen igen", await visitor.ReadAsync("/lists/send?refused=gone"));
    }

    [Fact]
    public void Pending_list_is_given_to_its_owner_alone()
    {
        using var pending = new PendingLists(TimeProvider.System);
        var name = pending.Keep("anna", "LU", "a.csv", [1, 2])!.Name;

        Assert.Null(pending.Look("bo", name));
        Assert.Equal([1, 2], pending.Look("anna", name)!.Bytes);
    }

    [Fact]
    public void Next_preview_wipes_the_one_before()
    {
        using var pending = new PendingLists(TimeProvider.System);
        byte[] first = [1, 2, 3];
        var name = pending.Keep("anna", "LU", "a.csv", first)!.Name;

        pending.Keep("anna", "LU", "b.csv", [4]);

        Assert.Equal([0, 0, 0], first);
        Assert.Null(pending.Look("anna", name));
    }
}
