using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Editing;
using RsCard.Students.Stations;
using RsCard.Students.Tests.Web;

namespace RsCard.Students.Tests.Stations;

[Collection(SiteCollection.Name)]
public sealed class StationEditorTests(TestSite site)
{
    private StationBook Book => site.Services.GetRequiredService<StationBook>();

    private StationEditor Editor => site.Services.GetRequiredService<StationEditor>();

    [Fact]
    public async Task Stations_of_the_file_have_hours_that_can_be_reckoned_with()
    {
        var station = Assert.Single(await Book.ListActiveAsync(CancellationToken.None), station => station.Code == "KRISTIANSTAD");

        Assert.Equal("mån–fre 9–15", HoursText.Of(station, "sv"));
        Assert.Equal("", station.UnreadHours);
        Assert.Empty(station.Hours.On(DayOfWeek.Saturday));
    }

    [Fact]
    public async Task Change_is_kept_with_who_and_from_what_to_what()
    {
        var order = NewOrder("EDIT1") with { Closed = [new(site.Today().AddDays(3), site.Today().AddDays(4), "Ombyggnad")] };
        Assert.Equal(new Edit<CardStation>.Saved(IsChanged: true), await Editor.SaveAsync(order, "staff:annlin", CancellationToken.None));
        var added = await Book.FindAsync("EDIT1", CancellationToken.None);
        Assert.Equal(order.Closed, added!.Closed);

        var changed = order with { Revision = added.Revision, Name = "Kortstationen i Ystad", Hours = OpeningHours.Read("tis 9–11")! };
        Assert.Equal(new Edit<CardStation>.Saved(IsChanged: true), await Editor.SaveAsync(changed, "staff:annlin", CancellationToken.None));
        Assert.Equal(new Edit<CardStation>.Saved(IsChanged: false), await Editor.SaveAsync(changed with { Revision = 2 }, "staff:annlin", CancellationToken.None));

        var facts = await site.ScalarAsync<string>("select facts from audit_event where action = 'station.changed' and facts->>'station' = 'EDIT1'");
        Assert.Contains("mån–fre 8–16", System.Text.RegularExpressions.Regex.Unescape(facts!));
        Assert.Contains("Kortstationen i Ystad", System.Text.RegularExpressions.Regex.Unescape(facts!));
        Assert.Contains("Ombyggnad", facts!);
    }

    [Fact]
    public async Task Of_two_who_change_a_station_at_once_the_second_is_told_and_nothing_is_lost()
    {
        await Editor.SaveAsync(NewOrder("EDIT2"), "test", CancellationToken.None);
        var first = NewOrder("EDIT2") with { Revision = 1, Name = "Den första" };
        var second = NewOrder("EDIT2") with { Revision = 1, Name = "Den andra" };

        var results = await Task.WhenAll(Editor.SaveAsync(first, "test", CancellationToken.None), Editor.SaveAsync(second, "test", CancellationToken.None));

        var told = Assert.Single(results.OfType<Edit<CardStation>.Overtaken>());
        Assert.Single(results.OfType<Edit<CardStation>.Saved>());
        Assert.Equal(2, told.Now!.Revision);
        Assert.IsType<Edit<CardStation>.Overtaken>(await Editor.SaveAsync(NewOrder("EDIT2"), "test", CancellationToken.None));
    }

    [Fact]
    public async Task What_was_written_before_and_cant_be_read_is_shown_as_it_is_until_somebody_changes_it()
    {
        await Editor.SaveAsync(NewOrder("EDIT3"), "test", CancellationToken.None);
        await site.ScalarAsync<int>("update card_station set opening_hours = 'ring först' where code = 'EDIT3'");

        var old = await Book.FindAsync("EDIT3", CancellationToken.None);
        Assert.Equal("ring först", HoursText.Of(old!, "en"));

        await Editor.SaveAsync(NewOrder("EDIT3") with { Revision = old!.Revision }, "test", CancellationToken.None);
        Assert.Equal("Mon–Fri 8:00–16:00", HoursText.Of((await Book.FindAsync("EDIT3", CancellationToken.None))!, "en"));
    }

    [Fact]
    public async Task Closed_days_that_are_over_stay()
    {
        await Editor.SaveAsync(NewOrder("EDIT4"), "test", CancellationToken.None);
        await site.ScalarAsync<int>("insert into station_closed_days values ('EDIT4', '2020-01-02', '2020-01-03', 'Flytt')");

        await Editor.SaveAsync(NewOrder("EDIT4") with { Revision = 1, Address = "Storgatan 1" }, "test", CancellationToken.None);

        Assert.Equal("Flytt", Assert.Single((await Book.FindAsync("EDIT4", CancellationToken.None))!.Closed).Why);
    }

    /// <summary>Not active: other tests count the stations that students are told of.</summary>
    private static CardStation NewOrder(string code) => new(code, "Kortstationen", "Torget 1", IsActive: false, OpeningHours.Read("mån–fre 8–16")!, "", [], Revision: 0);
}
