using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Tests.Runtime;

public sealed class FlowchartInterpreterTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 18, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Loop_that_never_waits_is_a_fault_and_not_a_hang()
    {
        var chart = new ChartBuilder("loop").Then("again", "Test.Step").Connect("again", "Done", "again").Build();

        var step = FlowchartInterpreter.Start(chart, (_, _) => ActivityResult.Done, Now);

        Assert.Equal("FLOW-004", Assert.Single(step.Faults).Code);
        Assert.Equal(InstanceStatus.Faulted, step.Status);
    }

    [Fact]
    public void Resume_of_an_execution_that_is_not_open_does_nothing()
    {
        var chart = new ChartBuilder("gate").Then("gate", "Test.Gate").Build();
        var started = FlowchartInterpreter.Start(chart, Gate, Now);

        Assert.Null(FlowchartInterpreter.Resume(chart, started.State, 1, ["Done"], Gate, Now));
        Assert.NotNull(FlowchartInterpreter.Resume(chart, started.State, 2, ["Done"], Gate, Now));
    }

    [Fact]
    public void Same_state_and_stimulus_give_the_same_step()
    {
        var chart = new ChartBuilder("gate").Then("gate", "Test.Gate").Then("next", "Test.Gate").Build();
        var started = FlowchartInterpreter.Start(chart, Gate, Now);
        var saved = started.State.ToJson();

        var first = FlowchartInterpreter.Resume(chart, started.State, 2, ["Done"], Gate, Now)!;
        var second = FlowchartInterpreter.Resume(chart, FlowchartState.FromJson(saved), 2, ["Done"], Gate, Now)!;

        Assert.Equal(first.State.ToJson(), second.State.ToJson());
        Assert.Equal(saved, started.State.ToJson());
    }

    /// <summary>Running instances are saved in this form: a change of a name would lose them.</summary>
    [Fact]
    public void Saved_state_has_the_names_that_earlier_releases_wrote()
    {
        var chart = new ChartBuilder("gate").Then("gate", "Test.Gate").Build();

        var json = FlowchartInterpreter.Start(chart, Gate, Now).State.ToJson();

        Assert.Equal(
            """{"visits":{"start":1},"connections":{"start:Done\u003Egate":{"n":1,"f":true}},"open":[{"n":2,"activity":"gate","waits":"signal","name":"gate","owner":"HsaTeam","since":"2027-01-18T08:00:00+00:00","due":"2027-02-01T08:00:00+00:00"}],"next":3}""",
            json);
    }

    [Fact]
    public void Cancelled_children_end_and_their_parent_is_not_resumed_by_it()
    {
        var parent = new ChartBuilder("parent")
            .Then("sub", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "true"))
            .From("start", "Done", "withdraw", "Test.Gate").Then("cancel", "RsCard.CancelChildren").Then("last", "Test.Gate").Build();
        var child = new ChartBuilder("child").Then("grand", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "grandchild"), ("waitForCompletion", "true")).Build();
        var grandchild = new ChartBuilder("grandchild").Then("inner", "Test.Gate").Build();
        var burst = Burst([parent, child, grandchild]);
        burst.Start(parent);

        Assert.True(burst.Signal("withdraw", ["Done"]));

        Assert.Equal([InstanceStatus.Suspended, InstanceStatus.Cancelled, InstanceStatus.Cancelled], burst.Changes.Select(change => change.Status));
        Assert.Equal(["sub", "last"], burst.Changes[0].State.Open.Select(open => open.ActivityId));
        Assert.False(burst.Signal("inner", ["Done"]));
    }

    [Fact]
    public void Step_that_opens_and_closes_in_one_burst_is_neither_opened_nor_closed()
    {
        var chart = new ChartBuilder("two").Then("first", "Test.Gate").Then("second", "Test.Gate").Build();
        var burst = Burst([chart]);
        burst.Start(chart);

        burst.Signal("first", ["Done"]);

        var change = Assert.Single(burst.Changes);
        Assert.Equal("second", Assert.Single(change.Opened).Execution.ActivityId);
        Assert.Empty(change.Closed);
    }

    [Fact]
    public void Fault_in_a_child_is_a_fault_of_the_burst()
    {
        var parent = new ChartBuilder("parent").Then("sub", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "true")).Build();
        var child = new ChartBuilder("child").Then("bad", "Test.Unknown").Build();
        var burst = Burst([parent, child]);

        burst.Start(parent);

        Assert.Equal("bad", Assert.Single(burst.Faults).Fault.ActivityId);
    }

    private static ActivityResult Gate(Activity activity, int execution) =>
        activity.Type == "Test.Gate" ? new ActivityResult.Waiting(new Wait.ForSignal(activity.Id, "HsaTeam", Now.AddDays(14))) : ActivityResult.Done;

    private static CaseBurst Burst(IReadOnlyList<WorkflowDefinition> definitions) => new(
        Guid.NewGuid(),
        [],
        new DefinitionSet(definitions.ToDictionary(definition => definition.Hash), id => definitions.FirstOrDefault(definition => definition.DefinitionId == id)),
        new TestHost(),
        Now,
        Guid.CreateVersion7);
}
