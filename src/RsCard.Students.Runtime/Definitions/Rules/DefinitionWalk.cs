using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Definitions.Rules;

/// <summary>
/// Walks a definition through all outcomes with the interpreter itself: every path, each activity up to three times (a loop taken
/// twice). Sub-workflows are stubs that complete; they are walked by themselves. What no line shows is found here: an activity that never
/// runs, a stand that nothing moves, an end that leaves something open.
/// </summary>
internal sealed class DefinitionWalk
{
    private const int MostTurns = 3;

    /// <summary>The product's largest has under 200 stands.</summary>
    private const int MostStands = 20_000;

    private readonly ChartPaths chart;
    private readonly WalkStep step;
    private readonly Dictionary<string, Stand> stands = [];
    private readonly Dictionary<string, List<string>> cameFrom = [];
    private readonly HashSet<string> ends = [];
    private readonly HashSet<string> run = [];
    private readonly Dictionary<(string Code, string? Activity), RuleFinding> findings = [];

    private DefinitionWalk(ChartPaths chart)
    {
        this.chart = chart;
        step = new WalkStep(chart);
    }

    public static IReadOnlyList<RuleFinding> Of(ChartPaths chart)
    {
        var walk = new DefinitionWalk(chart);
        walk.Walk();
        return [.. walk.findings.Values];
    }

    private void Walk()
    {
        var open = new Queue<Stand>();
        Arrive(from: null, step.Start(), open);
        while (open.TryDequeue(out var stand))
        {
            if (stands.Count > MostStands)
            {
                Find("RULE-057", activityId: null, $"it has more than {MostStands} stands: it can't be walked to the end.", "draw part of it as a sub-workflow.");
                return;
            }

            Arrive(stand, step.From(stand), open);
        }

        foreach (var activity in chart.Definition.Activities.Where(activity => !run.Contains(activity.Id)))
            Find("RULE-050", activity.Id, "a line leads here, and yet it never runs: its lines are never followed together.", "a join of branches that exclude each other is WaitAllActive.");
        FindWhatNeverEnds();
    }

    private void Arrive(Stand? from, IEnumerable<Stand> next, Queue<Stand> open)
    {
        foreach (var stand in next)
        {
            run.UnionWith(stand.Turns.Keys);
            Judge(stand);
            var key = stand.Key;
            if (!cameFrom.TryGetValue(key, out var sources))
                cameFrom[key] = sources = [];
            if (from is not null)
                sources.Add(from.Key);
            if (stand.HasEnded)
                ends.Add(key);
            else if (stands.TryAdd(key, stand) && stand.Turns.Values.Max() <= MostTurns)
                open.Enqueue(stand);
        }
    }

    private void Judge(Stand stand)
    {
        foreach (var fault in stand.Faults)
            Find("RULE-056", fault.ActivityId, $"it fails: {fault.Code}, {fault.Message}.", "see the code.");
        foreach (var child in stand.Left)
            Find("RULE-053", child, "the definition goes on, or ends, without it, and its sub-workflow goes on alone.", $"{CaseBurst.CancelChildren} before that.");
        foreach (var dropped in stand.Dropped)
            Find("RULE-052", dropped, "Elsa.Finish may end the definition while this is still waited for: nobody is told.", "join the branches before it, or end with Elsa.End where that is meant.");
        if (stand.HasEnded)
            return;

        if (!stand.Movable.Any(open => !chart.Shapes[open.ActivityId].IsListener))
            Find("RULE-051", stand.Last, "after it nothing is left that moves the case, and it hasn't ended.", "lead every path to an Elsa.Finish.");
        foreach (var open in stand.Movable.Where(open => open.Waits == WaitKind.Signal && string.IsNullOrEmpty(open.Owner)))
            Find("RULE-055", open.ActivityId, "it waits for a person, and says not whose turn it is (D-60).", "an activity with an owner.");
        foreach (var twice in stand.Movable.Where(open => open.Waits == WaitKind.Signal).GroupBy(open => open.Name).Where(group => group.Count() > 1))
            Find("RULE-047", twice.Last().ActivityId, $"the signal '{twice.Key}' is waited for twice at once: it can't say which is meant.", "one after the other, or signals of different names.");
    }

    /// <summary>From each stand that has a turn left, an end must be in reach.</summary>
    private void FindWhatNeverEnds()
    {
        var ending = new HashSet<string>(ends);
        var open = new Stack<string>(ends);
        while (open.TryPop(out var key))
        {
            foreach (var source in cameFrom[key])
            {
                if (ending.Add(source))
                    open.Push(source);
            }
        }

        if (findings.Count > 0)
            return;
        if (stands.FirstOrDefault(stand => !ending.Contains(stand.Key) && stand.Value.Turns.Values.Max() < MostTurns).Value is { } endless)
            Find("RULE-054", endless.Last, "from here no outcome leads to an end.", "give the loop a way out that leads to an Elsa.Finish.");
    }

    private void Find(string code, string? activityId, string reason, string better) =>
        findings.TryAdd((code, activityId), new RuleFinding(code, chart.Definition.DefinitionId, activityId, reason, better));
}
