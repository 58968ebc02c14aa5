using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Tests.Runtime.Versions;

/// <summary>
/// One instance on a chart, without a database. <c>Test.Gate</c> waits for a person, <c>Test.Until</c> for a time,
/// <c>Test.Work</c> for work; <c>Test.Step</c> completes at once, by the outcome that <paramref name="outcome"/> says.
/// </summary>
internal sealed class PlayedChart(WorkflowDefinition definition, Func<string, string>? outcome = null)
{
    public static readonly DateTimeOffset Now = new(2027, 1, 18, 8, 0, 0, TimeSpan.Zero);

    public WorkflowDefinition Definition { get; private set; } = definition;

    public FlowchartState State { get; private set; } = FlowchartState.Empty;

    public InstanceStatus Status { get; private set; } = InstanceStatus.Suspended;

    /// <summary>Every execution so far, in order.</summary>
    public List<string> Executed { get; } = [];

    public IEnumerable<string> Open => State.Open.Select(open => open.ActivityId).Order(StringComparer.Ordinal);

    public static PlayedChart Start(WorkflowDefinition definition, Func<string, string>? outcome = null)
    {
        var chart = new PlayedChart(definition, outcome);
        chart.Apply(FlowchartInterpreter.Start(definition, chart.Execute, Now));
        return chart;
    }

    /// <summary>Finishes open steps, one after another; <c>gate:Rejected</c> by another outcome than Done.</summary>
    public PlayedChart Finish(params string[] steps)
    {
        foreach (var step in steps)
        {
            var (id, port) = step.Split(':') is [var name, var by] ? (name, by) : (step, "Done");
            var open = State.Open.FirstOrDefault(open => open.ActivityId == id)
                ?? throw new InvalidOperationException($"expected '{id}' to be open, got {string.Join(", ", Open)}");
            Apply(FlowchartInterpreter.Resume(Definition, State, open.Number, [port], Execute, Now)!);
        }

        return this;
    }

    public MigrationResult Plan(WorkflowDefinition to, params (string Old, string New)[] told) =>
        new MigrationPlanner(Definition, to, ActivityMapping.Between(Definition, to, told.ToDictionary(pair => pair.Old, pair => pair.New))).Plan(State);

    /// <summary>Goes over to another version; what was executed before is forgotten, what is executed from here on is noted.</summary>
    public PlayedChart MoveTo(WorkflowDefinition to, params (string Old, string New)[] told)
    {
        var result = Plan(to, told);
        State = Assert.IsType<MigrationResult.Migrated>(result).State;
        Definition = to;
        Executed.Clear();
        return this;
    }

    public void AssertRefused(string code, string activity, WorkflowDefinition to, params (string Old, string New)[] told)
    {
        var refused = Assert.IsType<MigrationResult.Refused>(Plan(to, told));
        Assert.Equal((code, activity), (refused.Code, refused.ActivityId));
    }

    private void Apply(FlowchartStep step)
    {
        Assert.Empty(step.Faults);
        Executed.AddRange(step.Journal.Where(entry => entry.Event is "Started" or "Resumed" && entry.Execution >= State.Next).Select(entry => entry.ActivityId));

        // As the database keeps it.
        State = FlowchartState.FromJson(step.State.ToJson());
        Status = step.Status;
    }

    private ActivityResult Execute(Activity activity, int number) => activity.Type switch
    {
        "Test.Gate" => new ActivityResult.Waiting(new Wait.ForSignal(activity.Id, "HsaTeam")),
        "Test.Until" => new ActivityResult.Waiting(new Wait.Until(Now.AddDays(30))),
        "Test.Work" => new ActivityResult.Waiting(new Wait.ForWork("mail", "key", "{}")),
        "Test.Step" => new ActivityResult.Completed(outcome?.Invoke(activity.Id) ?? "Done"),
        "Elsa.ExecuteWorkflow" => new ActivityResult.Waiting(new Wait.ForChild(activity.FindInput("workflowDefinitionId")!)),
        "Elsa.FlowFork" => new ActivityResult.Completed([.. activity.FindInput("branches")!.Split(' ')]),
        _ => ActivityResult.Done,
    };
}
