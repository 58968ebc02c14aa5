using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;
using RsCard.Students.Protection;
using RsCard.Students.Recurring;
using RsCard.Students.Tests.Photos;

namespace RsCard.Students.Tests.Web;

/// <summary>The picture of the counter's camera (D-11): kept sealed with the card, shown with a note, erased when the card is handed over.</summary>
[Collection(SiteCollection.Name)]
public sealed class PicturePagesTests(TestSite site)
{
    private static readonly byte[] Picture = SampleJpeg.Of(560, 720);

    [Fact]
    public async Task D11_Picture_goes_with_the_photo_lies_sealed_and_each_reading_is_noted()
    {
        var view = await site.NewApprovedAsync();
        using var lund = await site.VisitAsync("pereks");
        using var malmo = await site.VisitAsync("sarman");
        using var team = await site.VisitAsync("annlin");
        using var administrator = await site.VisitAsync("karber");
        using (var counter = await lund.GetAsync($"/station/{view.Id}?at=LUND"))
            Assert.StartsWith("camera=(self)", Assert.Single(counter.Headers.GetValues("Permissions-Policy")));
        using (var elsewhere = await lund.GetAsync("/station"))
            Assert.StartsWith("camera=()", Assert.Single(elsewhere.Headers.GetValues("Permissions-Policy")));

        using var sent = await SendAsync(lund, view, Picture);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(0, await KeptAsync(view));
        await site.UndoTimeIsOverAsync();

        Assert.Equal(1, await KeptAsync(view));
        Assert.DoesNotContain("JFIF", await site.ScalarAsync<string>("select encode(content_sealed, 'escape') from card_photo join card on card.id = card_id where case_id = @id", new { id = view.Id.Value }));
        var path = $"/cases/{view.Id}/photo";
        using (var read = await lund.GetAsync(path))
        {
            Assert.Equal(Picture, await read.Content.ReadAsByteArrayAsync());
            Assert.Equal("image/jpeg", read.Content.Headers.ContentType?.MediaType);
            Assert.True(read.Headers.CacheControl?.NoStore);
        }

        Assert.Contains(path, await team.ReadAsync($"/cases/{view.Id}/card"));
        Assert.DoesNotContain(path, await administrator.ReadAsync($"/cases/{view.Id}/card"));
        using (var read = await team.GetAsync(path))
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using (var other = await malmo.GetAsync(path))
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Equal(["staff:annlin", "staff:pereks"], await ListAsync("select actor from audit_event where case_id = @id and action = 'photo.read' order by actor", view));
    }

    [Fact]
    public async Task Photo_that_is_undone_leaves_no_picture_anywhere()
    {
        var view = await site.NewApprovedAsync();
        using var lund = await site.VisitAsync("pereks");
        using var sent = await SendAsync(lund, view, Picture);

        using var undone = await lund.PostAsync($"/station/{view.Id}?at=LUND", $"/station/{view.Id}?at=LUND&handler=Undo");
        await site.UndoTimeIsOverAsync();

        Assert.Equal(0, await KeptAsync(view));
        Assert.Equal(0, await site.ScalarAsync<long>("select count(*) from held_action where case_id = @id and order_sealed is not null", new { id = view.Id.Value }));
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_with_what_to_do_and_nothing_is_registered()
    {
        var view = await site.NewApprovedAsync();
        using var lund = await site.VisitAsync("pereks");

        using var refused = await SendAsync(lund, view, "<svg onload=alert(1)>"u8.ToArray());
        await site.UndoTimeIsOverAsync();

        Assert.Contains("STATION-010", await lund.ReadAsync($"/station/{view.Id}?at=LUND"));
        Assert.Null((await site.ViewAsync(view.Id)).Card);
    }

    [Fact]
    public async Task D25_Picture_is_erased_when_the_card_was_handed_over_and_that_there_was_one_stays()
    {
        var view = await NewPictureAsync();
        await EraseAsync();
        Assert.Equal(1, await KeptAsync(view));

        await ExecuteAsync("update card set state = 'handed-over', handed_over_on = photo_on where case_id = @id", view);
        await EraseAsync();

        Assert.Equal(0, await KeptAsync(view));
        Assert.Equal(["staff:pereks"], await ListAsync("select taken_by from card_photo join card on card.id = card_id where case_id = @id and erased_at is not null", view));
        using var team = await site.VisitAsync("annlin");
        using var gone = await team.GetAsync($"/cases/{view.Id}/photo");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task D4_Picture_of_a_person_with_protected_identity_is_erased_at_once()
    {
        var view = await NewPictureAsync();

        await site.Services.GetRequiredService<ProtectionDesk>().ProtectAsync(view.Id, "staff:test", CancellationToken.None);

        Assert.Equal(0, await KeptAsync(view));
        await site.WorkAsync();
    }

    private async Task<CaseView> NewPictureAsync()
    {
        var view = await site.NewApprovedAsync();
        using var lund = await site.VisitAsync("pereks");
        using var sent = await SendAsync(lund, view, Picture);
        await site.UndoTimeIsOverAsync();
        Assert.Equal(1, await KeptAsync(view));
        return view;
    }

    private static async Task<HttpResponseMessage> SendAsync(Visitor visitor, CaseView view, byte[] picture)
    {
        var counter = $"/station/{view.Id}?at=LUND";
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await visitor.TokenAsync(counter)), "__RequestVerificationToken" },
            { new StringContent("passport"), "Document" },
            { new StringContent("2036-01-01"), "ValidTo" },
            { new StringContent("false"), "Reused" },
            { new ByteArrayContent(picture), "Picture", "foto.jpg" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, counter + "&handler=Photo") { Content = form };
        return await visitor.SendAsync(request);
    }

    private Task<RunResult?> EraseAsync() => site.Services.GetRequiredService<RecurringRunner>().RunAsync("erase-card-photos", waits: true, CancellationToken.None);

    private Task<long> KeptAsync(CaseView view) =>
        site.ScalarAsync<long>("select count(*) from card_photo join card on card.id = card_id where case_id = @id and content_sealed is not null", new { id = view.Id.Value });

    private async Task<List<string>> ListAsync(string sql, CaseView view)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(sql, new { id = view.Id.Value })];
    }

    private async Task ExecuteAsync(string sql, CaseView view)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { id = view.Id.Value });
    }
}
