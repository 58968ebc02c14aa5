using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Versions;

/// <summary>
/// Carries the counts of one instance over to another chart. Only differences count: how much more has arrived at an activity
/// than it has consumed. Where an activity's inbound connections are as before, all stays as it was. Where they differ, its
/// new connections have counted what their sources were left, a new activity was passed over as often as everything before it
/// was left, and what then doesn't add up as it would have in the new chart is refused, not guessed.
/// </summary>
internal sealed class CountTransfer
{
    private readonly WorkflowDefinition to;
    private readonly ActivityMapping mapping;
    private readonly OldPosition old;
    private readonly FlowGraph graph;
    private readonly HashSet<string> heads;
    private readonly Dictionary<string, int> visits = new(StringComparer.Ordinal);
    private readonly Dictionary<Connection, (int Count, bool? Followed)> arrived = [];

    private CountTransfer(WorkflowDefinition to, ActivityMapping mapping, OldPosition old)
    {
        (this.to, this.mapping, this.old) = (to, mapping, old);
        graph = FlowGraph.Of(to);
        heads = OldPosition.HeadsOf(to);
    }

    /// <param name="counts">Null where it is refused.</param>
    public static MigrationResult.Refused? Try(WorkflowDefinition to, ActivityMapping mapping, OldPosition old, out TransferredCounts? counts)
    {
        var transfer = new CountTransfer(to, mapping, old);
        counts = null;
        if (transfer.CarryAll() is { } refused)
            return refused;
        counts = new TransferredCounts(
            transfer.visits.Where(visited => visited.Value > 0).ToDictionary(StringComparer.Ordinal),
            transfer.arrived.Where(pair => pair.Value.Count > 0).ToDictionary(
                pair => FlowCounts.Key(pair.Key),
                pair => new ConnectionVisits(pair.Value.Count, pair.Value.Followed ?? false),
                StringComparer.Ordinal));
        return null;
    }

    private MigrationResult.Refused? CarryAll()
    {
        // Whatever leads forward to an activity has fewer activities upstream than it: sources come before their targets.
        var reachable = to.Activities.Select(activity => activity.Id).Where(id => id == to.Start || graph.ForwardInbound(id).Count > 0);
        foreach (var id in reachable.OrderBy(id => graph.Ancestors(id).Count))
        {
            if ((FindOld(id) is { } former ? Carry(id, former) : PassOver(id)) is { } refused)
                return refused;
        }

        return null;
    }

    /// <summary>An activity that the old chart didn't have, or couldn't reach.</summary>
    private MigrationResult.Refused? PassOver(string id)
    {
        var inbound = Inbound(id);
        var mode = ElsaActivities.FindJoinMode(graph.GetActivity(id));
        var passes = id == to.Start ? 1 : inbound.Min(counts => counts.Count);
        if (mode == JoinMode.WaitAny && inbound.Max(counts => counts.Count) is var most && most > passes)
        {
            if (AnyFollowed(inbound, most) is not { } fired)
                return NotKnown(id);
            passes = fired ? most : passes;
        }
        else if (IsUndecided(inbound, passes, mode))
        {
            return NotKnown(id);
        }

        visits[id] = passes;
        var ran = id == to.Start ? true : passes == 0 ? false : mode == JoinMode.WaitAll ? AllFollowed(inbound) : AnyFollowed(inbound, inbound.Max(counts => counts.Count));
        Leave(id, passes, port => Outcome(id, port, ran) ?? (graph.Outbound(id).All(connection => connection.Port == port) ? ran : null));
        return null;
    }

    private MigrationResult.Refused? Carry(string id, string former)
    {
        var (visited, open) = (old.Visits(former), old.OpenAt(former));
        if (id == to.Start)
        {
            if (!old.WasReached(former))
                return Refuse(VersionCodes.NeverStarts, id, "the new version begins with it, and everything has begun already");
        }
        else if (!IsEnteredAsBefore(id, former) && Balance(id, former, open, ref visited) is { } refused)
        {
            return refused;
        }

        visits[id] = visited;
        Leave(id, old.Leaves(former), port => Outcome(id, port, old.LastRan(former)) ?? old.LeftBy(former, port));
        return null;
    }

