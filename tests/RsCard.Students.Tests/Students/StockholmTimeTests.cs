using RsCard.Students.Students;

namespace RsCard.Students.Tests.Students;

public sealed class StockholmTimeTests
{
    [Theory]
    [InlineData("2027-01-18T22:59:59Z", "2027-01-18")]
    [InlineData("2027-01-18T23:00:00Z", "2027-01-19")]
    [InlineData("2027-07-01T21:59:59Z", "2027-07-01")]
    [InlineData("2027-07-01T22:00:00Z", "2027-07-02")]
    public void Day_is_Stockholms_day(string instant, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), new FixedClock(DateTimeOffset.Parse(instant, null)).Today());

    [Theory]
    [InlineData("2027-01-18", "2027-01-18T07:00:00Z")]
    [InlineData("2027-07-01", "2027-07-01T06:00:00Z")]
    [InlineData("2027-03-28", "2027-03-28T06:00:00Z")]
    [InlineData("2027-10-31", "2027-10-31T07:00:00Z")]
    public void Morning_is_eight_local_time_on_both_sides_of_the_clock_changes(string day, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, null), StockholmTime.MorningOf(DateOnly.Parse(day, null)));

    [Fact]
    public void Hour_that_spring_leaps_over_is_the_same_instant_after_it() =>
        Assert.Equal(
            DateTimeOffset.Parse("2027-03-28T01:30:00Z", null),
            StockholmTime.At(new DateOnly(2027, 3, 28), new TimeOnly(2, 30)));

    [Fact]
    public void Of_an_hour_that_autumn_repeats_the_first_is_meant() =>
        Assert.Equal(
            DateTimeOffset.Parse("2027-10-31T00:30:00Z", null),
            StockholmTime.At(new DateOnly(2027, 10, 31), new TimeOnly(2, 30)));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
