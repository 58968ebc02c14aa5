using Dapper;
using RsCard.Students.Cases;
using RsCard.Students.Students;

namespace RsCard.Students.Tests.Web;

/// <summary>A station's list of the day: who was served, what can be taken back, whose cards wait.</summary>
[Collection(SiteCollection.Name)]
public sealed class StationTodayTests(TestSite site)
{
    [Fact]
    public async Task Photo_of_today_is_on_the_list_of_its_station_with_undo_until_it_is_carried_out()
    {
        var view = await site.NewApprovedAsync();
        var counter = $"/station/{view.Id}?at=LUND";
        using var lund = await site.VisitAsync("pereks");
        using var malmo = await site.VisitAsync("sarman");
        Assert.Contains("/station/today?at=LUND", await lund.ReadAsync("/station"));
        using var photo = await lund.PostAsync(counter, counter + "&handler=Photo", ("Document", "passport"), ("ValidTo", "2036-01-01"), ("Reused", "false"));

        var row = RowOf(await lund.ReadAsync("/station/today?at=LUND"), view);
        Assert.Contains("Foto", row);
        Assert.Contains("pereks", row);
        Assert.Contains($"/station/{view.Id}?at=LUND&amp;handler=Undo", row);
        Assert.DoesNotContain(view.Person!.PersonalNumber![^4..], row.Replace(view.Id.ToString(), ""));
        Assert.DoesNotContain(view.Id.ToString(), await malmo.ReadAsync("/station/today"));

        using var undone = await lund.PostAsync("/station/today", counter + "&handler=Undo");
        Assert.DoesNotContain(view.Id.ToString(), await lund.ReadAsync("/station/today"));
        using var anew = await lund.PostAsync(counter, counter + "&handler=Photo", ("Document", "passport"), ("ValidTo", "2036-01-01"), ("Reused", "false"));
        await site.UndoTimeIsOverAsync();
        row = RowOf(await lund.ReadAsync("/station/today"), view);
        Assert.DoesNotContain("handler=Undo", row);
        Assert.Contains("Klart", row);
    }

    [Fact]
    public async Task D14_Card_that_can_be_fetched_is_on_the_list_of_its_own_station_and_one_that_is_delayed_is_not()
    {
        var view = await site.NewApprovedAsync();
        var counter = $"/station/{view.Id}?at=LUND";
        using var lund = await site.VisitAsync("pereks");
        using var malmo = await site.VisitAsync("sarman");
        using var photo = await lund.PostAsync(counter, counter + "&handler=Photo", ("Document", "passport"), ("ValidTo", "2036-01-01"), ("Reused", "false"));
        await site.UndoTimeIsOverAsync();
        Assert.DoesNotContain(view.Id.ToString(), ToFetch(await lund.ReadAsync("/station/today")));

        await SetAsync(view, "expected", site.Today());
        Assert.Contains("Bör finnas här", RowOf(ToFetch(await lund.ReadAsync("/station/today")), view));
        await SetAsync(view, "at-station", site.Today());
        Assert.Contains("Har kommit", RowOf(ToFetch(await lund.ReadAsync("/station/today")), view));
        Assert.DoesNotContain(view.Id.ToString(), await malmo.ReadAsync("/station/today"));
        await SetAsync(view, "expected", site.Today().AddDays(7));
        Assert.DoesNotContain(view.Id.ToString(), ToFetch(await lund.ReadAsync("/station/today")));
    }

    [Fact]
    public async Task Photo_of_yesterday_is_on_no_list()
    {
        var view = await site.NewApprovedAsync();
        var counter = $"/station/{view.Id}?at=LUND";
        using var lund = await site.VisitAsync("pereks");
        using var photo = await lund.PostAsync(counter, counter + "&handler=Photo", ("Document", "passport"), ("ValidTo", "2036-01-01"), ("Reused", "false"));
        await site.UndoTimeIsOverAsync();

        await ExecuteAsync("update held_action set held_at = @before where case_id = @id", new { id = view.Id.Value, before = StockholmTime.At(site.Today(), TimeOnly.MinValue).AddMilliseconds(-1) });

        Assert.DoesNotContain(view.Id.ToString(), await lund.ReadAsync("/station/today"));
    }

    private static string ToFetch(string page) => page[page.IndexOf("Kort att hämta här", StringComparison.Ordinal)..];

    private static string RowOf(string page, CaseView view) => Assert.Single(page.Split("<tr"), row => row.Contains(view.Id.ToString(), StringComparison.Ordinal));

    private Task SetAsync(CaseView view, string state, DateOnly expected) =>
        ExecuteAsync("update card set state = @state, expected_on = @expected where case_id = @id", new { id = view.Id.Value, state, expected });

    private async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }
}
