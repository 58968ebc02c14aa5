using RsCard.Students.DirectorySync;

namespace RsCard.Students.Tests.DirectorySync;

public sealed class DirectoryTimeTests
{
    [Fact]
    public void Every_day_of_ten_years_comes_back_the_same_also_when_the_clocks_change()
    {
        for (var day = new DateOnly(2026, 1, 1); day.Year < 2036; day = day.AddDays(1))
            Assert.Equal(day, DirectoryTime.ToDay(DirectoryTime.FromDay(day)));
    }

    [Theory]
    [InlineData("20261231225959Z", 2026, 12, 31)]
    [InlineData("20261231230000Z", 2027, 1, 1)]
    [InlineData("20270630215959Z", 2027, 6, 30)]
    [InlineData("20270630220000Z", 2027, 7, 1)]
    [InlineData("20270328010000Z", 2027, 3, 28)]
    [InlineData("202706302200Z", 2027, 7, 1)]
    [InlineData("2027063022Z", 2027, 7, 1)]
    [InlineData("20270630220000.0Z", 2027, 7, 1)]
    public void D43_Instant_belongs_to_its_day_in_Stockholm(string text, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), DirectoryTime.ToDay(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("20270631120000Z")]
    [InlineData("2027-06-30")]
    [InlineData("20270630120000")]
    public void What_is_no_generalized_time_is_no_day(string? text) => Assert.Null(DirectoryTime.ToDay(text));
}
