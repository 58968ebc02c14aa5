using RsCard.Students.LeadTimes;

namespace RsCard.Students.Tests.LeadTimes;

/// <summary>From days counted to medians.</summary>
public sealed class DayCountsTests
{
    [Theory]
    [InlineData(new[] { 4 }, 4, 4)]
    [InlineData(new[] { 1, 9 }, 1, 9)]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 5, 9)]
    [InlineData(new[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 70 }, 0, 0)]
    [InlineData(new[] { 3, 3, 3, 3, 3, 3, 3, 3, 3, 40, 50 }, 3, 40)]
    public void Median_and_nine_of_ten_are_days_that_somebody_took(int[] days, int median, int nineOfTen)
    {
        var counts = days.GroupBy(count => count).Select(group => new DayCount(LeadStep.Approval, "LU", Station: null, group.Key, group.Count()));

        var time = DayCounts.Reckon([.. counts.Reverse()])[0];

        Assert.Equal(new LeadTime(LeadStep.Approval, Institution: null, Station: null, days.Length, median, nineOfTen, days.Max()), time);
    }

    [Fact]
    public void Step_is_told_as_a_whole_then_by_institution_then_by_station()
    {
        var times = DayCounts.Reckon(
        [
            new(LeadStep.Photo, "MAU", "Malmö", 9, 1),
            new(LeadStep.Photo, "LU", "Malmö", 3, 2),
            new(LeadStep.Photo, "LU", "Lund", 1, 4),
            new(LeadStep.Approval, "LU", Station: null, 5, 7),
        ]);

        Assert.Equal(
        [
            new(LeadStep.Approval, Institution: null, Station: null, 7, 5, 5, 5),
            new(LeadStep.Approval, "LU", Station: null, 7, 5, 5, 5),
            new(LeadStep.Photo, Institution: null, Station: null, 7, 1, 9, 9),
            new(LeadStep.Photo, "LU", Station: null, 6, 1, 3, 3),
            new(LeadStep.Photo, "MAU", Station: null, 1, 9, 9, 9),
            new(LeadStep.Photo, Institution: null, "Lund", 4, 1, 1, 1),
            new(LeadStep.Photo, Institution: null, "Malmö", 3, 3, 9, 9),
        ],
            times);
    }

    [Fact]
    public void Time_is_a_term_or_months_until_today_and_half_a_year_where_nothing_known_is_asked_for()
    {
        var today = new DateOnly(2026, 11, 23);

        Assert.Equal(new DateOnly(2026, 7, 1), LeadPeriod.Of("term").From(today));
        Assert.Equal(new DateOnly(2026, 1, 1), LeadPeriod.Of("term").From(new DateOnly(2026, 6, 30)));
        Assert.Equal(new DateOnly(2026, 8, 24), LeadPeriod.Of("3").From(today));
        Assert.Equal(new DateOnly(2025, 11, 24), LeadPeriod.Of("12").From(today));
        Assert.Equal(new DateOnly(2026, 5, 24), LeadPeriod.Of("drop table").From(today));
    }
}
