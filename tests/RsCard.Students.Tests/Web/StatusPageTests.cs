using System.Net;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;
using RsCard.Students.Status;
using RsCard.Students.Web.Pages.Status;

namespace RsCard.Students.Tests.Web;

[Collection(SiteCollection.Name)]
public sealed class StatusPageTests(TestSite site)
{
    [Fact]
    public async Task Student_reads_in_swedish_or_english_on_a_page_under_ten_kilobytes()
    {
        var (view, token) = await NewAsync();
        using var visitor = await site.VisitAsync();

        var swedish = await visitor.ReadAsync($"/s/{token}");
        var english = await visitor.ReadAsync($"/s/{token}?lang=en");

        Assert.Contains("<html lang=\"sv\">", swedish);
        Assert.Contains("Steg 2 av 5", swedish);
        Assert.Contains(view.RsId!, swedish);
        Assert.Contains("Entrégatan 7, Lund", swedish);
        Assert.Contains("<html lang=\"en\">", english);
        Assert.Contains("Step 2 of 5", english);
        Assert.Contains("hsa.1177@skane.se", english);
        Assert.All([swedish, english], page => Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, 10_000));
    }

    /// <summary>With no digits in a row, with many, and with nothing else.</summary>
    [Theory]
    [InlineData("ABCDEF1A2B3C4D5E6FABCDEF1A2B3C4D5E6FABCDEF1A2B3C4D5E6FABCDEFABCD")]
    [InlineData("A64AA3BAAEA17FD5709330184487123456789012345678901234567B60627EE0")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void Square_of_any_code_has_the_same_size_and_can_be_read(string code)
    {
        var square = SquareCode.Of(code);

        Assert.Equal(41, square.Size);
        Assert.Equal(code, SquareReader.Read($"""<svg class="code"><path d="{square.Path}" /></svg>"""));
    }

    [Fact]
    public async Task Page_of_who_is_to_visit_a_station_has_the_counters_code_and_nothing_of_the_link_in_it()
    {
        var (_, token) = await NewAsync();
        using var visitor = await site.VisitAsync();

        var page = await visitor.ReadAsync($"/s/{token}");

        Assert.Equal(CounterCode.Of(token), SquareReader.Read(page));
        Assert.DoesNotContain(token, page);
    }

    [Fact]
    public async Task Days_are_on_the_page_and_in_a_calendar_file_without_link_name_or_number()
    {
        var (view, token) = await NewAsync();
        await using (var connection = await site.Database.DataSource.OpenConnectionAsync())
            await connection.ExecuteAsync("insert into placement (id, enrolment_id, unit, unit_kind, first_day) select gen_random_uuid(), enrolment_id, 'Vård, hus 3', 'private', @day from student_case where id = @id", new { id = view.Id.Value, day = site.Today().AddDays(30) });
        using var visitor = await site.VisitAsync();
        var page = await visitor.ReadAsync($"/s/{token}?lang=en");
        Assert.Contains("The placement begins", page);
        Assert.Contains("href=\"?handler=Calendar&amp;lang=en\"", page);

        using var file = await visitor.GetAsync($"/s/{token}?handler=Calendar&lang=en");
        var calendar = await file.Content.ReadAsStringAsync();

        Assert.Equal("text/calendar; charset=utf-8", file.Content.Headers.ContentType?.ToString());
        Assert.True(file.Headers.CacheControl?.NoStore);
        Assert.Contains($"DTSTART;VALUE=DATE:{site.Today().AddDays(23):yyyyMMdd}", calendar);
        Assert.Contains($"DTSTART;VALUE=DATE:{site.Today().AddDays(30):yyyyMMdd}", calendar);
        Assert.Contains("SUMMARY;LANGUAGE=en:Last day to go to the card station", calendar);
        Assert.Contains("LOCATION:Vård\\, hus 3", calendar);
        Assert.All([token, view.Person!.GivenName, view.Person.FamilyName, view.RsId!, view.Id.ToString()], secret => Assert.DoesNotContain(secret, calendar));
        Assert.Equal(calendar.Split("UID:")[1][..36], (await visitor.ReadAsync($"/s/{token}?handler=Calendar")).Split("UID:")[1][..36]);
        using var unknown = await visitor.GetAsync("/s/x?handler=Calendar");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Looking_changes_nothing_and_the_button_says_that_it_was_read()
    {
        var (view, token) = await NewAsync();
        using var visitor = await site.VisitAsync();
        await visitor.ReadAsync($"/s/{token}");
        Assert.Equal(0, await ReadsAsync(view));

        using var pressed = await visitor.PostAsync($"/s/{token}?lang=en", $"/s/{token}?lang=en");

        Assert.Equal($"/s/{token}?lang=en", pressed.Headers.Location?.ToString());
        Assert.Equal(1, await ReadsAsync(view));
        Assert.DoesNotContain("I have read this", await visitor.ReadAsync($"/s/{token}?lang=en"));
    }

    [Fact]
    public async Task D33_Student_in_a_break_reads_that_nothing_is_urgent_and_the_team_reads_why()
    {
        var (view, token) = await NewAsync();
        using var visitor = await site.VisitAsync();
        Assert.DoesNotContain("Nothing is urgent", await visitor.ReadAsync($"/s/{token}?lang=en"));
        await site.Services.GetRequiredService<CaseDesk>().ParkAsync(view.Id, "Ett läsår utomlands", "staff:test", CancellationToken.None);

        var page = await visitor.ReadAsync($"/s/{token}?lang=en");
        using var team = await site.VisitAsync("annlin");

        Assert.Contains("Nothing is urgent", page);
        Assert.DoesNotContain("utomlands", page);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, 10_000);
        Assert.Contains("Ett läsår utomlands", await team.ReadAsync($"/cases/{view.Id}"));
    }

    [Fact]
    public async Task Button_without_token_of_the_form_is_refused()
    {
        var (view, token) = await NewAsync();
        using var visitor = await site.VisitAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/s/{token}");

        using var response = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, await ReadsAsync(view));
    }

    [Fact]
    public async Task Unknown_expired_revoked_and_malformed_links_answer_alike()
    {
        var (view, revoked) = await NewAsync();
        await using (var connection = await site.Database.DataSource.OpenConnectionAsync())
            await connection.ExecuteAsync("update status_link set revoked_at = now() where case_id = @id", new { id = view.Id.Value });
        var expired = await site.NewLinkAsync(view, TimeSpan.FromDays(-1));
        var unknown = RsCard.Students.Status.StatusLink.Create(new Uri("http://127.0.0.1/")).Token;
        using var visitor = await site.VisitAsync();
        List<string> answers = [];
        foreach (var token in new[] { revoked, expired, unknown, "x", "x%20y" })
        {
            using var response = await visitor.GetAsync($"/s/{token}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            var headers = string.Join('\n', response.Headers.Where(header => header.Key is not ("Date" or "Transfer-Encoding")).Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));
            answers.Add(headers + (await response.Content.ReadAsStringAsync()));
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Token_is_never_logged()
    {
        var (_, token) = await NewAsync();
        using var visitor = await site.VisitAsync();
        await visitor.ReadAsync($"/s/{token}");
        using var pressed = await visitor.PostAsync($"/s/{token}", $"/s/{token}");
        using var refused = await visitor.GetAsync($"/s/{token}x");

        Assert.NotEmpty(site.Logged);
        Assert.DoesNotContain(site.Logged, line => line.Contains(token));
    }

    private async Task<(CaseView View, string Token)> NewAsync()
    {
        var view = await site.NewApprovedAsync();
        return (view, await site.NewLinkAsync(view, TimeSpan.FromDays(30)));
    }

    private async Task<long> ReadsAsync(CaseView view)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("select count(*) from status_read where case_id = @id", new { id = view.Id.Value });
    }
}
