using RsCard.Students.Students;

namespace RsCard.Students.Tests.Students;

public sealed class CalendarMonthsTests
{
    [Theory]
    [InlineData("2027-01-31", "2027-02-28")]
    [InlineData("2028-01-31", "2028-02-29")]
    [InlineData("2027-01-15", "2027-02-15")]
    [InlineData("2026-12-31", "2027-01-31")]
    [InlineData("2027-02-28", "2027-03-28")]
    public void Month_later_is_the_same_day_or_the_months_last(string day, string later) =>
        Assert.Equal(DateOnly.Parse(later, null), CalendarMonths.After(DateOnly.Parse(day, null), 1));
}
