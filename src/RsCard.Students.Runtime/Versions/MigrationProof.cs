using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.Versions;

/// <summary>
/// Proves a state against its chart before any instance gets it: each open step is finished by each of its outcomes, in a dry
/// run in which everything that follows waits. What an outcome leads to must start, or still wait for something that is open.
/// </summary>
internal static class MigrationProof
{
    public static MigrationResult.Refused? FindFlaw(WorkflowDefinition definition, FlowchartState state)
    {
        var graph = FlowGraph.Of(definition);
        foreach (var open in state.Open)
        {
            foreach (var port in graph.Outbound(open.ActivityId).Select(connection => connection.Port).Distinct())
            {
                var step = FlowchartInterpreter.Resume(definition, state, open.Number, [port], DryRun, open.Since)
                    ?? throw new System.Diagnostics.UnreachableException();
                if (step.Faults.Count > 0)
                    return Flaw(open, port, $"fails with {step.Faults[0].Code}");
                if (graph.Outbound(open.ActivityId).FirstOrDefault(connection => connection.Port == port && !IsSound(graph, connection, state, step)) is { } lost)
                    return Flaw(open, port, $"doesn't lead to '{lost.Target}'");
            }
        }

        return null;
    }

    private static bool IsSound(FlowGraph graph, Connection followed, FlowchartState before, FlowchartStep step)
    {
        var target = followed.Target;
        if (step.Journal.Any(entry => entry.ActivityId == target && entry.Execution >= before.Next))
            return true;
        if (graph.IsBack(followed))
            return false;
        if (step.Journal.Any(entry => entry.Event == "Completed" && graph.GetActivity(entry.ActivityId).Type is ElsaActivities.Finish or ElsaActivities.End))
            return true;

        var join = ElsaActivities.FindJoinMode(graph.GetActivity(target));
        var (visited, visits) = (before.Visits.GetValueOrDefault(target), step.State.Visits.GetValueOrDefault(target));
        if (visits > visited)
            return join == JoinMode.WaitAll;
        if (join == JoinMode.WaitAny && visited > 0)
            return true;
        return graph.ForwardInbound(target).Any(connection =>
            step.State.Connections.GetValueOrDefault(FlowCounts.Key(connection)).Count <= visits && IsStillOpen(graph, connection.Source, step.State));
    }

    private static bool IsStillOpen(FlowGraph graph, string id, FlowchartState state) =>
        state.Open.Any(open => open.ActivityId == id || graph.Ancestors(id).Contains(open.ActivityId));

    private static ActivityResult DryRun(Activity activity, int execution) => activity.Type switch
    {
        "Elsa.Start" or ElsaActivities.End or ElsaActivities.Join or ElsaActivities.Fork => ElsaActivities.Execute(activity, default),
        CaseBurst.CancelChildren => ActivityResult.Done,
        _ => new ActivityResult.Waiting(new Wait.ForEvent(activity.Id)),
    };

    private static MigrationResult.Refused Flaw(OpenExecution open, string port, string what) =>
        new(VersionCodes.NotProved, $"in a dry run the outcome {port} of '{open.ActivityId}' {what}", open.ActivityId);
}
