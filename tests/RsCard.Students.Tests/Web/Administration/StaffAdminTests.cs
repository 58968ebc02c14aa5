using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Accounts;

namespace RsCard.Students.Tests.Web.Administration;

/// <summary>Who may do what is decided on pages, and counts at the person's next request, on every node.</summary>
[Collection(SiteCollection.Name)]
public sealed class StaffAdminTests(TestSite site) : IAsyncLifetime
{
    private const string Ola = "/administration/staff/olahed";
    private const string Eva = "/administration/staff/evahol";

    private StaffDesk Desk => site.Services.GetRequiredService<StaffDesk>();

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>The directory is everybody's: nothing that was decided here outlives the test.</summary>
    public Task DisposeAsync() => site.ScalarAsync<int>("delete from staff_role; delete from staff_member");

    [Fact]
    public async Task Disabled_persons_next_request_is_refused_on_both_nodes_and_so_is_the_password()
    {
        await using var other = site.NewNode();
        await other.StartAsync();
        using var team = await site.VisitAsync("annlin");
        using var here = await site.VisitAsync("olahed");
        using var there = new Visitor(TestSite.AddressOf(other));
        await there.SignInAsync("olahed");
        await here.ReadAsync("/station");
        await there.ReadAsync("/station");

        using var done = await team.PostAsync(Ola, Ola + "?handler=Disable", ("Revision", "0"));

        foreach (var visitor in new[] { here, there })
        {
            using var refused = await visitor.GetAsync("/station");
            Assert.StartsWith("/sign-in", refused.Headers.Location?.PathAndQuery);
        }

        using var again = await here.PostAsync("/sign-in", "/sign-in", ("UserName", "olahed"), ("Password", "demo-olahed"));
        Assert.Contains("Det gick inte att logga in", WebUtility.HtmlDecode(await again.Content.ReadAsStringAsync()));
        var page = await team.ReadAsync(Ola);
        Assert.Contains("Ola Hedén är avstängd.", page);
        Assert.Equal("staff:annlin", await site.ScalarAsync<string>("select actor from audit_event where action = 'staff.disabled' and facts->>'user' = 'olahed'"));

        using var back = await team.PostAsync(Ola, Ola + "?handler=Enable", ("Revision", "1"));
        await here.SignInAsync("olahed");
    }

    [Fact]
    public async Task Role_that_is_given_or_taken_counts_at_the_next_request_without_a_new_sign_in()
    {
        using var team = await site.VisitAsync("annlin");
        using var eva = await site.VisitAsync("evahol");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(eva, "/station"));

        (await team.PostAsync(Eva, Eva + "?handler=Roles", ("Role", "study-administrator:HKR"), ("Role", "card-station:LUND"), ("Revision", "0"))).Dispose();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync(eva, "/station"), await StatusAsync(eva, "/students")));
        var page = WebUtility.HtmlDecode(await team.ReadAsync(Eva));
        Assert.Contains("given här av annlin", page);
        Assert.Contains("gruppen i katalogen ger den", page);

        (await team.PostAsync(Eva, Eva + "?handler=Roles", ("Role", "card-station:LUND"), ("Revision", "1"))).Dispose();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (await StatusAsync(eva, "/station"), await StatusAsync(eva, "/students")));
        Assert.Contains("tagen här av annlin", WebUtility.HtmlDecode(await team.ReadAsync(Eva)));

        (await team.PostAsync(Eva, Eva + "?handler=Roles", ("Revision", "2"))).Dispose();
        using var nothing = await eva.GetAsync("/students");
        Assert.Equal(HttpStatusCode.Redirect, nothing.StatusCode);
        var facts = await site.ScalarAsync<string>("select facts from audit_event where action = 'staff.roles' and facts->>'user' = 'evahol' order by id desc limit 1");
        Assert.Contains("\"before\": [\"card-station:LUND\"]", facts);
        Assert.Contains("\"after\": []", facts);
    }

    [Fact]
    public async Task Last_of_the_team_keeps_the_role_and_may_not_be_shut_out_by_anybody()
    {
        Assert.IsType<StaffChange.Saved>(await Desk.SetDisabledAsync("bosand", isDisabled: true, 0, "test", CancellationToken.None));
        using var team = await site.VisitAsync("annlin");

        const string Own = "/administration/staff/annlin";
        foreach (var handler in new[] { "Roles", "Disable" })
        {
            using var refused = await team.PostAsync(Own, $"{Own}?handler={handler}", ("Revision", "0"));
            Assert.Contains("ADMIN-002", await refused.Content.ReadAsStringAsync());
        }

        await team.ReadAsync("/review");
    }

    [Fact]
    public async Task Two_of_the_team_who_take_each_others_role_at_once_leave_one()
    {
        var results = await Task.WhenAll(
            Desk.SetRolesAsync("annlin", [], 0, "staff:bosand", CancellationToken.None),
            Desk.SetRolesAsync("bosand", [], 0, "staff:annlin", CancellationToken.None));

        Assert.Single(results.OfType<StaffChange.Saved>());
        Assert.Single(results.OfType<StaffChange.LastOfTeam>());
    }

    [Fact]
    public async Task Second_of_two_who_decide_of_one_person_is_told()
    {
        using var team = await site.VisitAsync("annlin");
        await Desk.SetRolesAsync("evahol", [StaffRole.Administrator("MAU")], 0, "staff:bosand", CancellationToken.None);

        using var told = await team.PostAsync(Eva, Eva + "?handler=Roles", ("Role", "hsa-team"), ("Revision", "0"));

        Assert.Contains("ADMIN-001", await told.Content.ReadAsStringAsync());
        Assert.Equal([StaffRole.Administrator("MAU")], (await Desk.FindAsync("evahol", CancellationToken.None))!.Member.Roles);
    }

    [Fact]
    public async Task List_has_who_is_in_a_group_and_finds_others_by_their_whole_user_name()
    {
        using var team = await site.VisitAsync("annlin");
        var all = WebUtility.HtmlDecode(await team.ReadAsync("/administration/staff"));
        foreach (var text in new[] { "Anna Lindkvist", "Studieadministratör: Malmö universitet", "Kortstation: Kortstationen i Kristianstad" })
            Assert.Contains(text, all);
        Assert.DoesNotContain("Emma Norén", all);

        var other = WebUtility.HtmlDecode(await team.ReadAsync("/administration/staff?q=EMMNOR"));
        Assert.Contains("Emma Norén", other);
        Assert.DoesNotContain("Karin Berg", other);
        Assert.Contains("Ingen passar in på xyzzyx", WebUtility.HtmlDecode(await team.ReadAsync("/administration/staff?q=xyzzyx")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(team, "/administration/staff/xyzzyx"));
    }

    [Fact]
    public async Task Role_at_a_place_that_isnt_there_cant_be_sent()
    {
        using var team = await site.VisitAsync("annlin");

        (await team.PostAsync(Eva, Eva + "?handler=Roles", ("Role", "card-station:NOWHERE"), ("Role", "root"), ("Role", "card-station:LUND"), ("Revision", "0"))).Dispose();

        Assert.Equal([StaffRole.Station("LUND")], (await Desk.FindAsync("evahol", CancellationToken.None))!.Member.Roles);
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor, string path)
    {
        using var response = await visitor.GetAsync(path);
        return response.StatusCode;
    }
}
