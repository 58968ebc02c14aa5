using RsCard.Students.Stations;

namespace RsCard.Students.Tests.Stations;

/// <summary>Hours as they are kept, and as people read them.</summary>
public sealed class OpeningHoursTests
{
    [Theory]
    [InlineData("mån–fre 8–16", "mån–fre 8–16", "Mon–Fri 8:00–16:00")]
    [InlineData("mån-fre 08.00-16:30", "mån–fre 8–16:30", "Mon–Fri 8:00–16:30")]
    [InlineData("lör 10–13, mån–tor 13–16 och 8–12", "mån–tor 8–12 och 13–16, lör 10–13", "Mon–Thu 8:00–12:00 and 13:00–16:00, Sat 10:00–13:00")]
    [InlineData("måndag 8–16, tis 8–16", "mån–tis 8–16", "Mon–Tue 8:00–16:00")]
    [InlineData("", "", "")]
    public void Text_is_read_and_written_in_both_languages(string text, string swedish, string english)
    {
        var hours = OpeningHours.Read(text);

        Assert.NotNull(hours);
        Assert.Equal(swedish, HoursText.Of(hours, "sv"));
        Assert.Equal(english, HoursText.Of(hours, "en"));
        Assert.Equal(hours, OpeningHours.Read(hours.ToString()));
    }

    [Theory]
    [InlineData("ring först")]
    [InlineData("mån–fre")]
    [InlineData("mån–fre 16–8")]
    [InlineData("fre–mån 8–16")]
    [InlineData("mån–fre 8–25")]
    [InlineData("mån 8–12 och 11–16")]
    [InlineData("mån 8–16, mån–fre 8–16")]
    public void What_isnt_hours_isnt_guessed(string text) => Assert.Null(OpeningHours.Read(text));

    [Fact]
    public void Station_is_closed_on_holidays_and_on_its_own_days_and_open_else()
    {
        var hours = OpeningHours.Read("mån–lör 8–16")!;
        var station = new CardStation("LUND", "Lund", "", IsActive: true, hours, "", [new(new(2026, 12, 21), new(2026, 12, 23), "Ombyggnad")], 1);

        Assert.Equal([new OpenInterval(new(8, 0), new(16, 0))], station.OpenOn(new(2026, 12, 19)));
        Assert.All([new(2026, 12, 20), new(2026, 12, 21), new(2026, 12, 23), new DateOnly(2026, 12, 25)], day => Assert.Empty(station.OpenOn(day)));
        Assert.NotEmpty(station.OpenOn(new(2026, 12, 24)));
    }

    [Fact]
    public void Closed_days_are_told_before_and_while_they_are_and_not_after()
    {
        var closed = new ClosedSpan(new(2026, 12, 21), new(2026, 12, 23), "");
        var station = new CardStation("LUND", "Lund", "", IsActive: true, OpeningHours.None, "", [closed], 1);

        Assert.Empty(station.ClosedSoon(new(2026, 10, 1)));
        Assert.Single(station.ClosedSoon(new(2026, 11, 1)));
        Assert.Single(station.ClosedSoon(new(2026, 12, 23)));
        Assert.Empty(station.ClosedSoon(new(2026, 12, 24)));
        Assert.Equal("2026-12-21–2026-12-23", HoursText.Of(closed));
    }
}