    /// <summary>Whether what arrives and what was consumed stand to each other as they would have in the new chart.</summary>
    private MigrationResult.Refused? Balance(string id, string former, int open, ref int visited)
    {
        var inbound = Inbound(id);
        var mode = ElsaActivities.FindJoinMode(graph.GetActivity(id));
        var (least, most) = (inbound.Min(counts => counts.Count), inbound.Max(counts => counts.Count));

        // The head of a loop has been visited more often than anything arrived; in the new chart that may be otherwise.
        if ((old.IsHead(former) || heads.Contains(id)) && old.WasReached(former) && least >= 1 && least - visited < open && least >= open)
            visited = least - open;

        if (mode == JoinMode.WaitAny)
        {
            if (least > visited || (most > visited && AnyFollowed(inbound, most) == true))
                return Starved(id);
            return most > visited && AnyFollowed(inbound, most) is null ? NotKnown(id) : null;
        }

        if (least - visited < open)
            return Refuse(VersionCodes.OutOfOrder, id, "it was finished, passed over or begun, and the new version wants it after a step that is still to come");
        if (least - visited > open)
            return Starved(id);
        return IsUndecided(inbound, visited + open, mode) ? NotKnown(id) : null;
    }

    /// <summary>The same connections lead forward to it, and they are judged in the same way: what is to come comes as it would have.</summary>
    private bool IsEnteredAsBefore(string id, string former)
    {
        if (old.IsHead(former) && !heads.Contains(id))
            return false;
        if (ElsaActivities.FindJoinMode(graph.GetActivity(id)) != ElsaActivities.FindJoinMode(old.Graph.GetActivity(former)))
            return false;
        var before = old.Graph.ForwardInbound(former).ToHashSet();
        var after = graph.ForwardInbound(id).Select(mapping.FindOld).ToList();
        return after.Count == before.Count && after.TrueForAll(connection => connection is not null && before.Contains(connection));
    }

    private void Leave(string id, int times, Func<string, bool?> followed)
    {
        foreach (var connection in graph.Outbound(id).Where(connection => !graph.IsBack(connection)))
        {
            arrived[connection] = mapping.FindOld(connection) is { } former && WasForward(former)
                ? (old.Counts(former).Count, old.Counts(former).Followed)
                : (times, times > 0 ? followed(connection.Port) : false);
        }
    }

    private bool WasForward(Connection former) => old.Graph.ForwardInbound(former.Target).Contains(former);

    /// <summary>What is certain by the activity's type alone, or because it didn't run.</summary>
    private bool? Outcome(string id, string port, bool? ran)
    {
        if (ran == false)
            return false;
        var activity = graph.GetActivity(id);
        if (!activity.Type.StartsWith(ElsaActivities.Prefix, StringComparison.Ordinal))
            return null;
        if (activity.Type == ElsaActivities.Fork)
            return ElsaActivities.Execute(activity, default) is ActivityResult.Completed fork && fork.Outcomes.Contains(port) ? ran : false;
        return port == "Done" ? ran : false;
    }

    private string? FindOld(string id) => mapping.FindOld(id) is { } former && old.IsReachable(former) ? former : null;

    private List<(int Count, bool? Followed)> Inbound(string id) => [.. graph.ForwardInbound(id).Select(connection => arrived[connection])];

    /// <summary>Something has arrived that isn't consumed, and whether it was followed will matter and isn't known.</summary>
    private static bool IsUndecided(List<(int Count, bool? Followed)> inbound, int consumed, JoinMode? mode)
    {
        var pending = inbound.FindAll(counts => counts.Count > consumed);
        return pending.Exists(counts => counts.Followed is null) && (mode == JoinMode.WaitAll || !pending.Exists(counts => counts.Followed == true));
    }

    private static bool? AnyFollowed(List<(int Count, bool? Followed)> inbound, int most)
    {
        var last = inbound.FindAll(counts => counts.Count == most);
        return last.Exists(counts => counts.Followed == true) ? true : last.Exists(counts => counts.Followed is null) ? null : false;
    }

    private static bool? AllFollowed(List<(int Count, bool? Followed)> inbound) =>
        inbound.Exists(counts => counts.Followed == false) ? false : inbound.Exists(counts => counts.Followed is null) ? null : true;

    private static MigrationResult.Refused Starved(string id) =>
        Refuse(VersionCodes.NeverStarts, id, "all that leads to it in the new version has been, so that it would never start");

    private static MigrationResult.Refused NotKnown(string id) =>
        Refuse(VersionCodes.UnknownOutcome, id, "whether it will run depends on what an earlier step decided, and the old version didn't keep that");

    private static MigrationResult.Refused Refuse(string code, string id, string reason) => new(code, reason, id);
}

/// <summary>Visits and connections of a <see cref="FlowchartState"/>.</summary>
internal sealed record TransferredCounts(IReadOnlyDictionary<string, int> Visits, IReadOnlyDictionary<string, ConnectionVisits> Connections);
