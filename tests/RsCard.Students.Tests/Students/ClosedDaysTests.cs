using RsCard.Students.Students;

namespace RsCard.Students.Tests.Students;

/// <summary>The office's own calendar (D-61): a day once, a day every year, midsummer's eve wherever it falls.</summary>
public sealed class ClosedDaysTests
{
    [Theory]
    [InlineData("2026-12-23", "2026-12-23", true)]
    [InlineData("2026-12-23", "2027-12-23", false)]
    [InlineData("12-24", "2026-12-24", true)]
    [InlineData("12-24", "2031-12-24", true)]
    [InlineData("12-24", "2026-12-23", false)]
    [InlineData("02-29", "2028-02-29", true)]
    [InlineData("02-29", "2027-03-01", false)]
    [InlineData("midsummer-eve", "2026-06-19", true)]
    [InlineData("midsummer-eve", "2027-06-25", true)]
    [InlineData("midsummer-eve", "2027-06-19", false)]
    public void D61_Closed_is_that_day_and_no_other(string text, string day, bool isClosed)
    {
        var closed = new ClosedDays([text]);
        Assert.Equal(isClosed, closed.Contains(Day(day)));
        Assert.Empty(closed.Problems());
        Assert.Equal(!isClosed && Day(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), new SwedishWorkingDays(closed).IsWorkingDay(Day(day)));
    }

    [Fact]
    public void D61_Several_are_closed_beside_each_other()
    {
        var days = new SwedishWorkingDays(new ClosedDays(["12-24", "2026-12-23", "12-31"]));
        Assert.Equal(Day("2027-01-05"), days.Add(Day("2026-12-22"), 5));
        Assert.Equal(Day("2026-12-22"), days.Before(Day("2027-01-05"), 5));
    }

    [Theory]
    [InlineData("24/12")]
    [InlineData("2026-02-29")]
    [InlineData("02-30")]
    [InlineData("12-24 ")]
    [InlineData("Midsummer-Eve")]
    [InlineData("")]
    public void What_is_no_day_is_named(string text)
    {
        Assert.Equal([text], new ClosedDays(["12-24", text]).Problems());
        Assert.False(new ClosedDays([text]).Contains(Day("2026-12-24")));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, null);
}
