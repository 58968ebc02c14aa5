using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Definitions.Rules;

/// <summary>What the rules ask of a chart: what lies below what, which loops there are, and what may be open at the same time.</summary>
internal sealed class ChartPaths
{
    private static readonly HashSet<string> Nothing = [];

    private readonly Dictionary<string, List<string>> forward;
    private readonly List<(string First, string Second)> forks;
    private readonly Dictionary<string, HashSet<string>> below = [];

    public ChartPaths(WorkflowDefinition definition, ActivityCatalogue activities)
    {
        Definition = definition;
        Graph = FlowGraph.Of(definition);
        Shapes = definition.Activities
            .Select(activity => (activity.Id, Shape: activities.Find(activity)))
            .ToDictionary(known => known.Id, known => known.Shape ?? ActivityShape.Decides());
        Reached = Reach(definition.Start, definition.Connections.ToLookup(line => line.Source, line => line.Target), Nothing);
        var reached = definition.Connections.Where(line => Reached.Contains(line.Source)).ToList();
        forward = reached.Where(line => !Graph.IsBack(line)).GroupBy(line => line.Source).ToDictionary(group => group.Key, group => group.Select(line => line.Target).Distinct().ToList());
        forks = [.. reached.Where(line => !Graph.IsBack(line)).GroupBy(ForkOf).SelectMany(Pairs)];
        Loops = [.. reached.Where(Graph.IsBack).Select(line => new Loop(line, Body(line).ToHashSet()))];
    }

    public WorkflowDefinition Definition { get; }

    public FlowGraph Graph { get; }

    /// <summary>By activity id; an unknown type has no outcomes.</summary>
    public IReadOnlyDictionary<string, ActivityShape> Shapes { get; }

    /// <summary>What any line leads to, from the start.</summary>
    public IReadOnlySet<string> Reached { get; }

    public IReadOnlyList<Loop> Loops { get; }

    /// <summary>What forward lines lead to from here, without the activity itself.</summary>
    public IReadOnlySet<string> Below(string activityId)
    {
        if (!below.TryGetValue(activityId, out var found))
        {
            found = Reach(activityId, Nothing);
            found.Remove(activityId);
            below[activityId] = found;
        }

        return found;
    }

    /// <summary>Whether a path leads from one activity to another that touches none of these.</summary>
    public bool IsReachable(string from, string to, IReadOnlySet<string> avoiding) => Reach(from, avoiding).Contains(to);

    /// <summary>
    /// Whether both may be under way at once: they stand on different branches of a fork, and neither is waited for by the other. An
    /// activity with several lines into it waits for all of them, so what lies below one of two is no part of the other's branch.
    /// </summary>
    public bool AreConcurrent(string one, string other) => Branches(one, other).Any();

    /// <summary>Whether <paramref name="ending"/> may run while <paramref name="open"/> is under way, on a path without any of <paramref name="avoiding"/>.</summary>
    public bool MayRunDuring(string ending, string open, IEnumerable<string> avoiding)
    {
        var barred = Below(open).Append(open).Concat(avoiding).ToHashSet();
        return Branches(open, ending).Any(fork => IsReachable(fork.Second, ending, barred));
    }

    /// <summary>The activities of a type.</summary>
    public IEnumerable<Activity> OfType(params IReadOnlyList<string> types) =>
        Definition.Activities.Where(activity => types.Contains(activity.Type) && Reached.Contains(activity.Id));

    private IEnumerable<(string First, string Second)> Branches(string one, string other)
    {
        var belowOne = Below(one).Append(one).ToHashSet();
        var belowOther = Below(other).Append(other).ToHashSet();
        return forks.Where(fork => IsReachable(fork.First, one, belowOther) && IsReachable(fork.Second, other, belowOne));
    }

    /// <summary>Lines that are followed together: those of one port, and all of an <c>Elsa.FlowFork</c>.</summary>
    private string ForkOf(Connection line) =>
        Graph.GetActivity(line.Source).Type == ElsaActivities.Fork ? line.Source : $"{line.Source}:{line.Port}";

    private static IEnumerable<(string First, string Second)> Pairs(IEnumerable<Connection> lines)
    {
        var targets = lines.Select(line => line.Target).Distinct().ToList();
        return targets.SelectMany(first => targets.Where(second => second != first), (first, second) => (first, second));
    }

    private IEnumerable<string> Body(Connection back)
    {
        var down = Reach(back.Target, Nothing);
        return Graph.Ancestors(back.Source).Append(back.Source).Where(down.Contains);
    }

    private HashSet<string> Reach(string from, IReadOnlySet<string> avoiding) =>
        Reach(from, id => forward.GetValueOrDefault(id) ?? [], avoiding);

    private static HashSet<string> Reach(string from, ILookup<string, string> lines, IReadOnlySet<string> avoiding) =>
        Reach(from, id => lines[id], avoiding);

    private static HashSet<string> Reach(string from, Func<string, IEnumerable<string>> next, IReadOnlySet<string> avoiding)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.TryPop(out var id))
        {
            if (avoiding.Contains(id) || !found.Add(id))
                continue;
            foreach (var target in next(id))
                open.Push(target);
        }

        return found;
    }
}

/// <param name="Back">The line that closes the loop.</param>
/// <param name="Body">What lies on a forward path from its target to its source, both included.</param>
internal sealed record Loop(Connection Back, IReadOnlySet<string> Body);
