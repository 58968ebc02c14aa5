using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Versions;

/// <summary>What a saved state tells of an instance's past, beyond the bare counts.</summary>
internal sealed class OldPosition
{
    private readonly FlowchartState state;
    private readonly HashSet<string> heads;
    private readonly string start;

    public OldPosition(WorkflowDefinition definition, FlowchartState state)
    {
        this.state = state;
        Graph = FlowGraph.Of(definition);
        start = definition.Start;
        heads = HeadsOf(definition);
    }

    public FlowGraph Graph { get; }

    /// <summary>The targets of back-connections. Their visits run ahead of what arrives: a start through a back-connection arrives nowhere.</summary>
    public static HashSet<string> HeadsOf(WorkflowDefinition definition)
    {
        var graph = FlowGraph.Of(definition);
        return definition.Connections.Where(graph.IsBack).Select(connection => connection.Target).ToHashSet(StringComparer.Ordinal);
    }

    public bool IsHead(string id) => heads.Contains(id);

    /// <summary>A connection whose source can't be reached counts nowhere (rule 1).</summary>
    public bool IsReachable(string id) => id == start || Graph.ForwardInbound(id).Count > 0;

    public int Visits(string id) => state.Visits.GetValueOrDefault(id);

    public int OpenAt(string id) => state.Open.Count(open => open.ActivityId == id);

    /// <summary>Finished, passed over or open.</summary>
    public bool WasReached(string id) => Visits(id) > 0 || OpenAt(id) > 0;

    /// <summary>It or something upstream of it is open: it may still start in the ordinary course.</summary>
    public bool IsAhead(string id) => state.Open.Any(open => open.ActivityId == id || Graph.Ancestors(id).Contains(open.ActivityId));

    public ConnectionVisits Counts(Connection connection) => state.Connections.GetValueOrDefault(FlowCounts.Key(connection));

    /// <summary>How often an activity was left, finished or passed over: what each of its forward connections has counted.</summary>
    public int Leaves(string id)
    {
        var outbound = Forward(id).ToList();
        return outbound.Count == 0 ? Visits(id) : outbound.Max(connection => Counts(connection).Count);
    }

    /// <summary>Whether it last ran, and wasn't passed over; null where the counts don't tell.</summary>
    public bool? LastRan(string id)
    {
        if (Forward(id).Any(connection => Counts(connection).Followed) || id == start)
            return true;
        var inbound = Graph.ForwardInbound(id).Select(Counts).ToList();
        var most = inbound.Max(counts => counts.Count);

        // With a followed connection it ran, by a port that leads nowhere, or a WaitAll was passed over.
        return !IsHead(id) && !inbound.Exists(counts => counts.Count == most && counts.Followed) ? false : null;
    }

    /// <summary>Whether it was last left by this port; null where the counts don't tell. One outcome at a time, but for a fork.</summary>
    public bool? LeftBy(string id, string port)
    {
        var counts = Forward(id).Select(connection => (connection.Port, Counts(connection).Followed)).ToList();
        if (counts.FindIndex(connection => connection.Port == port) is >= 0 and var index)
            return counts[index].Followed;
        return counts.Exists(connection => connection.Followed) ? false : null;
    }

    private IEnumerable<Connection> Forward(string id) => Graph.Outbound(id).Where(connection => !Graph.IsBack(connection));
}
