using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Passports;
using RsCard.Students.ReserveCards;
using RsCard.Students.Review;
using RsCard.Students.Submissions;
using RsCard.Students.Tests.Passports;
using RsCard.Students.Tests.ReserveCards;

namespace RsCard.Students.Tests.Web;

/// <summary>The pages of a foreign student: the copy at the administrator's and the HSA team's, the reserve card at the counter (D-20 to D-22).</summary>
[Collection(SiteCollection.Name)]
public sealed class PassportCopyPageTests(TestSite site)
{
    [Fact]
    public async Task D20_Administrator_sends_the_copy_and_the_hsa_team_alone_opens_and_decides_it()
    {
        var id = await NewCaseAsync("LU");
        var page = $"/cases/{id}/passport-copy";
        using var administrator = await site.VisitAsync("karber");
        using var hsa = await site.VisitAsync("annlin");
        Assert.Contains(page, await administrator.ReadAsync($"/students/{id}"));
        using (var sent = await UploadAsync(administrator, page, CopyFormatTests.Png))
            Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.DoesNotContain("/content", await administrator.ReadAsync(page));

        var text = await hsa.ReadAsync(page);
        var content = text[text.IndexOf(page + "/content", StringComparison.Ordinal)..];
        content = content[..content.IndexOf('"')];
        using (var read = await hsa.GetAsync(content))
        {
            Assert.Equal(CopyFormatTests.Png, await read.Content.ReadAsByteArrayAsync());
            Assert.Equal("image/png", read.Content.Headers.ContentType?.MediaType);
            Assert.Equal("attachment", read.Content.Headers.ContentDisposition?.DispositionType);
            Assert.True(read.Headers.CacheControl?.NoStore);
            Assert.Contains("default-src 'none'", Assert.Single(read.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }

        Assert.Contains("copy.read", await hsa.ReadAsync($"/cases/{id}"));
        using (var other = await administrator.GetAsync(content))
            Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);

        var copy = (await Desk.FindAsync(id, CancellationToken.None))!.Id.ToString();
        using (var own = await administrator.PostAsync(page, page + "?handler=Approve", ("copy", copy)))
            Assert.Equal(HttpStatusCode.NotFound, own.StatusCode);
        using (var empty = await hsa.PostAsync(page, page + "?handler=Reject", ("copy", copy), ("Reason", "")))
            Assert.Contains("id=\"Reason-wrong\"", await empty.Content.ReadAsStringAsync());
        using (var approved = await hsa.PostAsync(page, page + "?handler=Approve", ("copy", copy)))
            Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
        Assert.Equal(CopyDecision.Approved, (await Desk.FindAsync(id, CancellationToken.None))!.Decision);
    }

    [Fact]
    public async Task D20_Copy_that_is_refused_says_what_would_be_right_and_keeps_what_was_typed()
    {
        var id = await NewCaseAsync("LU");
        var page = $"/cases/{id}/passport-copy";
        using var administrator = await site.VisitAsync("karber");
        using var refused = await UploadAsync(administrator, page, Encoding.ASCII.GetBytes("MZ copy.pdf"));
        var text = await refused.Content.ReadAsStringAsync();
        Assert.Contains("COPY-002", text);
        Assert.Contains("value=\"046-222 00 00\"", text);
        Assert.Null(await Desk.FindAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task Another_institutions_copy_is_as_if_it_were_not_there()
    {
        var id = await NewCaseAsync("LU");
        using var own = await site.VisitAsync("karber");
        using var other = await site.VisitAsync("marnil");
        await own.ReadAsync($"/cases/{id}/passport-copy");
        using var page = await other.GetAsync($"/cases/{id}/passport-copy");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        using var sent = await UploadAsync(other, $"/cases/{id}/passport-copy", CopyFormatTests.Png, tokenFrom: "/lists/send");
        Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
        Assert.Null(await Desk.FindAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task D22_Counter_hands_over_a_reserve_card_with_the_companion_and_renews_nothing_before_it_is_due()
    {
        var id = await NewCaseAsync("LU");
        var today = site.Today();
        var copy = new CertifiedCopy(CopyFormatTests.Png, today, IsSigned: true, new Certifier("Lärare Lena Ahl", "046-222 00 00"), today.AddYears(3));
        await Desk.UploadAsync(id, copy, "test", CancellationToken.None);
        await Desk.ApproveAsync(id, (await Desk.FindAsync(id, CancellationToken.None))!.Id, "test", CancellationToken.None);
        await site.WorkAsync();
        await site.Services.GetRequiredService<ReviewDesk>().ApproveAsync([id], "test", CancellationToken.None);
        await site.WorkAsync();
        await site.Services.GetRequiredService<ReserveCardStock>().AddAsync("LUND", "WEB-0001", last: null, "test", CancellationToken.None);
        using var lund = await site.VisitAsync("pereks");
        var counter = $"/station/{id}";
        Assert.Contains("name=\"CompanionName\"", await lund.ReadAsync(counter));

        (string, string)[] fields = [("Serial", "web-0001"), ("Document", "passport"), ("ValidTo", "2036-01-01")];
        using (await lund.PostAsync(counter, counter + "?handler=ReserveCard", fields))
            Assert.Contains("RESERVE-003", await lund.ReadAsync(counter));
        using (await lund.PostAsync(
            counter,
            counter + "?handler=ReserveCard",
            [.. fields, ("CompanionName", "Ulla Ek"), ("CompanionDocument", "id-card"), ("CompanionValidTo", "2036-01-01"), ("CompanionIsSwedish", "true")]))
            Assert.Contains("Reservkortet är utlämnat.", await lund.ReadAsync(counter));
        await site.UndoTimeIsOverAsync();
        var card = (await site.ViewAsync(id)).Card;
        Assert.Equal((CardState.HandedOver, CardKind.Reserve, (DateOnly?)today.AddDays(180)), (card?.State, card?.Kind, card?.ValidTo));
        Assert.DoesNotContain("handler=Renew", await lund.ReadAsync(counter));
    }

    private PassportCopyDesk Desk => site.Services.GetRequiredService<PassportCopyDesk>();

    private async Task<CaseId> NewCaseAsync(string institution)
    {
        var row = new ForeignRow { Programme = $"Program {Guid.NewGuid():N}" };
        await site.Services.GetRequiredService<SubmissionReceiver>().ReceiveAsync(institution, ForeignRow.Csv(row), "test.csv", "test", CancellationToken.None);
        await site.WorkAsync();
        return (await site.Services.GetRequiredService<CaseBook>().ListAsync([institution], most: 50, CancellationToken.None)).Single(view => view.Programme == row.Programme).Id;
    }

    private async Task<HttpResponseMessage> UploadAsync(Visitor visitor, string page, byte[] bytes, string? tokenFrom = null)
    {
        using var content = new MultipartFormDataContent
        {
            { new StringContent(await visitor.TokenAsync(tokenFrom ?? page)), "__RequestVerificationToken" },
            { new StringContent($"{site.Today():yyyy-MM-dd}"), "CertifiedOn" },
            { new StringContent("Lärare Lena Ahl"), "CertifierName" },
            { new StringContent("046-222 00 00"), "CertifierPhone" },
            { new StringContent("2033-04-01"), "PassportValidTo" },
            { new StringContent("true"), "IsSigned" },
            { new ByteArrayContent(bytes), "File", "passport.pdf" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, page + "?handler=Upload") { Content = content };
        return await visitor.SendAsync(request);
    }
}
