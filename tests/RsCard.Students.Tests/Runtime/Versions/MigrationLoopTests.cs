using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Tests.Runtime.Versions;

/// <summary>Loops, with what their heads remember more than their bodies, and where they have been round more than once.</summary>
public sealed class MigrationLoopTests
{
    private static readonly WorkflowDefinition Loop =
        Chart().Then("wait", "Test.Gate").Then("ask", "Test.Gate").Connect("ask", "Again", "wait").Then("last", "Test.Gate").Build();

    public static TheoryData<int> Rounds => [0, 1, 2, 5];

    [Theory]
    [MemberData(nameof(Rounds))]
    public void Step_inserted_into_the_body_comes_in_this_round_and_in_the_next(int rounds)
    {
        var chart = After(rounds).MoveTo(
            Chart().Then("wait", "Test.Gate").Then("new", "Test.Gate").Then("ask", "Test.Gate").Connect("ask", "Again", "wait").Then("last", "Test.Gate").Build());

        chart.Finish("wait", "new", "ask:Again", "wait", "new", "ask");
        Assert.Equal(["new", "ask", "wait", "new", "ask", "last"], chart.Executed);
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public void Step_inserted_before_the_open_one_comes_from_the_next_round_on(int rounds)
    {
        var chart = After(rounds).Finish("wait").MoveTo(
            Chart().Then("wait", "Test.Gate").Then("new", "Test.Gate").Then("ask", "Test.Gate").Connect("ask", "Again", "wait").Then("last", "Test.Gate").Build());

        chart.Finish("ask:Again", "wait", "new", "ask");
        Assert.Equal(["wait", "new", "ask", "last"], chart.Executed);
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public void Loop_that_begins_one_step_earlier_goes_on_round(int rounds)
    {
        var chart = After(rounds).MoveTo(
            Chart().Then("new", "Test.Gate").Then("wait", "Test.Gate").Then("ask", "Test.Gate").Connect("ask", "Again", "new").Then("last", "Test.Gate").Build());

        chart.Finish("wait", "ask:Again", "new", "wait", "ask:Again", "new", "wait", "ask");
        Assert.Equal(["ask", "new", "wait", "ask", "new", "wait", "ask", "last"], chart.Executed);
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public void Loop_that_begins_one_step_later_goes_on_round(int rounds)
    {
        var chart = After(rounds).Finish("wait").MoveTo(
            Chart().Then("wait", "Test.Gate").Then("ask", "Test.Gate").Connect("ask", "Again", "ask").Then("last", "Test.Gate").Build());

        chart.Finish("ask:Again", "ask:Again", "ask");
        Assert.Equal(["ask", "ask", "last"], chart.Executed);
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public void Head_that_was_removed_leaves_a_loop_that_goes_on_round(int rounds)
    {
        var chart = After(rounds).Finish("wait").MoveTo(
            Chart().Then("ask", "Test.Gate").Connect("ask", "Again", "ask").Then("last", "Test.Gate").Build());

        chart.Finish("ask:Again", "ask:Again", "ask");
        Assert.Equal(["ask", "ask", "last"], chart.Executed);
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public void Loop_that_was_taken_away_ends_with_this_round(int rounds)
    {
        var chart = After(rounds).MoveTo(Chart().Then("wait", "Test.Gate").Then("ask", "Test.Gate").Then("last", "Test.Gate").Build());

        chart.Finish("wait", "ask");
        Assert.Equal(["ask", "last"], chart.Executed);
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public void Step_behind_the_loop_comes_once(int rounds)
    {
        var chart = After(rounds).MoveTo(
            Chart().Then("wait", "Test.Gate").Then("ask", "Test.Gate").Connect("ask", "Again", "wait").Then("new", "Test.Gate").Then("last", "Test.Gate").Build());

        chart.Finish("wait", "ask:Again", "wait", "ask", "new");
        Assert.Equal(["ask", "wait", "ask", "new", "last"], chart.Executed);
    }

    [Fact]
    public void Loop_that_is_new_may_come_by_what_was_finished()
    {
        var line = Chart().Then("wait", "Test.Gate").Then("ask", "Test.Gate").Then("last", "Test.Gate").Build();

        var chart = PlayedChart.Start(line).Finish("wait").MoveTo(Loop);

        chart.Finish("ask:Again", "wait", "ask");
        Assert.Equal(["wait", "ask", "last"], chart.Executed);
    }

    private static PlayedChart After(int rounds)
    {
        var chart = PlayedChart.Start(Loop);
        for (var round = 0; round < rounds; round++)
            chart.Finish("wait", "ask:Again");
        return chart;
    }

    private static ChartBuilder Chart() => new("chart");
}
