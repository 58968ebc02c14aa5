using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Texts;
using RsCard.Students.Web.Health;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cases;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Tests.Web;

/// <summary>The page where the HSA team changes a mail's text.</summary>
[Collection(SiteCollection.Name)]
public sealed class MailTextPageTests(TestSite site)
{
    [Fact]
    public async Task Text_is_previewed_then_saved_then_shown_as_it_is_sent_and_taken_back()
    {
        using var team = await site.VisitAsync("annlin");
        const string Page = "/mails/CardBlocked/sv/edit";
        var before = await TextAsync("CardBlocked");
        var typed = before.Replace("Subject: ", "Subject: Viktigt: ", StringComparison.Ordinal);
        Assert.Contains(before, Decode(await team.ReadAsync(Page)).ReplaceLineEndings("\n"), StringComparison.Ordinal);

        var preview = await PostAsync(team, Page, "Preview", ("Text", typed), ("Known", "0"));
        Assert.Contains("<h3 lang=\"sv\">Viktigt: ", preview, StringComparison.Ordinal);
        Assert.Contains("<button formaction=\"/mails/CardBlocked/sv/edit?handler=Save\">", preview, StringComparison.Ordinal);
        Assert.Empty(await VersionsAsync("CardBlocked"));

        using var saved = await team.PostAsync(Page, Page + "?handler=Save", ("Text", typed.ReplaceLineEndings("\r\n")), ("Known", "0"));
        Assert.Equal("/mails/CardBlocked", saved.Headers.Location?.ToString());
        var one = await team.ReadAsync("/mails/CardBlocked?lang=sv");
        Assert.Contains("sparad som version 1", one, StringComparison.Ordinal);
        Assert.Contains("Viktigt: ", one, StringComparison.Ordinal);
        Assert.Contains("ändrad: svenska", one, StringComparison.Ordinal);
        Assert.Contains("ändrad: svenska", await team.ReadAsync("/mails"), StringComparison.Ordinal);

        Assert.Contains("action=\"/mails/CardBlocked/sv/edit?handler=Restore\"", await team.ReadAsync(Page + "?version=0"), StringComparison.Ordinal);
        using var restored = await team.PostAsync(Page, Page + "?handler=Restore", ("Known", "1"));
        Assert.DoesNotContain("Viktigt: ", await team.ReadAsync("/mails/CardBlocked"), StringComparison.Ordinal);

        Assert.Contains("action=\"/mails/CardBlocked/sv/edit?handler=PutBack\"", await team.ReadAsync(Page + "?version=1"), StringComparison.Ordinal);
        using var back = await team.PostAsync(Page, Page + "?handler=PutBack", ("Version", "1"), ("Known", "2"));
        Assert.Contains("Viktigt: ", await team.ReadAsync("/mails/CardBlocked"), StringComparison.Ordinal);
        Assert.Equal([typed, null, typed], await VersionsAsync("CardBlocked"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_both_languages_with_its_line_and_what_was_typed_stays()
    {
        using var team = await site.VisitAsync("annlin");
        foreach (var handler in new[] { "Preview", "Save", "Html" })
        {
            var swedish = await PostAsync(team, "/mails/CardSent/sv/edit", handler, ("Text", "Subject: Hej\n\nDitt {{personnummer}}"), ("Known", "0"));
            Assert.Contains("<title>Fel: ", swedish, StringComparison.Ordinal);
            Assert.Contains("Rad 3: Mejlet har ingen platshållare {{personnummer}}. Det har: link, contacts, stations, name", swedish, StringComparison.Ordinal);
            Assert.Contains("(TEXT-003)", swedish, StringComparison.Ordinal);
            Assert.Contains("Platshållaren {{link}} saknas och måste finnas. (TEXT-004)", swedish, StringComparison.Ordinal);
            Assert.Contains("<a href=\"#Text\">", swedish, StringComparison.Ordinal);
            Assert.Contains("id=\"Text-wrong\"", swedish, StringComparison.Ordinal);
            Assert.Contains(">Subject: Hej", swedish, StringComparison.Ordinal);
            Assert.DoesNotContain("<button formaction=", swedish, StringComparison.Ordinal);
        }

        Assert.Contains("(TEXT-001)", await PostAsync(team, "/mails/CardSent/sv/edit", "Save", ("Known", "0")), StringComparison.Ordinal);
        Assert.Contains("Line 3: The mail has no placeholder {{personnummer}}.", await PostAsync(team, "/mails/CardSent/sv/edit?lang=en", "Preview", ("Text", "Subject: Hej\n\nDitt {{personnummer}}")), StringComparison.Ordinal);
        Assert.Empty(await VersionsAsync("CardSent"));
    }

    [Fact]
    public async Task Second_of_two_editors_sees_both_texts_and_may_then_save()
    {
        using var team = await site.VisitAsync("annlin");
        const string Page = "/mails/CardTransferred/sv/edit";
        var text = await TextAsync("CardTransferred");
        (await team.PostAsync(Page, Page + "?handler=Save", ("Text", text + "- av den första"), ("Known", "0"))).Dispose();

        var told = await PostAsync(team, Page, "Save", ("Text", text + "- av den andra"), ("Known", "0"));
        Assert.Contains("ADMIN-001", told, StringComparison.Ordinal);
        Assert.Contains("- av den första\n</pre>", told, StringComparison.Ordinal);
        Assert.Contains("- av den andra</textarea>", told, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"Known\" value=\"0\"", told, StringComparison.Ordinal);
        Assert.Single(await VersionsAsync("CardTransferred"));

        using var saved = await team.PostAsync(Page, Page + "?handler=Save", ("Text", text + "- av den andra"), ("Known", "1"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(2, (await VersionsAsync("CardTransferred")).Count);
    }

    [Fact]
    public async Task Typed_text_is_shown_as_html_in_a_document_of_its_own_that_can_do_nothing()
    {
        using var team = await site.VisitAsync("annlin");
        const string Page = "/mails/whom-to-ask/en/edit";
        var text = (await TextAsync("whom-to-ask", MailLanguage.English)).Replace("# Whom", "# <b>Whom</b>", StringComparison.Ordinal);

        using var shown = await team.PostAsync(Page, Page + "?handler=Html", ("Text", text), ("Known", "0"));

        Assert.Equal(MailHtmlModel.ContentSecurity, Assert.Single(shown.Headers.GetValues("Content-Security-Policy")));
        var html = await shown.Content.ReadAsStringAsync();
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Whom&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("Whom to ask", await team.ReadAsync("/mails/whom-to-ask?lang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_does_not_fit_this_release_is_told_with_why_on_its_page_and_on_the_page_of_health()
    {
        using var team = await site.VisitAsync("annlin");
        await InsertAsync(1, "Subject: Från förr\n\n{{contacts}}\n");
        Assert.Contains("passar inte: svenska", await team.ReadAsync("/mails"), StringComparison.Ordinal);
        var page = Decode(await team.ReadAsync("/mails/ReserveCardExpiring/sv/edit"));
        Assert.Contains("Platshållaren {{certificateTo}} saknas", page, StringComparison.Ordinal);
        Assert.Contains("Subject: Från förr", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<title>Fel", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Från förr", await team.ReadAsync("/mails/ReserveCardExpiring"), StringComparison.Ordinal);

        var finding = await HealthAsync();
        Assert.Equal((Tone.Note, "/mails/ReserveCardExpiring/sv/edit"), (finding.Tone, finding.Link));
        Assert.Contains("reserve-card-expiring.sv", finding.State.Swedish, StringComparison.Ordinal);
        await InsertAsync(2, content: null);
        Assert.Equal(Tone.Good, (await HealthAsync()).Tone);
    }

    [Theory]
    [InlineData("/mails/0/sv/edit")]
    [InlineData("/mails/rsid/sv/edit")]
    [InlineData("/mails/RsId/no/edit")]
    [InlineData("/mails/RsId/sv/edit?version=7")]
    public async Task Text_or_version_that_there_is_not_is_not_found(string path)
    {
        using var team = await site.VisitAsync("annlin");
        using var response = await team.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        foreach (var handler in new[] { "Preview", "Html", "Save", "Restore", "PutBack" })
        {
            using var posted = await team.PostAsync("/mails/RsId/sv/edit", path.Split('?')[0].Replace("RsId/sv", "RsId/no", StringComparison.Ordinal) + "?handler=" + handler, ("Text", "x"));
            Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
        }
    }

    [Fact]
    public async Task Every_text_has_its_page()
    {
        using var team = await site.VisitAsync("annlin");
        foreach (var key in MailTextKey.All)
        {
            var address = $"/mails/{key.File.Name}/{key.Language.Code()}/edit";
            Assert.Contains($"href=\"{address}\"", await team.ReadAsync("/mails/" + key.File.Name), StringComparison.Ordinal);
            Assert.Contains("name=\"Text\"", await team.ReadAsync(address), StringComparison.Ordinal);
        }
    }

    private async Task<string> TextAsync(string name, MailLanguage language = MailLanguage.Swedish) =>
        (await site.Services.GetRequiredService<MailTextBook>().ReadAsync(CancellationToken.None)).StateOf(MailTextFile.Find(name)!.In(language)).InForce;

    private async Task<IReadOnlyList<string?>> VersionsAsync(string name) =>
        [.. (await site.Services.GetRequiredService<MailTextBook>().VersionsAsync(MailTextFile.Find(name)!.In(MailLanguage.Swedish), CancellationToken.None)).Select(version => version.Content)];

    private async Task<HealthFinding> HealthAsync() =>
        (await site.Services.GetRequiredService<HealthReader>().ReadAsync(CancellationToken.None)).First(finding => finding.Area == HealthTexts.WrittenTexts);

    private Task<int> InsertAsync(int version, string? content) => site.ScalarAsync<int>(
        "insert into mail_text (file, language, version, content, changed_by, changed_at) values ('reserve-card-expiring', 'sv', @version, @content, 'staff:annlin', now())",
        new { version, content });

    private static async Task<string> PostAsync(Visitor team, string page, string handler, params (string Name, string Value)[] fields)
    {
        using var response = await team.PostAsync(page, page + (page.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=" + handler, fields);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return Decode(await response.Content.ReadAsStringAsync());
    }

    private static string Decode(string html) => WebUtility.HtmlDecode(html);
}
