using System.Text.Json;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Versions;

/// <summary>
/// Takes saved states from one version of a definition to another. Pure. Thousands of instances stand in a few places: what
/// was found out for one state is kept for the next that has the same counts. Not for several threads at once.
/// </summary>
public sealed class MigrationPlanner(WorkflowDefinition from, WorkflowDefinition to, ActivityMapping mapping)
{
    private readonly FlowGraph after = FlowGraph.Of(to);
    private readonly Dictionary<string, (MigrationResult.Refused? Refused, TransferredCounts? Counts)> known = new(StringComparer.Ordinal);

    public MigrationResult Plan(FlowchartState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var steps = new List<MovedStep>();
        foreach (var open in state.Open)
        {
            if (Counterpart(open, out var step) is { } lost)
                return lost;
            steps.Add(step);
        }

        var moved = state with { Open = [.. state.Open.Zip(steps, (open, step) => open with { ActivityId = step.To })] };

        // Not yet begun, or completed with something open that leads nowhere: no count will be looked at again.
        if (state.Next == 1 || state.Ended)
            return new MigrationResult.Migrated(moved with { Visits = Visits(state), Connections = FlowchartState.Empty.Connections }, steps);

        var shape = JsonSerializer.Serialize(new { state.Visits, state.Connections, open = state.Open.Select(open => open.ActivityId) });
        if (!known.TryGetValue(shape, out var found))
            known[shape] = found = (Transfer(state, moved, out var counts), counts);
        return found is { Refused: null, Counts: { } carried }
            ? new MigrationResult.Migrated(moved with { Visits = carried.Visits, Connections = carried.Connections }, steps)
            : found.Refused ?? throw new System.Diagnostics.UnreachableException();
    }

    private MigrationResult.Refused? Transfer(FlowchartState state, FlowchartState moved, out TransferredCounts? counts)
    {
        var old = new OldPosition(from, state);
        if (CountTransfer.Try(to, mapping, old, out counts) is { } refused)
            return refused;
        if (counts is null)
            throw new System.Diagnostics.UnreachableException();
        var transferred = moved with { Visits = counts.Visits, Connections = counts.Connections };
        return FindRepeated(old, transferred) ?? MigrationProof.FindFlaw(to, transferred);
    }

    /// <summary>A step that has been may come again by a loop that the chart has, and in no other way.</summary>
    private MigrationResult.Refused? FindRepeated(OldPosition old, FlowchartState state)
    {
        var position = new OldPosition(to, state);
        var repeated = to.Activities.FirstOrDefault(activity =>
            mapping.FindOld(activity.Id) is { } former && old.Visits(former) > 0 && position.IsAhead(activity.Id) && !old.IsAhead(former));
        return repeated is null
            ? null
            : new(VersionCodes.Repeats, "it was finished or passed over, and in the new version it could start again", repeated.Id);
    }

    private MigrationResult.Refused? Counterpart(OpenExecution open, out MovedStep step)
    {
        step = new MovedStep(open.Number, open.ActivityId, open.ActivityId, open.Waits, BeginsAnew: false);
        var before = FlowGraph.Of(from).GetActivity(open.ActivityId);
        if (mapping.FindNew(open.ActivityId) is not { } target || !IsReachable(target))
            return new(VersionCodes.NoCounterpart, "the new version hasn't this step, or nothing leads to it", open.ActivityId);
        var activity = after.GetActivity(target);
        if (activity.Type != before.Type)
            return new(VersionCodes.OtherType, $"it is of the type {before.Type}, in the new version {activity.Type}", open.ActivityId);
        if (open.Waits == WaitKind.Child && (activity.FindInput("workflowDefinitionId") != open.Name || !IsTrue(activity, "waitForCompletion")))
            return new(VersionCodes.OtherChild, $"it waits for its child '{open.Name}', which the new version wouldn't do", open.ActivityId);
        var asksOtherwise = open.Waits is WaitKind.Signal or WaitKind.Event && !HasSameInputs(before, activity);
        step = step with { To = target, BeginsAnew = asksOtherwise };
        return null;
    }

    private bool IsReachable(string id) => id == to.Start || after.ForwardInbound(id).Count > 0;

    private Dictionary<string, int> Visits(FlowchartState state) =>
        state.Visits.Where(visited => mapping.FindNew(visited.Key) is not null).ToDictionary(visited => mapping.FindNew(visited.Key) ?? visited.Key, visited => visited.Value);

    private static bool IsTrue(Activity activity, string input) => bool.TryParse(activity.FindInput(input), out var value) && value;

    internal static bool HasSameInputs(Activity one, Activity other) =>
        one.Inputs.Count == other.Inputs.Count
        && one.Inputs.All(input => other.Inputs.TryGetValue(input.Key, out var value) && JsonElement.DeepEquals(input.Value, value));
}
