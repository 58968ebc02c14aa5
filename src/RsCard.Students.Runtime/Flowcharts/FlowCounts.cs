using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>The visit counts of one instance, and what rule 3 concludes from them.</summary>
internal sealed class FlowCounts(FlowGraph graph, FlowchartState state)
{
    private readonly Dictionary<string, int> visits = new(state.Visits, StringComparer.Ordinal);
    private readonly Dictionary<string, ConnectionVisits> connections = new(state.Connections, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Visits => visits;

    public IReadOnlyDictionary<string, ConnectionVisits> Connections => connections;

    public void Visit(string activityId) => visits[activityId] = visits.GetValueOrDefault(activityId) + 1;

    public void Visit(Connection connection, bool followed) =>
        connections[Key(connection)] = new ConnectionVisits(connections.GetValueOrDefault(Key(connection)).Count + 1, followed);

    /// <summary>What becomes of the target of a forward connection that has just been visited.</summary>
    public Arrival Judge(Connection arrived, JoinMode? join)
    {
        var visited = visits.GetValueOrDefault(arrived.Target);
        var inbound = graph.ForwardInbound(arrived.Target).Select(connection => connections.GetValueOrDefault(Key(connection))).ToList();
        var least = inbound.Min(counts => counts.Count);
        var most = inbound.Max(counts => counts.Count);
        var lastFollowed = inbound.Exists(counts => counts.Count == most && counts.Followed);

        switch (join)
        {
            case JoinMode.WaitAll when least > visited:
                return least == most && inbound.TrueForAll(counts => counts.Followed) ? Arrival.Run : Arrival.PassOver;
            case JoinMode.WaitAny when connections.GetValueOrDefault(Key(arrived)).Count <= visited:
                return Arrival.Wait;
            case JoinMode.WaitAny when most > visited && lastFollowed:
                return Arrival.Run;
            case JoinMode.WaitAny when least > visited:
                return Arrival.PassOver;
            case null or JoinMode.WaitAllActive when least > visited:
                return lastFollowed ? Arrival.Run : Arrival.PassOver;
            default:
                return Arrival.Wait;
        }
    }

    internal static string Key(Connection connection) => $"{connection.Source}:{connection.Port}>{connection.Target}";
}

/// <summary>What a visit of a connection does to its target.</summary>
internal enum Arrival
{
    Wait,
    Run,
    PassOver,
}

/// <summary>The modes of <c>Elsa.FlowJoin</c>.</summary>
internal enum JoinMode
{
    WaitAny,
    WaitAll,
    WaitAllActive,
}
