using RsCard.Students.Students;

namespace RsCard.Students.Tests.Students;

public sealed class SwedishWorkingDaysTests
{
    private static readonly SwedishWorkingDays Days = new([]);

    [Theory]
    [InlineData(1999, "1999-04-04")]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2027, "2027-03-28")]
    [InlineData(2028, "2028-04-16")]
    [InlineData(2038, "2038-04-25")]
    [InlineData(2285, "2285-03-22")]
    public void D61_Easter_is_reckoned(int year, string day) => Assert.Equal(Day(day), SwedishWorkingDays.EasterSunday(year));

    [Fact]
    public void Holidays_of_2027_are_those_of_the_calendar() =>
        Assert.Equal(
            [
                "2027-01-01", "2027-01-06", "2027-03-26", "2027-03-28", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-16",
                "2027-06-06", "2027-06-26", "2027-11-06", "2027-12-25", "2027-12-26",
            ],
            SwedishWorkingDays.Holidays(2027).Order().Select(day => day.ToString("yyyy-MM-dd", null)));

    [Fact]
    public void Midsummer_and_All_Saints_are_always_Saturdays_within_their_weeks()
    {
        for (var year = 2020; year < 2050; year++)
        {
            Assert.Single(SwedishWorkingDays.Holidays(year), day => day.DayOfWeek == DayOfWeek.Saturday && day >= new DateOnly(year, 6, 20) && day <= new DateOnly(year, 6, 26));
            Assert.Single(SwedishWorkingDays.Holidays(year), day => day.DayOfWeek == DayOfWeek.Saturday && day >= new DateOnly(year, 10, 31) && day <= new DateOnly(year, 11, 6));
        }
    }

    [Theory]
    [InlineData("2026-11-20", 1, "2026-11-23")]
    [InlineData("2026-11-23", 5, "2026-11-30")]
    [InlineData("2027-03-25", 1, "2027-03-30")]
    [InlineData("2026-12-23", 2, "2026-12-28")]
    [InlineData("2026-11-22", 0, "2026-11-22")]
    public void D61_Adding_passes_over_weekends_and_holidays(string day, int count, string later)
    {
        Assert.Equal(Day(later), Days.Add(Day(day), count));
        Assert.Equal(count, Days.Between(Day(day), Day(later)));
    }

    [Theory]
    [InlineData("2026-11-23", 1, "2026-11-20")]
    [InlineData("2026-11-22", 1, "2026-11-20")]
    [InlineData("2027-03-30", 1, "2027-03-25")]
    [InlineData("2027-01-07", 3, "2026-12-31")]
    [InlineData("2027-05-07", 1, "2027-05-05")]
    [InlineData("2026-11-22", 0, "2026-11-22")]
    public void D61_Counting_back_passes_over_weekends_and_holidays(string day, int count, string earlier) =>
        Assert.Equal(Day(earlier), Days.Before(Day(day), count));

    [Fact]
    public void D61_Counting_back_undoes_counting_on_from_a_working_day() => SeededCheck.Holds(500, chance =>
    {
        var day = new DateOnly(2026, 1, 1).AddDays(chance.Next(3 * 365));
        if (!Days.IsWorkingDay(day))
            return;
        var count = chance.Next(60);
        Assert.Equal(day, Days.Before(Days.Add(day, count), count));
        Assert.Throws<ArgumentOutOfRangeException>(() => Days.Before(day, -1 - count));
    });

    [Fact]
    public void D61_Eves_count_unless_the_calendar_closes_them()
    {
        Assert.True(Days.IsWorkingDay(Day("2026-12-24")));
        Assert.False(new SwedishWorkingDays([Day("2026-12-24")]).IsWorkingDay(Day("2026-12-24")));
        Assert.Equal(["2027-06-25", "2027-12-24", "2027-12-31"], SwedishWorkingDays.UsualEves(2027).Select(day => day.ToString("yyyy-MM-dd", null)));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, null);
}
