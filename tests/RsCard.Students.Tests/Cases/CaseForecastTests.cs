using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Review;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Tests.Cases;

/// <summary>Whether a student will be ready, as the case stands today (D-62).</summary>
public sealed class CaseForecastTests
{
    private static readonly DateOnly Today = new(2027, 1, 18);
    private static readonly DateOnly LastDay = new(2027, 12, 22);
    private static readonly Forecaster Forecaster = new(new ForecastOptions(), new ProcessOptions(), new SwedishWorkingDays([]));

    /// <summary>In review, with a placement far off at a public unit.</summary>
    private static readonly CaseFacts InReview = new(
        new CaseId(Guid.NewGuid()), new StudentId(Guid.NewGuid()), CasePath.Service, new DateOnly(2027, 1, 18), LastDay,
        LatestDecision: null, MailedRsId: false, Card: null, CardInDirectory: null, [At("public", 90)]);

    private static readonly CaseFacts Entered = InReview with { LatestDecision = ReviewDecision.Approved, MailedRsId = true };

    [Fact]
    public void D62_Waits_go_away_one_by_one_and_the_longest_that_is_left_decides()
    {
        // Two weeks, five working days, a month.
        Assert.Equal((Day("2027-03-08"), ForecastStep.Card), ReadyOf(InReview));
        Assert.Equal((Day("2027-02-25"), ForecastStep.Card), ReadyOf(Entered));
        Assert.Equal((Day("2027-02-15"), ForecastStep.Card), ReadyOf(Entered with { Card = Card("applied", photo: "2027-01-15", expected: "2027-02-15") }));
        Assert.Equal((Today, null), ReadyOf(Entered with { Card = Card("expected", photo: "2026-12-15", expected: "2027-01-15") }));
        Assert.Equal((Today, null), ReadyOf(Entered with { Card = Card("handed-over", photo: "2026-12-15", expected: "2027-01-15") }));
    }

    [Fact]
    public void D12_Recorded_delay_of_the_card_counts() =>
        Assert.Equal((Day("2027-03-30"), ForecastStep.Card), ReadyOf(Entered with { Card = Card("applied", photo: "2027-01-15", expected: "2027-03-30") }));

    [Fact]
    public void D15_Private_unit_needs_a_week_more()
    {
        Assert.Equal((Day("2027-01-25"), ForecastStep.PrivateUnit), ReadyOf(Entered with { Card = Card("handed-over", "2026-12-15", "2027-01-15"), Placements = [At("private", 90)] }));
        Assert.Equal(Day("2027-03-04"), ReadyOf(Entered with { Placements = [At("private", 90)] }).Day);
    }

    [Theory]
    [InlineData(CasePath.Foreign)]
    [InlineData(CasePath.NoAddress)]
    public void D28_Reserve_card_takes_no_month(string path) =>
        Assert.Equal((Day("2027-01-25"), ForecastStep.Station), ReadyOf(Entered with { Path = path }));

    [Fact]
    public void D28_Held_reserve_card_serves_though_its_certificate_ends_before_the_period() =>
        Assert.Equal((Today, null), ReadyOf(Entered with { Path = CasePath.Foreign, Card = new CardFacts(Guid.NewGuid(), Entered.Case, CardKind.Reserve, CardState.HandedOver, null, null, Day("2027-06-01")) }));

    [Fact]
    public void D16_Card_that_the_directory_knows_serves_by_photo_name_and_validity()
    {
        var known = new DirectoryCardFacts(CardState.InDirectoryActive, HasPhoto: true, LastDay, HasSameName: true);
        Assert.Equal((Today, null), ReadyOf(Entered with { CardInDirectory = known }));
        Assert.Equal((Day("2027-01-25"), ForecastStep.Activation), ReadyOf(Entered with { CardInDirectory = known with { State = "inactive" } }));
        Assert.All(
            [known with { ValidTo = LastDay.AddDays(-1) }, known with { HasPhoto = false }, known with { HasSameName = false }, known with { ValidTo = null }],
            useless => Assert.Equal(ForecastStep.Card, ReadyOf(Entered with { CardInDirectory = useless }).Deciding));
    }

    [Fact]
    public void D8_Employee_with_a_card_of_their_own_waits_for_nothing() =>
        Assert.Equal((Today, null), ReadyOf(InReview with { LatestDecision = ReviewDecision.OwnCard }));

    [Theory]
    [InlineData(49, ForecastVerdict.InTime)]
    [InlineData(48, ForecastVerdict.AtRisk)]
    [InlineData(31, ForecastVerdict.AtRisk)]
    [InlineData(30, ForecastVerdict.TooLate)]
    public void D62_Verdict_is_against_the_next_placement_that_is_still_to_begin(int inDays, ForecastVerdict verdict)
    {
        var found = Find(InReview with { Placements = [At("public", -1), At("public", inDays), At("private", 300)] });
        Assert.Equal((verdict, Today.AddDays(inDays)), (found?.Verdict, found?.PlacementFirstDay));
    }

    [Fact]
    public void D5_Placement_in_Halmstad_is_not_ours_to_forecast_nor_is_anything_of_a_case_that_ends()
    {
        Assert.Null(Find(InReview with { Placements = [At("halmstad", 20)] }));
        Assert.Null(Find(InReview with { Placements = [At("public", -1)] }));
        Assert.Null(Find(InReview with { Placements = [] }));
        Assert.Null(Find(InReview with { IsEnding = true }));
        Assert.Equal(Today, Find(InReview with { Placements = [At("public", 0)] })?.PlacementFirstDay);
    }

    private static CaseForecast? Find(CaseFacts facts) => CaseForecast.Find(facts, Forecaster, Today);

    private static (DateOnly Day, ForecastStep? Deciding) ReadyOf(CaseFacts facts)
    {
        var found = Find(facts);
        Assert.NotNull(found);
        return (found.ExpectedReady, found.DecidingStep);
    }

    private static PlacementFacts At(string kind, int inDays) => new(Guid.NewGuid(), kind, Today.AddDays(inDays));

    private static CardFacts Card(string state, string photo, string expected) =>
        new(Guid.NewGuid(), InReview.Case, CardKind.Service, state, Day(photo), Day(expected), ValidTo: null);

    private static DateOnly Day(string text) => DateOnly.Parse(text, null);
}
