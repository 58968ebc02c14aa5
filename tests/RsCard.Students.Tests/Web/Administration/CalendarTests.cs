using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;
using RsCard.Students.Students;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Tests.Web.Administration;

/// <summary>The office's calendar is kept on a page, and what is reckoned afterwards goes by it (D-61).</summary>
[Collection(SiteCollection.Name)]
public sealed class CalendarTests(TestSite site) : IAsyncLifetime
{
    private SwedishWorkingDays WorkingDays => site.Services.GetRequiredService<SwedishWorkingDays>();

    private int NextYear => site.Today().Year + 1;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await site.ScalarAsync<int>("delete from office_closed_day");
        await site.Services.GetRequiredService<OfficeCalendar>().RefreshAsync(CancellationToken.None);
    }

    [Fact]
    public async Task D61_Day_that_is_closed_on_the_page_is_no_working_day_any_more_on_any_node_and_may_be_opened_again()
    {
        await using var other = site.NewNode();
        var there = other.Services.GetRequiredService<SwedishWorkingDays>();
        using var team = await site.VisitAsync("annlin");
        var day = WorkingDays.Add(new DateOnly(NextYear, 3, 1), 1);
        var page = "/administration/calendar?year=" + NextYear;

        using (var done = await team.PostAsync(page, page + "&handler=Add", ("Day", $"{day:yyyy-MM-dd}"), ("Why", "Klämdag")))
            Assert.Equal(page, done.Headers.Location?.ToString());

        Assert.False(WorkingDays.IsWorkingDay(day));
        Assert.True(there.IsWorkingDay(day));
        await other.Services.GetRequiredService<OfficeCalendar>().RefreshAsync(CancellationToken.None);
        Assert.False(there.IsWorkingDay(day));
        Assert.Equal(WorkingDays.Before(day, 1), other.Services.GetRequiredService<ProcessOptions>().VdiDueOn(WorkingDays.Add(day, 5)));
        var text = WebUtility.HtmlDecode(await team.ReadAsync(page));
        Assert.Contains("Klämdag", text);
        Assert.Contains("0 öppna steg har den dagen som sista dag", text);

        (await team.PostAsync(page, page + "&handler=Remove", ("text", $"{day:yyyy-MM-dd}"))).Dispose();
        Assert.True(WorkingDays.IsWorkingDay(day));
        Assert.Equal(2, await site.ScalarAsync<long>("select count(*) from audit_event where action like 'calendar.%' and facts->>'day' = @day", new { day = $"{day:yyyy-MM-dd}" }));
    }

    [Fact]
    public async Task D61_Steps_that_are_open_keep_their_due_date_and_the_page_says_how_many()
    {
        await site.NewApprovedAsync();
        var due = await site.ScalarAsync<DateTime>("select max(due_by) from workflow.bookmark");
        var day = StockholmTime.DayOf(new DateTimeOffset(due, TimeSpan.Zero));
        using var team = await site.VisitAsync("annlin");

        await site.ScalarAsync<int>("delete from office_closed_day");
        (await team.PostAsync("/administration/calendar", $"/administration/calendar?year={day.Year}&handler=Add", ("Day", $"{day:yyyy-MM-dd}"), ("Repeats", "true"))).Dispose();

        var count = await site.ScalarAsync<long>("select count(*) from workflow.bookmark where (due_by at time zone 'Europe/Stockholm')::date = @day", new { day });
        Assert.True(count > 0);
        Assert.Contains($"{count} öppna steg har den dagen som sista dag och behåller den.", WebUtility.HtmlDecode(await team.ReadAsync("/administration/calendar")));
        Assert.Equal(due, await site.ScalarAsync<DateTime>("select max(due_by) from workflow.bookmark"));
    }

    [Fact]
    public async Task D61_Usual_eves_are_closed_for_all_years_with_one_button_and_a_day_that_is_free_is_refused()
    {
        using var team = await site.VisitAsync("annlin");
        var page = "/administration/calendar?year=" + NextYear;
        (await team.PostAsync(page, page + "&handler=Eve", ("text", "midsummer-eve"))).Dispose();
        Assert.False(WorkingDays.IsWorkingDay(SwedishWorkingDays.MidsummerEve(NextYear)));
        Assert.False(WorkingDays.IsWorkingDay(SwedishWorkingDays.MidsummerEve(NextYear + 1)));
        var text = WebUtility.HtmlDecode(await team.ReadAsync(page));
        Assert.Contains("midsommarafton (varje år)", text);
        Assert.DoesNotContain("Stäng midsommarafton varje år", text);
        Assert.Contains("Stäng julafton varje år", text);

        foreach (var (day, why) in new[] { ($"{NextYear}-12-25", "juldagen"), ($"{SwedishWorkingDays.MidsummerEve(NextYear):yyyy-MM-dd}", "stängt"), ("32 maj", "Skriv en dag") })
        {
            using var refused = await team.PostAsync(page, page + "&handler=Add", ("Day", day));
            Assert.Contains(why, WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()));
        }

        using var unknown = await team.PostAsync(page, page + "&handler=Eve", ("text", "05-02"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("2027-03-26", "Good Friday")]
    [InlineData("2027-03-28", "Easter Sunday")]
    [InlineData("2027-05-06", "Ascension Day")]
    [InlineData("2027-05-16", "Whit Sunday")]
    [InlineData("2027-06-26", "Midsummer Day")]
    [InlineData("2027-11-06", "All Saints' Day")]
    [InlineData("2008-05-01", "Ascension Day")]
    public void D61_Each_holiday_has_its_name(string day, string name) =>
        Assert.Equal(name, CalendarTexts.HolidayOf(DateOnly.Parse(day, CultureInfo.InvariantCulture)).English);
}
