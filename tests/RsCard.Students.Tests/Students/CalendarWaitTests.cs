using RsCard.Students.Cases;
using RsCard.Students.Students;

namespace RsCard.Students.Tests.Students;

public sealed class CalendarWaitTests
{
    [Theory]
    [InlineData("1m", "2027-01-31", "2027-02-28")]
    [InlineData("12m", "2027-01-31", "2028-01-31")]
    [InlineData("42d", "2027-01-31", "2027-03-14")]
    [InlineData("365d", "2027-01-31", "2028-01-31")]
    public void Wait_is_months_of_the_calendar_or_days(string text, string day, string later) =>
        Assert.Equal(DateOnly.Parse(later, null), CalendarWait.Find(text)?.After(DateOnly.Parse(day, null)));

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("0m")]
    [InlineData("13m")]
    [InlineData("366d")]
    [InlineData("-1d")]
    [InlineData("6w")]
    [InlineData("1 m")]
    [InlineData("42")]
    public void Anything_else_is_no_wait(string text) => Assert.Null(CalendarWait.Find(text));

    [Fact]
    public void Longer_wait_does_not_bind_a_card_that_was_ordered_before()
    {
        var options = new ProcessOptions { CardWait = "42d" };
        Assert.Equal(new DateOnly(2027, 2, 15), options.EarliestPickup(new(2027, 1, 15), expectedOn: new(2027, 2, 15)));
        Assert.Equal(new DateOnly(2027, 2, 26), options.EarliestPickup(new(2027, 1, 15), expectedOn: new(2027, 2, 26)));
        Assert.Equal(new DateOnly(2027, 2, 26), options.EarliestPickup(new(2027, 1, 15), expectedOn: new(2027, 3, 15)));
    }
}
