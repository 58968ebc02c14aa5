using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Stations;

namespace RsCard.Students.Tests.Web.Administration;

/// <summary>The pages where card stations are kept.</summary>
[Collection(SiteCollection.Name)]
public sealed class StationAdminTests(TestSite site)
{
    [Fact]
    public async Task Station_is_added_with_hours_of_each_weekday_and_closed_days_and_shown_in_the_list()
    {
        using var team = await site.VisitAsync("annlin");
        var day = site.Today().AddDays(7);

        using var done = await SaveAsync(team, "new", ("NewCode", "sid1"), ("Name", "Station ett"), ("Hours", "8–12, 13-16"), ("Hours", "8–12, 13–16"), ("First", $"{day:yyyy-MM-dd}"), ("Last", ""), ("Why", "Inventering"));

        Assert.Equal("/administration/stations", done.Headers.Location?.ToString());
        var list = await team.ReadAsync("/administration/stations?lang=en");
        Assert.Contains("Station ett is saved.", list);
        Assert.Contains("Mon–Tue 8:00–12:00 and 13:00–16:00", list);
        Assert.Contains($"{day:yyyy-MM-dd} Inventering", list);
        var changes = await team.ReadAsync("/administration/changes?lang=en");
        Assert.Contains("Station added", changes);
        Assert.Contains("SID1", changes);
        var newest = await site.ScalarAsync<long>("select max(id) from audit_event where action = 'station.added' and facts->>'station' = 'SID1'");
        Assert.DoesNotContain("SID1", await team.ReadAsync($"/administration/changes?before={newest}"));
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_stays()
    {
        using var team = await site.VisitAsync("annlin");

        using var refused = await SaveAsync(
            team, "new", ("NewCode", "å"), ("Name", ""), ("Hours", "8–16"), ("Hours", "16–8"), ("First", "2031-02-03"), ("Last", "2031-02-01"), ("First", "2031-03-01"), ("Last", ""), ("First", "2031-03-01"), ("Last", ""));

        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        foreach (var field in new[] { "NewCode", "Name", "Hours1", "First0", "First2" })
            Assert.Contains($"id=\"{field}-wrong\"", page);
        Assert.DoesNotContain("id=\"Hours0-wrong\"", page);
        Assert.Contains("value=\"16–8\"", page);
        Assert.Contains("value=\"2031-02-01\"", page);
    }

    [Fact]
    public async Task Second_of_two_editors_sees_both_sides_and_may_then_save()
    {
        using var team = await site.VisitAsync("annlin");
        (await SaveAsync(team, "new", ("NewCode", "SID2"), ("Name", "Station två"))).Dispose();
        (await SaveAsync(team, "SID2", ("Name", "Av den första"), ("Revision", "1"))).Dispose();

        using var told = await SaveAsync(team, "SID2", ("Name", "Av den andra"), ("Revision", "1"));
        var page = WebUtility.HtmlDecode(await told.Content.ReadAsStringAsync());
        Assert.Contains("ADMIN-001", page);
        Assert.Contains("Av den första", page);
        Assert.Contains("name=\"Revision\" value=\"2\"", page);
        Assert.Equal("Av den första", (await FindAsync("SID2"))?.Name);

        using var done = await SaveAsync(team, "SID2", ("Name", "Av den andra"), ("Revision", "2"));
        Assert.Equal("Av den andra", (await FindAsync("SID2"))?.Name);
    }

    [Fact]
    public async Task Code_that_is_taken_and_station_that_isnt_there_are_told()
    {
        using var team = await site.VisitAsync("annlin");
        using (var taken = await SaveAsync(team, "new", ("NewCode", "lund"), ("Name", "Lund två")))
            Assert.Contains("Koden LUND finns redan.", WebUtility.HtmlDecode(await taken.Content.ReadAsStringAsync()));
        using var unknown = await team.GetAsync("/administration/stations/NOWHERE");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var sent = await SaveAsync(team, "NOWHERE", ("Name", "Ingenstans"));
        Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
    }

    private Task<CardStation?> FindAsync(string code) => site.Services.GetRequiredService<StationBook>().FindAsync(code, CancellationToken.None);

    private static Task<HttpResponseMessage> SaveAsync(Visitor team, string code, params (string Name, string Value)[] fields) =>
        team.PostAsync("/administration/stations/new", "/administration/stations/" + code, fields);
}
