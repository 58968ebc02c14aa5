using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Definitions.Rules;

/// <summary>What definitions execute each other: each exists, and none comes round to itself.</summary>
internal sealed class SubWorkflowRules
{
    private readonly Dictionary<string, ChartPaths> charts;
    private readonly IReadOnlyCollection<string> started;

    /// <param name="started">Started by code.</param>
    public SubWorkflowRules(IEnumerable<ChartPaths> charts, IReadOnlyCollection<string> started)
    {
        this.charts = charts.ToDictionary(chart => chart.Definition.DefinitionId);
        this.started = started;
    }

    /// <summary>Whether another definition, or code, executes this one.</summary>
    public bool IsExecuted(string definitionId) => started.Contains(definitionId) || charts.Values.SelectMany(Calls).Any(call => call.Child == definitionId);

    /// <summary>The names of all signals that an activity may wait for, those of its sub-workflow and of theirs included.</summary>
    public IReadOnlySet<string> SignalsOf(ChartPaths chart, string activityId)
    {
        var shape = chart.Shapes[activityId];
        if (shape is { Waits: WaitKind.Signal, WaitsFor: { } signal })
            return new HashSet<string> { signal };
        return ChildOf(chart.Graph.GetActivity(activityId)) is { } child ? SignalsBelow(child) : new HashSet<string>();
    }

    public IEnumerable<RuleFinding> Check(ChartPaths chart)
    {
        foreach (var (activity, child) in Calls(chart))
        {
            if (!charts.ContainsKey(child))
                yield return Finding("RULE-020", activity, $"there is no definition '{child}'.", $"one of {string.Join(", ", charts.Keys.Order(StringComparer.Ordinal))}.");
            else if (Reachable(child).Contains(chart.Definition.DefinitionId))
                yield return Finding("RULE-021", activity, $"'{child}' comes round to {chart.Definition.DefinitionId} again: it would start children for ever.", "a loop inside one definition.");
        }

        RuleFinding Finding(string code, Activity activity, string reason, string better) =>
            new(code, chart.Definition.DefinitionId, activity.Id, reason, better);
    }

    private HashSet<string> SignalsBelow(string definitionId) =>
    [
        .. Reachable(definitionId)
            .Where(charts.ContainsKey)
            .SelectMany(id => charts[id].Shapes.Values)
            .Where(shape => shape.Waits == WaitKind.Signal)
            .Select(shape => shape.WaitsFor ?? ""),
    ];

    private HashSet<string> Reachable(string definitionId)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>([definitionId]);
        while (open.TryPop(out var id))
        {
            if (!found.Add(id) || !charts.TryGetValue(id, out var chart))
                continue;
            foreach (var (_, child) in Calls(chart))
                open.Push(child);
        }

        return found;
    }

    private static IEnumerable<(Activity Activity, string Child)> Calls(ChartPaths chart) =>
        from activity in chart.Definition.Activities
        let child = ChildOf(activity)
        where child is not null
        select (activity, child);

    private static string? ChildOf(Activity activity) =>
        activity.Type == ElsaActivities.ExecuteWorkflow && activity.FindInput(ElsaActivities.WorkflowDefinitionId) is { Length: > 0 } child ? child : null;
}
