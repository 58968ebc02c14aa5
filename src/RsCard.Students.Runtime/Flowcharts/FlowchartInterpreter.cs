using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>
/// Runs one flowchart in one instance by Elsa's counter-based rules (the eleven rules of the conformance notes). Pure: the
/// same definition, state and stimulus give the same step, and nothing outside is touched but through <c>execute</c>.
/// </summary>
public static class FlowchartInterpreter
{
    /// <summary>More activities than this in one run are a loop without waiting.</summary>
    public const int MostActivitiesInOneRun = 10_000;

    /// <param name="execute">Executes what isn't part of the flow itself: activity and execution number in, result out.</param>
    public static FlowchartStep Start(WorkflowDefinition definition, Func<Activity, int, ActivityResult> execute, DateTimeOffset now)
    {
        var run = new FlowchartRun(FlowGraph.Of(definition), FlowchartState.Empty, execute, now);
        run.Schedule(definition.Start);
        return run.ToStep();
    }

    /// <summary>Completes a suspended execution with these outcomes, and runs on.</summary>
    /// <returns>Null where no execution of that number is open: nothing happened.</returns>
    public static FlowchartStep? Resume(
        WorkflowDefinition definition,
        FlowchartState state,
        int execution,
        IReadOnlyList<string> outcomes,
        Func<Activity, int, ActivityResult> execute,
        DateTimeOffset now)
    {
        if (state.Open.FirstOrDefault(open => open.Number == execution) is not { } waiting)
            return null;
        var run = new FlowchartRun(FlowGraph.Of(definition), state, execute, now);
        run.Resume(waiting, outcomes);
        return run.ToStep();
    }
}
