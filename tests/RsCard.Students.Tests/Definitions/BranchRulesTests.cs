using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Tests.Runtime;

namespace RsCard.Students.Tests.Definitions;

/// <summary>Parallel branches: listeners, joins, and what is under way when a definition ends.</summary>
public sealed class BranchRulesTests
{
    private static readonly WorkflowDefinition Child = new ChartBuilder("child").Then("photo", "RsCard.AwaitPhoto").From("photo", "Taken", "done", "Elsa.Finish")
        .Connect("photo", "Reused", "done").Connect("photo", "SentBack", "done").Build();

    [Fact]
    public void Listener_from_the_start_that_cancels_children_and_finishes_passes() => Assert.Empty(ProductDefinitions.Check(Listening().Build(), Child));

    [Fact]
    public void Listener_that_begins_later_is_refused()
    {
        var chart = new ChartBuilder("chart").Then("first", "RsCard.SendMail", ("mail", "RsId")).ThenRun("sub", "child").Then("done", "Elsa.Finish")
            .From("first", "Done", "withdrawal", "RsCard.AwaitWithdrawal").From("withdrawal", "Withdrawn", "cancel", "RsCard.CancelChildren").Then("stopped", "Elsa.Finish").Build();
        Assert.Equal(["RULE-040 chart/withdrawal"], ProductDefinitions.Check(chart, Child));
    }

    [Fact]
    public void Listener_that_leads_to_no_Finish_is_refused()
    {
        var chart = new ChartBuilder("chart").ThenRun("sub", "child").Then("done", "Elsa.Finish")
            .From("start", "Done", "withdrawal", "RsCard.AwaitWithdrawal").From("withdrawal", "Withdrawn", "cancel", "RsCard.CancelChildren").MarkedAsEnd().Build();
        Assert.Equal(["RULE-041 chart/cancel"], ProductDefinitions.Check(chart, Child));
    }

    [Fact]
    public void Listener_that_meets_the_main_path_is_refused()
    {
        var chart = new ChartBuilder("chart").ThenRun("sub", "child").Then("done", "Elsa.Finish")
            .From("start", "Done", "withdrawal", "RsCard.AwaitWithdrawal").From("withdrawal", "Withdrawn", "cancel", "RsCard.CancelChildren").Connect("cancel", "Done", "done").Build();
        Assert.Equal(["RULE-042 chart/done", "RULE-043 chart/withdrawal"], ProductDefinitions.Check(chart, Child));
    }

    [Fact]
    public void Main_path_that_does_not_finish_is_refused_where_a_listener_keeps_the_definition_open()
    {
        var chart = new ChartBuilder("chart").ThenRun("sub", "child").MarkedAsEnd()
            .From("start", "Done", "withdrawal", "RsCard.AwaitWithdrawal").From("withdrawal", "Withdrawn", "cancel", "RsCard.CancelChildren").Then("stopped", "Elsa.Finish").Build();
        Assert.Equal(["RULE-043 chart/withdrawal"], ProductDefinitions.Check(chart, Child));
    }

    [Fact]
    public void Finish_while_a_sub_workflow_is_under_way_is_refused_unless_children_are_cancelled_first()
    {
        var chart = new ChartBuilder("chart").ThenRun("sub", "child").Then("done", "Elsa.Finish")
            .From("start", "Done", "withdrawal", "RsCard.AwaitWithdrawal").From("withdrawal", "Withdrawn", "stopped", "Elsa.Finish").Build();
        Assert.Equal(["RULE-044 chart/stopped"], ProductDefinitions.Check(chart, Child));
    }

    [Fact]
    public void WaitAny_below_something_that_waits_is_refused()
    {
        var chart = new ChartBuilder("chart").ThenRun("sub", "child").Then("join", "Elsa.FlowJoin", ("mode", "WaitAny")).Then("done", "Elsa.Finish")
            .From("start", "Done", "day", "RsCard.WaitUntil", ("rule", "PlacementFirstDay")).Connect("day", "Done", "join").Build();
        Assert.Equal(["RULE-045 chart/join"], ProductDefinitions.Check(chart, Child));
    }

    [Fact]
    public void WaitAny_below_branches_that_exclude_each_other_passes()
    {
        var chart = new ChartBuilder("chart").Then("answer", "RsCard.AwaitAnswer").From("answer", "Answered", "ended", "RsCard.PeriodEnded")
            .From("ended", "Yes", "mail", "RsCard.SendMail", ("mail", "RsId")).Then("join", "Elsa.FlowJoin", ("mode", "WaitAny")).Then("done", "Elsa.Finish").Connect("ended", "No", "join").Build();
        Assert.Empty(ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Race_whose_branches_each_end_the_definition_passes()
    {
        var race = new ChartBuilder("race").Then("answer", "RsCard.AwaitAnswer").From("answer", "Answered", "answered", "Elsa.End")
            .From("start", "Done", "day", "RsCard.WaitUntil", ("rule", "PlacementFirstDay")).Then("late", "Elsa.End").Build();
        Assert.Empty(ProductDefinitions.Check(race));
    }

    [Theory]
    [InlineData("WaitAllActive", "RULE-046 chart/both")]
    [InlineData("WaitAll")]
    public void Two_approvals_need_WaitAll(string mode, params string[] findings)
    {
        var chart = new ChartBuilder("chart").Then("review", "RsCard.AwaitReview").MarkedAsEnd().From("review", "Approved", "both", "Elsa.FlowJoin", ("mode", mode)).Then("done", "Elsa.Finish")
            .From("start", "Done", "answer", "RsCard.AwaitAnswer").Connect("answer", "Answered", "both").Build();
        Assert.Equal(findings, ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Two_approvals_that_meet_without_a_join_are_refused()
    {
        var chart = new ChartBuilder("chart").Then("review", "RsCard.AwaitReview").MarkedAsEnd().From("review", "Approved", "done", "Elsa.Finish")
            .From("start", "Done", "answer", "RsCard.AwaitAnswer").Connect("answer", "Answered", "done").Build();
        Assert.Equal(["RULE-046 chart/done"], ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Two_steps_at_once_that_wait_for_the_same_signal_are_refused_also_inside_sub_workflows()
    {
        var chart = new ChartBuilder("chart").ThenRun("one", "child").Then("join", "Elsa.FlowJoin", ("mode", "WaitAll")).Then("done", "Elsa.Finish")
            .FromRun("start", "Done", "two", "child").Connect("two", "Done", "join").Build();
        Assert.Equal(["RULE-047 chart/two"], ProductDefinitions.Check(chart, Child));
    }

    [Fact]
    public void Steps_of_one_signal_one_after_the_other_pass()
    {
        var chart = new ChartBuilder("chart").ThenRun("one", "child").ThenRun("two", "child").Then("done", "Elsa.Finish").Build();
        Assert.Empty(ProductDefinitions.Check(chart, Child));
    }

    private static ChartBuilder Listening() => new ChartBuilder("chart").ThenRun("sub", "child").Then("done", "Elsa.Finish")
        .From("start", "Done", "withdrawal", "RsCard.AwaitWithdrawal").From("withdrawal", "Withdrawn", "cancel", "RsCard.CancelChildren").Then("stopped", "Elsa.Finish");
}
