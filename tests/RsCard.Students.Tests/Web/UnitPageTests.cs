using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;
using RsCard.Students.Placements;

namespace RsCard.Students.Tests.Web;

/// <summary>Pages without a login, behind the links of units (D-15).</summary>
[Collection(SiteCollection.Name)]
public sealed class UnitPageTests(TestSite site)
{
    [Fact]
    public async Task D15_Unit_sees_name_RSid_and_dates_and_nothing_else_and_its_button_is_the_only_change()
    {
        var (view, placement, token) = await NewAsync("VdiOrder");
        using var visitor = await site.VisitAsync();
        var page = await visitor.ReadAsync($"/unit/{token}?lang=en");
        Assert.Contains(view.RsId!, page);
        Assert.Contains(view.Person!.FullName, page);
        Assert.DoesNotContain(view.Person.Email, page);
        Assert.DoesNotContain(view.Person.PersonalNumber![2..], page);
        Assert.DoesNotContain(view.Programme, page);
        Assert.Null(await OrderedAsync(placement));

        using var pressed = await visitor.PostAsync($"/unit/{token}?lang=en", $"/unit/{token}?lang=en");
        using var again = await visitor.PostAsync($"/unit/{token}?lang=en", $"/unit/{token}?lang=en");
        Assert.Equal($"/unit/{token}?lang=en", pressed.Headers.Location?.ToString());
        Assert.NotNull(await OrderedAsync(placement));
        Assert.Contains("noted as ordered", await visitor.ReadAsync($"/unit/{token}?lang=en"));
        Assert.DoesNotContain(site.Logged, line => line.Contains(token));
    }

    [Fact]
    public async Task D15_Checklist_says_student_not_employee_and_has_no_button()
    {
        var (_, _, token) = await NewAsync("DayOneChecklist");
        using var visitor = await site.VisitAsync();
        var page = await visitor.ReadAsync($"/unit/{token}");
        Assert.Contains("som student, inte som anställd", page);
        Assert.DoesNotContain("<button", page[page.IndexOf("<main", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task Unknown_expired_and_malformed_links_answer_alike_and_a_form_without_token_changes_nothing()
    {
        var (_, placement, token) = await NewAsync("VdiOrder");
        using var visitor = await site.VisitAsync();
        using (var request = new HttpRequestMessage(HttpMethod.Post, $"/unit/{token}"))
        using (var refused = await visitor.SendAsync(request))
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Null(await OrderedAsync(placement));

        await ExecuteAsync("update unit_link set expires_at = now() - interval '1 day' where placement_id = @placement", new { placement });
        List<string> answers = [];
        foreach (var text in new[] { token, UnitLink.Create(new Uri("http://127.0.0.1/")).Token, "x" })
        {
            using var response = await visitor.GetAsync($"/unit/{text}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            answers.Add(await response.Content.ReadAsStringAsync());
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task D15_Student_says_where_the_unit_is_on_the_status_page()
    {
        var (view, placement, _) = await NewAsync("VdiOrder");
        var token = await site.NewLinkAsync(view, TimeSpan.FromDays(30));
        using var visitor = await site.VisitAsync();
        var page = await visitor.ReadAsync($"/s/{token}?lang=en");
        Assert.Contains("The unit&#x27;s e-mail address", page);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(page), 1, 10_000);

        using var wrong = await visitor.PostAsync($"/s/{token}?lang=en", $"/s/{token}?handler=Addresses&lang=en", ("placement", placement.ToString()), ("unitMail", "nobody"));
        Assert.Contains("Write one e-mail address", await wrong.Content.ReadAsStringAsync());
        using var foreign = await visitor.PostAsync($"/s/{token}?lang=en", $"/s/{token}?handler=Addresses&lang=en", ("placement", Guid.NewGuid().ToString()), ("unitMail", "a@unit.example"));
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using var saved = await visitor.PostAsync($"/s/{token}?lang=en", $"/s/{token}?handler=Addresses&lang=en", ("placement", placement.ToString()), ("unitMail", "vdi@unit.example"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        // What is known can't be changed from here.
        using var other = await visitor.PostAsync($"/s/{token}?lang=en", $"/s/{token}?handler=Addresses&lang=en", ("placement", placement.ToString()), ("unitMail", "evil@unit.example"));
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        Assert.Equal("vdi@unit.example", await connection.ExecuteScalarAsync<string>("select unit_email from placement where id = @placement", new { placement }));
    }

    private async Task<(CaseView View, Guid Placement, string Token)> NewAsync(string mailKind)
    {
        var view = await site.NewApprovedAsync();
        var (placement, token) = await site.NewUnitLinkAsync(view, mailKind);
        return (view, placement, token);
    }

    private async Task<DateTime?> OrderedAsync(Guid placement)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<DateTime?>("select vdi_ordered_at from placement where id = @placement", new { placement });
    }

    private async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }
}
