using RsCard.Students.Cases;
using RsCard.Students.Database;

namespace RsCard.Students.Tests.Cases;

public sealed class DateRulesTests
{
    private static readonly CaseFacts Facts = new(
        new CaseId(Guid.NewGuid()),
        new StudentId(Guid.NewGuid()),
        CasePath.Service,
        new DateOnly(2027, 1, 18),
        new DateOnly(2027, 6, 6),
        LatestDecision: null,
        MailedRsId: false,
        new CardFacts(Guid.NewGuid(), new CaseId(Guid.NewGuid()), "service", "applied", new DateOnly(2027, 1, 31), new DateOnly(2027, 3, 8), new DateOnly(2027, 8, 31)),
        CardInDirectory: null,
        [new PlacementFacts(Guid.NewGuid(), "private", new DateOnly(2027, 3, 10), HandedOverOn: new DateOnly(2027, 3, 24))]);

    [Theory]
    [InlineData("PhotoPlusOneMonth", "2027-02-28")]
    [InlineData("CardExpected", "2027-03-08")]
    [InlineData("PlacementMinus14Days", "2027-02-24")]
    [InlineData("PlacementMinus10Days", "2027-02-28")]
    [InlineData("PlacementMinus7Days", "2027-03-03")]
    [InlineData("PlacementMinus6Days", "2027-03-04")]
    [InlineData("PlacementFirstDay", "2027-03-10")]
    [InlineData("PlacementMinus5WorkingDays", "2027-03-03")]
    [InlineData("PlacementChecklist", "2027-03-03")]
    [InlineData("PlacementOver", "2027-04-11")]
    [InlineData("PlacementReceipt", "2027-04-02")]
    [InlineData("PeriodEndPlusGrace", "2027-07-07")]
    [InlineData("CertificateEndMinus30Days", "2027-08-01")]
    public void Rule_names_its_day(string rule, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), DateRules.Day(rule, Facts, new ProcessOptions()));

    [Fact]
    public void D44_Six_weeks_can_be_waited_instead_of_a_month() =>
        Assert.Equal(new DateOnly(2027, 3, 14), DateRules.Day("PhotoPlusOneMonth", Facts, new ProcessOptions { CardWait = "42d" }));

    [Fact]
    public void Rule_without_its_facts_names_no_day()
    {
        var bare = Facts with { Card = null, Placements = [] };
        foreach (var rule in DateRules.Names.Where(rule => rule != "PeriodEndPlusGrace"))
            Assert.Null(DateRules.Day(rule, bare, new ProcessOptions()));
    }

    [Fact]
    public void Rule_that_does_not_exist_is_named_in_the_refusal() =>
        Assert.Contains("'NextFullMoon'", Assert.Throws<InvalidOperationException>(() => DateRules.Day("NextFullMoon", Facts, new ProcessOptions())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2027-01-18", "2027-01-18T07:00:00Z")]
    [InlineData("2027-03-28", "2027-03-28T06:00:00Z")]
    [InlineData("2027-10-31", "2027-10-31T07:00:00Z")]
    public void Wait_ends_at_eight_in_the_morning_in_Stockholm(string day, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, null), DateRules.Morning(DateOnly.Parse(day, null)));
}
