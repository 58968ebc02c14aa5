using RsCard.Students.Cases;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Tests.Submissions;

public sealed class ForecasterTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Forecaster Forecaster = new(new ForecastOptions(), new ProcessOptions(), new SwedishWorkingDays([]));

    [Theory]
    [InlineData(CardNeed.Ordinary, UnitKind.Public, "2027-01-14", "2026-12-23", ForecastStep.Card)]
    [InlineData(CardNeed.Ordinary, UnitKind.Private, "2027-01-21", "2026-12-30", ForecastStep.Card)]
    [InlineData(CardNeed.Activation, UnitKind.Public, "2026-12-14", "2026-11-23", ForecastStep.Directory)]
    [InlineData(CardNeed.Reserve, UnitKind.Public, "2026-12-14", "2026-11-23", ForecastStep.Directory)]
    [InlineData(CardNeed.Reserve, UnitKind.Private, "2026-12-21", "2026-11-30", ForecastStep.Directory)]
    [InlineData(CardNeed.None, UnitKind.Public, "2026-12-07", "2026-11-23", ForecastStep.Directory)]
    public void Waits_add_up_and_the_longest_decides(CardNeed card, UnitKind unit, string expected, string earliest, ForecastStep deciding)
    {
        var forecast = Reckon("2027-09-01", card, unit);
        Assert.Equal((Day(expected), Day(earliest), deciding), (forecast.ExpectedReady, forecast.EarliestReady, forecast.DecidingStep));
    }

    [Theory]
    [InlineData("2027-01-14", ForecastVerdict.InTime)]
    [InlineData("2027-01-13", ForecastVerdict.AtRisk)]
    [InlineData("2026-12-23", ForecastVerdict.AtRisk)]
    [InlineData("2026-12-22", ForecastVerdict.TooLate)]
    [InlineData("2026-01-01", ForecastVerdict.TooLate)]
    public void Verdict_turns_on_the_expected_and_on_the_earliest_day(string firstDay, ForecastVerdict verdict) =>
        Assert.Equal(verdict, Reckon(firstDay, CardNeed.Ordinary, UnitKind.Public).Verdict);

    [Fact]
    public void Waits_that_are_over_are_not_counted()
    {
        var entered = new ForecastQuestion(Today, Day("2027-09-01"), CardNeed.Ordinary, null, EntryStands: true);
        Assert.Equal(Day("2026-12-30"), Forecaster.Reckon(entered).ExpectedReady);
        Assert.Equal(Day("2026-12-10"), Forecaster.Reckon(entered with { PhotoDay = Day("2026-11-10") }).ExpectedReady);
        Assert.Equal(Today, Forecaster.Reckon(entered with { PhotoDay = Day("2026-10-10") }).ExpectedReady);
        Assert.Equal(Day("2026-12-01"), Forecaster.Reckon(entered with { EntryStands = false, PhotoDay = Day("2026-11-01") }).ExpectedReady);
        Assert.Null(Forecaster.Reckon(entered with { Card = CardNeed.None }).DecidingStep);
    }

    [Fact]
    public void Working_days_pass_over_holidays()
    {
        var before = new ForecastQuestion(Day("2026-12-23"), Day("2027-09-01"), CardNeed.Activation, null, EntryStands: true);
        Assert.Equal(Day("2026-12-31"), Forecaster.Reckon(before).ExpectedReady);
    }

    [Fact]
    public void Settings_move_the_day()
    {
        var options = new ForecastOptions { DirectoryDays = 1, StationWorkingDays = 1, ActivationWorkingDays = 1, CardMonths = 2, PrivateUnitDays = 1 };
        var forecaster = new Forecaster(options, new ProcessOptions(), new SwedishWorkingDays([]));
        Assert.Equal(Day("2027-01-26"), forecaster.Reckon(new ForecastQuestion(Today, Today, CardNeed.Ordinary, UnitKind.Private)).ExpectedReady);
        Assert.Equal(Day("2026-11-26"), forecaster.Reckon(new ForecastQuestion(Today, Today, CardNeed.Activation, UnitKind.Private)).ExpectedReady);
    }

    private static Forecast Reckon(string firstDay, CardNeed card, UnitKind unit) =>
        Forecaster.Reckon(new ForecastQuestion(Today, Day(firstDay), card, unit));

    private static DateOnly Day(string text) => DateOnly.Parse(text, null);
}
