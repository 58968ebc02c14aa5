using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Tests.Runtime.Versions;

/// <summary>Where an instance stands after it went over to another version, and how it goes on.</summary>
public sealed class MigrationPlannerTests
{
    private static readonly WorkflowDefinition Line = Chart().Then("a", "Test.Gate").Then("b", "Test.Gate").Then("c", "Test.Gate").Build();

    [Fact]
    public void Same_chart_laid_out_otherwise_changes_no_count()
    {
        var chart = PlayedChart.Start(Line).Finish("a");
        var before = chart.State.ToJson();

        Assert.Equal(before, chart.MoveTo(Line).State.ToJson());
    }

    [Fact]
    public void Step_inserted_behind_the_open_one_comes_next()
    {
        var chart = PlayedChart.Start(Line).Finish("a").MoveTo(Chart().Then("a", "Test.Gate").Then("b", "Test.Gate").Then("new", "Test.Gate").Then("c", "Test.Gate").Build());

        Assert.Equal(["b"], chart.Open);
        Assert.Equal(["new"], chart.Finish("b").Open);
        chart.Finish("new", "c");
        Assert.Equal(["new", "c"], chart.Executed);
        Assert.Equal(InstanceStatus.Finished, chart.Status);
    }

    [Fact]
    public void Step_inserted_before_the_open_one_is_not_made_up_for()
    {
        var chart = PlayedChart.Start(Line).Finish("a").MoveTo(Chart().Then("a", "Test.Gate").Then("new", "Test.Gate").Then("b", "Test.Gate").Then("c", "Test.Gate").Build());

        chart.Finish("b", "c");
        Assert.Equal(["c"], chart.Executed);
        Assert.Equal(InstanceStatus.Finished, chart.Status);
    }

    [Fact]
    public void Finished_or_coming_step_that_was_removed_is_left_out()
    {
        var shorter = Chart().Then("a", "Test.Gate").Then("c", "Test.Gate").Build();

        Assert.Equal(["c"], PlayedChart.Start(Line).MoveTo(shorter).Finish("a").Open);
        Assert.Equal(["c"], PlayedChart.Start(Line).Finish("a", "b").MoveTo(shorter).Open);
    }

    [Fact]
    public void Open_step_that_was_removed_has_no_counterpart_unless_it_is_told()
    {
        var renamed = Chart().Then("a", "Test.Gate").Then("second", "Test.Gate").Then("c", "Test.Gate").Build();
        var chart = PlayedChart.Start(Line).Finish("a");

        chart.AssertRefused(VersionCodes.NoCounterpart, "b", renamed);

        Assert.Equal(["second"], chart.MoveTo(renamed, ("b", "second")).Open);
        Assert.Equal(["c"], chart.Finish("second").Open);
    }

    [Fact]
    public void Open_step_that_nothing_leads_to_any_more_has_no_counterpart()
    {
        var loose = Chart().Then("a", "Test.Gate").Then("c", "Test.Gate").From("b", "Done", "b", "Test.Gate").Build();

        PlayedChart.Start(Line).Finish("a").AssertRefused(VersionCodes.NoCounterpart, "b", loose);
    }

    [Fact]
    public void Open_step_of_another_type_is_refused()
    {
        var other = Chart().Then("a", "Test.Gate").Then("b", "Test.Work").Then("c", "Test.Gate").Build();

        PlayedChart.Start(Line).Finish("a").AssertRefused(VersionCodes.OtherType, "b", other);
    }

