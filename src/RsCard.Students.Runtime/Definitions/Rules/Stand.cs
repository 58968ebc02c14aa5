using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Definitions.Rules;

/// <summary>Where a walk has come to.</summary>
/// <param name="Turns">How often each activity was executed on the way.</param>
/// <param name="Children">Numbers of the executions whose sub-workflow is under way.</param>
/// <param name="Last">The activity that the last step came to rest at.</param>
/// <param name="Left">Activities whose sub-workflow is under way although nobody waits for it any more.</param>
/// <param name="Dropped">Activities that waited for a person or a day when the definition finished.</param>
internal sealed record Stand(
    FlowchartState State,
    bool HasEnded,
    IReadOnlyDictionary<string, int> Turns,
    IReadOnlySet<int> Children,
    string Last,
    IReadOnlyList<string> Left,
    IReadOnlyList<string> Dropped,
    IReadOnlyList<FlowchartFault> Faults)
{
    /// <summary>What can still be resumed: all but the waits for sub-workflows that were cancelled.</summary>
    public IEnumerable<OpenExecution> Movable => State.Open.Where(open => open.Waits != WaitKind.Child || Children.Contains(open.Number));

    /// <summary>Two walks with the same key go on alike.</summary>
    public string Key { get; } = string.Join(
        '|',
        State.Visits.OrderBy(visit => visit.Key, StringComparer.Ordinal).Select(visit => $"{visit.Key}={visit.Value}")
            .Concat(State.Connections.OrderBy(line => line.Key, StringComparer.Ordinal).Select(line => $"{line.Key}={line.Value.Count}{line.Value.Followed}"))
            .Concat(State.Open.Select(open => $"{open.ActivityId}{(open.Waits != WaitKind.Child || Children.Contains(open.Number) ? "" : "-")}").Order(StringComparer.Ordinal))
            .Concat(Turns.OrderBy(turn => turn.Key, StringComparer.Ordinal).Select(turn => $"{turn.Key}*{turn.Value}"))
            .Append($"{State.Ended}{HasEnded}"));
}
