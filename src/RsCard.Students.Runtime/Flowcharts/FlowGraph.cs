using System.Runtime.CompilerServices;
using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>
/// What the counting rules need to know of a chart: which connections lead forward, which back, and what lies upstream
/// (rules 1 and 6 of the conformance notes).
/// </summary>
public sealed class FlowGraph
{
    private static readonly ConditionalWeakTable<WorkflowDefinition, FlowGraph> Known = [];

    private readonly Dictionary<string, Activity> activities;
    private readonly Dictionary<string, List<Connection>> outbound;
    private readonly Dictionary<string, List<Connection>> forwardInbound = [];
    private readonly HashSet<Connection> back = [];
    private readonly HashSet<Connection> invalidBack = [];
    private readonly Dictionary<string, HashSet<string>> ancestors = [];

    private FlowGraph(WorkflowDefinition definition)
    {
        activities = definition.Activities.ToDictionary(activity => activity.Id);
        outbound = definition.Connections.GroupBy(connection => connection.Source).ToDictionary(group => group.Key, group => group.ToList());
        Sort(definition.Start);
        foreach (var id in activities.Keys)
            ancestors[id] = Upstream(id, avoiding: null);
        foreach (var connection in back.Where(connection => !IsOnEveryPath(definition.Start, connection)))
            invalidBack.Add(connection);
    }

    /// <summary>The graph of a definition, computed once.</summary>
    public static FlowGraph Of(WorkflowDefinition definition) => Known.GetValue(definition, static found => new FlowGraph(found));

    public Activity GetActivity(string id) => activities[id];

    /// <summary>In the order of the definition.</summary>
    public IReadOnlyList<Connection> Outbound(string activityId) => outbound.TryGetValue(activityId, out var found) ? found : [];

    public IReadOnlyList<Connection> ForwardInbound(string activityId) => forwardInbound.TryGetValue(activityId, out var found) ? found : [];

    public bool IsBack(Connection connection) => back.Contains(connection);

    /// <summary>False where the target of a back-connection isn't on every forward path from the start to its source: following it is an error.</summary>
    public bool IsValidBack(Connection connection) => !invalidBack.Contains(connection);

    /// <summary>Every activity from which forward connections lead to this one.</summary>
    public IReadOnlySet<string> Ancestors(string activityId) => ancestors[activityId];

    /// <summary>Breadth first; a connection that would close a cycle with those found before leads back.</summary>
    private void Sort(string start)
    {
        var reached = new HashSet<string> { start };
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var source))
        {
            foreach (var connection in Outbound(source))
            {
                if (connection.Target == source || Upstream(source, avoiding: null).Contains(connection.Target))
                {
                    back.Add(connection);
                    continue;
                }

                if (!forwardInbound.TryGetValue(connection.Target, out var inbound))
                    forwardInbound[connection.Target] = inbound = [];
                inbound.Add(connection);
                if (reached.Add(connection.Target))
                    queue.Enqueue(connection.Target);
            }
        }
    }

    private bool IsOnEveryPath(string start, Connection connection) =>
        connection.Target == connection.Source || connection.Target == start
        || !Upstream(connection.Source, avoiding: connection.Target).Contains(start);

    private HashSet<string> Upstream(string activityId, string? avoiding)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>([activityId]);
        while (open.TryPop(out var current))
        {
            foreach (var connection in ForwardInbound(current))
            {
                if (connection.Source != avoiding && found.Add(connection.Source))
                    open.Push(connection.Source);
            }
        }

        return found;
    }
}