    [Theory]
    [InlineData("other", "true")]
    [InlineData("child", "false")]
    public void Parent_that_waits_for_a_child_the_new_version_would_not_wait_for_is_refused(string child, string waits)
    {
        WorkflowDefinition With(string id, string wait) =>
            Chart().Then("sub", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", id), ("waitForCompletion", wait)).Then("last", "Test.Gate").Build();
        var chart = PlayedChart.Start(With("child", "true"));

        chart.AssertRefused(VersionCodes.OtherChild, "sub", With(child, waits));
        Assert.Equal(["last"], chart.MoveTo(With("child", "true")).Finish("sub").Open);
    }

    [Fact]
    public void Person_who_is_asked_by_other_inputs_is_asked_anew()
    {
        WorkflowDefinition With(string text, string type) => Chart().Then("a", type, ("what", text)).Build();

        Assert.True(Moved(PlayedChart.Start(With("old", "Test.Gate")), With("new", "Test.Gate")).BeginsAnew);
        Assert.False(Moved(PlayedChart.Start(With("old", "Test.Gate")), With("old", "Test.Gate")).BeginsAnew);
        Assert.False(Moved(PlayedChart.Start(With("old", "Test.Until")), With("new", "Test.Until")).BeginsAnew);
        Assert.False(Moved(PlayedChart.Start(With("old", "Test.Work")), With("new", "Test.Work")).BeginsAnew);
    }

    [Fact]
    public void Finished_step_behind_an_open_one_is_refused()
    {
        var swapped = Chart().Then("b", "Test.Gate").Then("a", "Test.Gate").Then("c", "Test.Gate").Build();

        PlayedChart.Start(Line).Finish("a").AssertRefused(VersionCodes.OutOfOrder, "a", swapped);
        Assert.Equal(["c"], PlayedChart.Start(Line).Finish("a", "b").MoveTo(swapped).Open);
    }

    [Fact]
    public void Step_to_come_whose_turn_has_passed_in_the_new_order_is_refused()
    {
        var swapped = Chart().Then("a", "Test.Gate").Then("c", "Test.Gate").Then("b", "Test.Gate").Build();

        PlayedChart.Start(Line).Finish("a").AssertRefused(VersionCodes.NeverStarts, "c", swapped);
        Assert.Equal(["c"], PlayedChart.Start(Line).MoveTo(swapped).Finish("a").Open);
    }

    [Fact]
    public void New_branch_beside_what_was_begun_is_passed_over_and_no_join_waits_for_it()
    {
        var old = Chart().Then("a", "Test.Gate").Then("join", "Elsa.FlowJoin", ("mode", "WaitAll")).Then("last", "Test.Gate").Build();
        var wider = Chart().Then("a", "Test.Gate").Then("join", "Elsa.FlowJoin", ("mode", "WaitAll")).Then("last", "Test.Gate")
            .From("start", "Done", "new", "Test.Gate").Connect("new", "Done", "join").Build();

        var chart = PlayedChart.Start(old).MoveTo(wider).Finish("a");

        Assert.Equal(["last"], chart.Open);
        Assert.Equal(["join", "last"], chart.Executed);
    }

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    public void Join_waits_for_exactly_what_is_still_open(string mode)
    {
        var old = Chart().Then("fork", "Test.Gate").From("fork", "Done", "b", "Test.Gate").Then("join", "Elsa.FlowJoin", ("mode", mode)).Then("last", "Test.Gate")
            .From("fork", "Done", "c", "Test.Gate").Connect("c", "Done", "join").Build();
        var three = Chart().Then("fork", "Test.Gate").From("fork", "Done", "b", "Test.Gate").Then("b2", "Test.Gate").Then("join", "Elsa.FlowJoin", ("mode", mode)).Then("last", "Test.Gate")
            .From("fork", "Done", "c", "Test.Gate").Connect("c", "Done", "join")
            .From("fork", "Done", "d", "Test.Gate").Connect("d", "Done", "join").Build();

        // All of it still to come.
        var early = PlayedChart.Start(old).MoveTo(three).Finish("fork", "b", "b2", "c");
        Assert.Equal(["d"], early.Open);
        Assert.Equal(["last"], early.Finish("d").Open);

        // One branch at the join, one open: the inserted step and the new branch are both past.
        var late = PlayedChart.Start(old).Finish("fork", "b").MoveTo(three);
        Assert.Equal(["c"], late.Open);
        Assert.Equal(["last"], late.Finish("c").Open);

        // Nothing at the join: the inserted step is still to come.
        var middle = PlayedChart.Start(old).Finish("fork").MoveTo(three).Finish("c");
        Assert.Equal(["b"], middle.Open);
        Assert.Equal(["last"], middle.Finish("b", "b2").Open);
    }

    [Fact]
    public void Join_that_loses_the_branch_it_still_waits_for_is_refused()
    {
        var old = Chart().Then("b", "Test.Gate").Then("join", "Elsa.FlowJoin", ("mode", "WaitAll")).Then("last", "Test.Gate")
            .From("start", "Done", "c", "Test.Gate").Connect("c", "Done", "join").Build();
        var without = Chart().Then("b", "Test.Gate").Then("join", "Elsa.FlowJoin", ("mode", "WaitAll")).Then("last", "Test.Gate")
            .From("start", "Done", "c", "Test.Gate").Build();

        PlayedChart.Start(old).Finish("b").AssertRefused(VersionCodes.NeverStarts, "join", without);
        Assert.Equal(["last"], PlayedChart.Start(old).Finish("c").MoveTo(without).Finish("b").Open);
    }

    [Fact]
    public void Join_that_has_run_does_not_run_again_for_a_new_branch()
    {
        var old = Chart().Then("a", "Test.Gate").Then("join", "Elsa.FlowJoin", ("mode", "WaitAny")).Then("last", "Test.Gate")
            .From("start", "Done", "other", "Test.Gate").Build();
        var joined = Chart().Then("a", "Test.Gate").Then("join", "Elsa.FlowJoin", ("mode", "WaitAny")).Then("last", "Test.Gate")
            .From("start", "Done", "other", "Test.Gate").Connect("other", "Done", "join").Build();

        PlayedChart.Start(old).Finish("a").AssertRefused(VersionCodes.Repeats, "join", joined);
        Assert.Equal(["last"], PlayedChart.Start(old).MoveTo(joined).Finish("a").Open);
    }

    [Fact]
    public void Join_that_depends_on_what_nobody_kept_is_refused()
    {
        var old = Chart().Then("decided", "Test.Step").From("start", "Done", "b", "Test.Gate").Then("join", "Elsa.FlowJoin", ("mode", "WaitAll")).Build();
        var joined = Chart().Then("decided", "Test.Step").From("start", "Done", "b", "Test.Gate").Then("join", "Elsa.FlowJoin", ("mode", "WaitAll"))
            .Connect("decided", "Yes", "join").Build();

        PlayedChart.Start(old, _ => "Yes").AssertRefused(VersionCodes.UnknownOutcome, "join", joined);
    }

    [Fact]
    public void Finished_step_that_a_loop_would_now_come_by_again_is_refused()
    {
        var old = Loop().From("start", "Done", "done", "Test.Step").Build();
        var looped = Loop().From("ask", "Done", "done", "Test.Step").Build();

        // Once round: 'done' has been, and would come again with each round.
        PlayedChart.Start(old).Finish("wait").Finish("ask:Again").AssertRefused(VersionCodes.Repeats, "done", looped);
    }

    private static MovedStep Moved(PlayedChart chart, WorkflowDefinition to) =>
        Assert.Single(Assert.IsType<MigrationResult.Migrated>(chart.Plan(to)).Steps);

    private static ChartBuilder Loop() => Chart().Then("wait", "Test.Gate").Then("ask", "Test.Gate").Connect("ask", "Again", "wait");

    private static ChartBuilder Chart() => new("chart");
}
