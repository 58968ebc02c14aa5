using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Tests.Runtime;

namespace RsCard.Students.Tests.Definitions;

/// <summary>What no line shows, and only a walk through all outcomes finds.</summary>
public sealed class DefinitionWalkTests
{
    [Fact]
    public void Join_of_branches_that_exclude_each_other_never_runs()
    {
        var chart = new ChartBuilder("chart").Then("ended", "RsCard.PeriodEnded")
            .From("ended", "Yes", "join", "Elsa.FlowJoin", ("mode", "WaitAll")).Connect("ended", "No", "join").Then("done", "Elsa.Finish").Build();
        Assert.Equal(["RULE-050 chart/join", "RULE-050 chart/done"], ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Path_that_leaves_nothing_but_a_listener_is_a_dead_end()
    {
        var chart = new ChartBuilder("chart").Then("ended", "RsCard.PeriodEnded").MarkedAsEnd().From("ended", "Yes", "done", "Elsa.Finish")
            .From("start", "Done", "withdrawal", "RsCard.AwaitWithdrawal").From("withdrawal", "Withdrawn", "stopped", "Elsa.Finish").Build();
        Assert.Equal(["RULE-051 chart/ended"], ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Cancelled_children_leave_a_dead_end_where_nothing_else_goes_on()
    {
        var chart = new ChartBuilder("chart").ThenRun("sub", "child").Then("done", "Elsa.Finish")
            .From("start", "Done", "answer", "RsCard.AwaitAnswer").From("answer", "Answered", "cancel", "RsCard.CancelChildren").MarkedAsEnd().Build();
        Assert.Contains("RULE-051 chart/cancel", ProductDefinitions.Check(chart, Child()));
    }

    [Fact]
    public void Finish_over_a_step_that_a_person_or_a_day_is_waited_for_is_found()
    {
        var chart = new ChartBuilder("chart").Then("answer", "RsCard.AwaitAnswer").From("answer", "Answered", "answered", "Elsa.Finish")
            .From("start", "Done", "day", "RsCard.WaitUntil", ("rule", "PlacementFirstDay")).Then("late", "Elsa.Finish").Build();
        Assert.Equal(["RULE-052 chart/answer", "RULE-052 chart/day"], ProductDefinitions.Check(chart).Order());
    }

    [Fact]
    public void Sub_workflow_that_begins_after_the_others_were_cancelled_is_found()
    {
        var chart = new ChartBuilder("chart").Then("day", "RsCard.WaitUntil", ("rule", "PlacementFirstDay")).ThenRun("sub", "child").Then("done", "Elsa.Finish")
            .From("start", "Done", "withdrawal", "RsCard.AwaitWithdrawal").From("withdrawal", "Withdrawn", "cancel", "RsCard.CancelChildren")
            .Then("close", "RsCard.CloseDirectoryEntry").Then("stopped", "Elsa.Finish").Build();
        Assert.Contains("RULE-053 chart/sub", ProductDefinitions.Check(chart, Child()));
    }

    [Fact]
    public void Loop_with_no_way_out_is_found()
    {
        var chart = new ChartBuilder("chart").Then("answer", "RsCard.AwaitAnswer").Connect("answer", "Answered", "answer").Build();
        Assert.Equal(["RULE-054 chart/answer"], ProductDefinitions.Check(chart, DrawingRulesTests.Executing("chart")));
    }

    [Fact]
    public void Step_that_is_nobodys_turn_is_found()
    {
        var ownerless = new ActivityCatalogue(new Dictionary<string, ActivityShape> { ["Test.Gate"] = ActivityShape.Person("gate", "", "Done") });
        var chart = new ChartBuilder("chart").Then("gate", "Test.Gate").Then("done", "Elsa.Finish").Build();
        Assert.Equal("RULE-055", Assert.Single(DefinitionRules.Check([chart], ownerless)).Code);
    }

    [Fact]
    public void Chart_with_too_many_stands_is_refused_instead_of_walked_for_ever()
    {
        var names = Enumerable.Range(0, 12).Select(number => $"gate{number}").ToList();
        var gates = new ActivityCatalogue(names.ToDictionary(name => $"Test.{name}", name => ActivityShape.Person(name, "HsaTeam", "Done")));
        var chart = new ChartBuilder("chart").Then("join", "Elsa.FlowJoin", ("mode", "WaitAll")).Then("done", "Elsa.Finish");
        foreach (var name in names)
            chart.From("start", "Done", name, $"Test.{name}").Connect(name, "Done", "join");
        Assert.Equal("RULE-057", Assert.Single(DefinitionRules.Check([chart.Build()], gates)).Code);
    }

    private static WorkflowDefinition Child() => new ChartBuilder("child").Then("mail", "RsCard.SendMail", ("mail", "RsId")).Then("done", "Elsa.Finish").Build();
}
