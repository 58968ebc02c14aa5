using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Protection;

namespace RsCard.Students.Tests.Web;

/// <summary>'Is something wrong?' on the student's page: what each press opens, and who answers (D-17).</summary>
[Collection(SiteCollection.Name)]
public sealed class WrongPagesTests(TestSite site)
{
    [Fact]
    public async Task D17_Each_thing_that_can_be_wrong_has_a_page_that_says_what_to_do_or_whom_to_ask_and_looking_changes_nothing()
    {
        var (view, token) = await NewAsync(await site.NewApprovedAsync());
        using var student = await site.VisitAsync();
        var choices = await student.ReadAsync($"/s/{token}?wrong&lang=en");
        Assert.DoesNotContain(token, choices);
        foreach (var (key, says) in new[]
        {
            ("name", "The HSA team decides"), ("dates", "Your study administrator"), ("mail", "changes the address"), ("home", "Swedish Tax Agency"), ("lost", "Go to a card station"),
            ("login", "0776-73 00 00"), ("person", "Use nothing from this page"), ("protected", "044-19 35 15"), ("other", "The HSA team reads it"),
        })
        {
            Assert.Contains($"href=\"?wrong={key}&amp;lang=en\"", choices);
            Assert.Contains(says, await student.ReadAsync($"/s/{token}?wrong={key}&lang=en"));
        }

        Assert.DoesNotContain("<form", Content(await student.ReadAsync($"/s/{token}?wrong=protected")));
        Assert.Equal(0, await ReportsAsync(view));
    }

    [Fact]
    public async Task D17_Wrong_dates_are_the_administrators_turn_said_once_and_answered_on_the_students_page()
    {
        var (view, token) = await NewAsync(await site.NewApprovedAsync());
        var (page, act) = ($"/s/{token}?wrong=dates&lang=en", $"/s/{token}?handler=Wrong&wrong=dates&lang=en");
        using var student = await site.VisitAsync();
        using var first = await student.PostAsync(page, act, ("Text", "Jag läser till den 14 juni."));
        using var second = await student.PostAsync($"/s/{token}", act, ("Text", "Jag läser till den 14 juni."));
        Assert.Equal($"/s/{token}?thanks=dates&lang=en", first.Headers.Location?.ToString());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(1, await ReportsAsync(view));
        Assert.Contains("Thank you. It is reported", await student.ReadAsync($"/s/{token}?thanks=dates&lang=en"));
        Assert.DoesNotContain("<form", Content(await student.ReadAsync(page)));
        Assert.DoesNotContain("14 juni", await site.ScalarAsync<string>("select encode(text_sealed, 'escape') from student_report where case_id = @id", new { id = view.Id.Value }));

        using var administrator = await site.VisitAsync("karber");
        using var other = await site.VisitAsync("marnil");
        using var team = await site.VisitAsync("annlin");
        var answers = $"/cases/{view.Id}/reports";
        Assert.Contains("href=\"/reports\"", Content(await administrator.ReadAsync("/students")));
        Assert.Contains(answers, await administrator.ReadAsync("/reports"));
        Assert.Contains(answers, await administrator.ReadAsync($"/students/{view.Id}"));
        Assert.DoesNotContain(answers, await other.ReadAsync("/reports"));
        Assert.DoesNotContain(answers, await team.ReadAsync("/reports"));
        Assert.Contains(answers, await team.ReadAsync($"/cases/{view.Id}"));
        var read = await administrator.ReadAsync(answers);
        Assert.Contains("Jag läser till den 14 juni.", read);

        var report = await site.ScalarAsync<Guid>("select id from student_report where case_id = @id", new { id = view.Id.Value });
        using (var foreign = await other.PostAsync("/reports", $"{answers}?report={report}", ("Reply", "x")))
            Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using (var number = await administrator.PostAsync(answers, $"{answers}?report={report}", ("Reply", "20010203-9811 är rättad")))
            Assert.Contains("without a personal number", WebUtility.HtmlDecode(await (await administrator.PostAsync(answers, $"{answers}?report={report}&lang=en", ("Reply", "20010203-9811 är rättad"))).Content.ReadAsStringAsync()));
        using (var answered = await administrator.PostAsync(answers, $"{answers}?report={report}", ("Reply", "Rättat till den 14 juni.")))
            Assert.Equal(answers, answered.Headers.Location?.ToString());
        using (var again = await administrator.PostAsync(answers, $"{answers}?report={report}", ("Reply", "Något annat.")))
            Assert.Contains("REPORT-001", await again.Content.ReadAsStringAsync());
        Assert.Contains("Rättat till den 14 juni.", await student.ReadAsync($"/s/{token}"));
        Assert.DoesNotContain(answers, await administrator.ReadAsync("/reports"));
        Assert.Equal(2, await site.ScalarAsync<long>("select count(*) from audit_event where case_id = @id and action like 'report.%'", new { id = view.Id.Value }));
        await site.WorkAsync();
        Assert.Equal(1, await site.ScalarAsync<long>("select count(*) from mail where case_id = @id and kind = 'ReportAnswered' and state = 'sent'", new { id = view.Id.Value }));
        Assert.DoesNotContain(site.Logged, line => line.Contains(token) || line.Contains("14 juni"));
    }

