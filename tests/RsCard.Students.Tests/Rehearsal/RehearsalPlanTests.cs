using RsCard.Students.Web.Rehearsal;

namespace RsCard.Students.Tests.Rehearsal;

public sealed class RehearsalPlanTests
{
    [Fact]
    public void Changes_go_to_the_people_or_to_the_settings()
    {
        var plan = RehearsalSite.Plan(5, 5, ["People:DecisionsADay=60", "Process:CardWait=42d", "Process:CardWait=45d"]);
        Assert.Equal(60, plan.People.DecisionsADay);
        Assert.Equal("45d", Assert.Single(plan.Settings).Value);
        Assert.True(plan.IsChanged);
        Assert.False(plan.Unchanged.IsChanged);
        Assert.Equal(new RehearsedPeople(), plan.Unchanged.People);
    }

    [Theory]
    [InlineData("People:DecisionsADay=0", "DecisionsADay")]
    [InlineData("People:Rejected=1.1", "Rejected")]
    [InlineData("People:Rejected=NaN", "Rejected")]
    [InlineData("People:Nonsense=1", "Nonsense")]
    [InlineData("People:DecisionsADay=many", "DecisionsADay")]
    [InlineData("People:StationClosed=6", "StationClosed")]
    [InlineData("CardWait", "KEY=VALUE")]
    public void What_can_not_be_rehearsed_is_named(string change, string named)
    {
        var refused = Assert.Throws<RehearsalException>(() => RehearsalSite.Plan(5, 5, [change]));
        Assert.StartsWith("REH-002", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(100_001, 5)]
    [InlineData(5, 0)]
    [InlineData(5, 3_651)]
    public void Too_few_and_too_many_are_refused(int students, int days) =>
        Assert.Contains("REH-002", Assert.Throws<RehearsalException>(() => RehearsalSite.Plan(students, days)).Message, StringComparison.Ordinal);
}