    [Fact]
    public async Task D32_New_name_is_the_teams_to_decide_and_pressing_twice_reports_it_once()
    {
        var (view, token) = await NewAsync(await site.NewApprovedAsync());
        var (page, act) = ($"/s/{token}?wrong=name", $"/s/{token}?handler=Wrong&wrong=name&lang=sv");
        using var student = await site.VisitAsync();
        using (var wrong = await student.PostAsync(page, act, ("GivenName", "Åsa 2"), ("FamilyName", "Ny")))
        {
            var text = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
            Assert.Contains("NAME-002", text);
            Assert.Contains("value=\"Åsa 2\"", text);
            Assert.Contains("<title>Fel:", text);
        }

        using var first = await student.PostAsync(page, act, ("GivenName", "Åsa"), ("FamilyName", "Nyman"));
        var reported = await ReportedAsync(view);
        using var second = await student.PostAsync($"/s/{token}", act, ("GivenName", "Åsa"), ("FamilyName", "Nyman"));
        using var team = await site.VisitAsync("annlin");

        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
        Assert.Equal(reported, await ReportedAsync(view));
        Assert.Contains("Nyman", await team.ReadAsync("/names"));
        Assert.Contains("HSA-gruppen svarar", await student.ReadAsync(page));
        Assert.Equal("Öberg", (await site.ViewAsync(view.Id)).Person?.FamilyName);
    }

    [Fact]
    public async Task D31_Lost_card_is_blocked_at_once_until_it_is_found_and_costs_nothing_yet()
    {
        var (view, token) = await NewAsync(await site.NewHolderAsync());
        var (page, act) = ($"/s/{token}?wrong=lost", $"/s/{token}?handler=Wrong&wrong=lost&lang=sv");
        using var student = await site.VisitAsync();
        Assert.Contains("550", await student.ReadAsync(page));

        using var first = await student.PostAsync(page, act);
        using var second = await student.PostAsync($"/s/{token}", act);

        Assert.Equal($"/s/{token}?thanks=lost&lang=sv", first.Headers.Location?.ToString());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        var now = await site.ViewAsync(view.Id);
        Assert.Equal(CardState.Suspended, now.Card?.State);
        Assert.Contains(now.Steps, step => step.DefinitionId == CaseProcess.CardSuspension);
        Assert.Equal(0, await site.ScalarAsync<long>("select count(*) from fee where case_id = @id", new { id = view.Id.Value }));
        Assert.Equal("student", await site.ScalarAsync<string>("select actor from card_event join card on card.id = card_id where case_id = @id order by card_event.id desc limit 1", new { id = view.Id.Value }));
    }

    [Theory]
    [InlineData("other", "Text", "")]
    [InlineData("other", "Text", "Mitt nummer är 20010203-9811.")]
    [InlineData("mail", "Address", "nobody")]
    [InlineData("mail", "Address", "a@b.example, c@d.example")]
    public async Task What_is_missing_too_long_or_a_number_is_said_beside_its_field_and_nothing_is_kept(string kind, string field, string typed)
    {
        var (view, token) = await NewAsync(await site.NewApprovedAsync());
        using var student = await site.VisitAsync();

        using var refused = await student.PostAsync($"/s/{token}", $"/s/{token}?handler=Wrong&wrong={kind}&lang=sv", (field, typed));
        using var tooLong = await student.PostAsync($"/s/{token}", $"/s/{token}?handler=Wrong&wrong=other&lang=sv", ("Text", new string('a', 1001)));

        Assert.Contains($"id=\"{field}-wrong\"", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, tooLong.StatusCode);
        Assert.Equal(0, await ReportsAsync(view));
    }

    [Fact]
    public async Task Form_without_its_token_and_a_link_that_does_not_count_change_nothing()
    {
        var (view, token) = await NewAsync(await site.NewApprovedAsync());
        using var student = await site.VisitAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/s/{token}?handler=Wrong&wrong=person");

        using var forged = await student.SendAsync(request);
        using var unknown = await student.PostAsync($"/s/{token}", "/s/unknown?handler=Wrong&wrong=person");
        using var none = await student.PostAsync($"/s/{token}", $"/s/{token}?handler=Wrong&wrong=protected");

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.OK, none.StatusCode);
        Assert.Equal(0, await ReportsAsync(view));
    }

    [Fact]
    public async Task D4_Protected_identity_ends_what_was_reported_and_erases_its_text()
    {
        var (view, token) = await NewAsync(await site.NewApprovedAsync());
        using var student = await site.VisitAsync();
        using var sent = await student.PostAsync($"/s/{token}", $"/s/{token}?handler=Wrong&wrong=other&lang=sv", ("Text", "Någon söker mig."));

        await site.Services.GetRequiredService<ProtectionDesk>().ProtectAsync(view.Id, "staff:test", CancellationToken.None);
        await site.WorkAsync();

        Assert.Equal(1, await site.ScalarAsync<long>("select count(*) from student_report where case_id = @id and text_sealed is null and answered_at is not null", new { id = view.Id.Value }));
        using var team = await site.VisitAsync("annlin");
        Assert.DoesNotContain($"/cases/{view.Id}", await team.ReadAsync("/reports"));
    }

    private static string Content(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..];

    private async Task<(CaseView View, string Token)> NewAsync(CaseView view) => (view, await site.NewLinkAsync(view, TimeSpan.FromDays(30)));

    private Task<long> ReportsAsync(CaseView view) => site.ScalarAsync<long>("select count(*) from student_report where case_id = @id", new { id = view.Id.Value });

    private Task<DateTime> ReportedAsync(CaseView view) => site.ScalarAsync<DateTime>("select reported_at from name_change where case_id = @id", new { id = view.Id.Value });
}
