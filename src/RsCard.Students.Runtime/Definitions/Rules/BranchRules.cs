using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Definitions.Rules;

/// <summary>Parallel branches: listeners, joins, and what is still under way when a definition finishes.</summary>
internal static class BranchRules
{
    public static IEnumerable<RuleFinding> Check(ChartPaths chart, SubWorkflowRules subWorkflows) =>
        Listeners(chart).Concat(Endings(chart)).Concat(Races(chart)).Concat(Approvals(chart)).Concat(Signals(chart, subWorkflows));

    private static IEnumerable<RuleFinding> Listeners(ChartPaths chart)
    {
        var listeners = chart.Definition.Activities.Where(activity => chart.Shapes[activity.Id].IsListener && chart.Reached.Contains(activity.Id)).ToList();
        foreach (var listener in listeners)
        {
            var own = chart.Below(listener.Id).Append(listener.Id).ToHashSet();
            if (chart.Graph.ForwardInbound(listener.Id).All(line => line.Source != chart.Definition.Start))
                yield return Finding(chart, "RULE-040", listener.Id, "it listens only from here on: what comes before is lost.", "lead a line to it from the start.");
            foreach (var ending in own.Where(id => IsLastWithoutFinish(chart, id)))
                yield return Finding(chart, "RULE-041", ending, $"what {listener.Id} leads to stops here, and the definition goes on.", "lead it to an Elsa.Finish of its own.");
            foreach (var meeting in own.Where(id => id != listener.Id && chart.Graph.ForwardInbound(id).Any(line => !own.Contains(line.Source))))
            {
                yield return Finding(
                    chart, "RULE-042", meeting, $"the main path meets {listener.Id} here: it would wait for something that may never come.",
                    "let each lead to an Elsa.Finish of its own.");
            }
        }

        var main = listeners.SelectMany(listener => chart.Below(listener.Id).Append(listener.Id)).ToHashSet();
        if (listeners.Count > 0 && chart.OfType(ElsaActivities.Finish).All(finish => main.Contains(finish.Id)))
            yield return Finding(chart, "RULE-043", listeners[0].Id, "the main path ends in no Elsa.Finish: this listener keeps the definition open for ever.", "end the main path in an Elsa.Finish.");
    }

    private static bool IsLastWithoutFinish(ChartPaths chart, string id)
    {
        if (chart.Graph.GetActivity(id).Type == ElsaActivities.Finish)
            return false;
        var ports = chart.Graph.Outbound(id).Select(line => line.Port).ToHashSet();
        return ports.Count == 0 || chart.Shapes[id].Outcomes.Any(outcome => !ports.Contains(outcome));
    }

    /// <summary>Children don't end with their parent.</summary>
    private static IEnumerable<RuleFinding> Endings(ChartPaths chart)
    {
        var cancelling = chart.OfType(CaseBurst.CancelChildren).Select(activity => activity.Id).ToList();
        foreach (var ending in chart.OfType(ElsaActivities.Finish, ElsaActivities.End))
        {
            var left = chart.OfType(ElsaActivities.ExecuteWorkflow).FirstOrDefault(child => chart.MayRunDuring(ending.Id, child.Id, cancelling));
            if (left is not null)
            {
                yield return Finding(
                    chart, "RULE-044", ending.Id, $"the definition ends here while {left.Id} may be under way: its sub-workflow would go on alone.",
                    $"{CaseBurst.CancelChildren} before it.");
            }
        }
    }

    private static IEnumerable<RuleFinding> Races(ChartPaths chart)
    {
        foreach (var join in chart.OfType(ElsaActivities.Join).Where(join => ElsaActivities.FindJoinMode(join) == JoinMode.WaitAny))
        {
            var upstream = chart.Graph.Ancestors(join.Id);
            var waiting = chart.Definition.Activities.FirstOrDefault(activity =>
                upstream.Contains(activity.Id) && chart.Shapes[activity.Id].Waits is not null && upstream.Any(other => chart.AreConcurrent(activity.Id, other)));
            if (waiting is not null)
            {
                yield return Finding(
                    chart, "RULE-045", join.Id, $"when the first branch comes, WaitAny cancels whatever is under way upstream: {waiting.Id} (and not the sub-workflow it may run).",
                    "put the race in a definition of its own whose branches each lead to Elsa.End.");
            }
        }
    }

    /// <summary>A join that goes on when one branch was followed last; an activity with several lines into it is one, too.</summary>
    private static IEnumerable<RuleFinding> Approvals(ChartPaths chart)
    {
        foreach (var meeting in chart.Definition.Activities.Where(activity => chart.Reached.Contains(activity.Id) && ElsaActivities.FindJoinMode(activity) is null or JoinMode.WaitAllActive))
        {
            var people = chart.Graph.ForwardInbound(meeting.Id).Select(line => NearestPerson(chart, line.Source)).OfType<string>().Distinct().ToList();
            if (people.Exists(one => people.Exists(other => chart.AreConcurrent(one, other))))
            {
                yield return Finding(
                    chart, "RULE-046", meeting.Id, $"{string.Join(" and ", people)} are waited for, and one 'yes' is enough: this join goes on as soon as no branch is open.",
                    "an Elsa.FlowJoin with the mode WaitAll.");
            }
        }
    }

    /// <summary>The person that a line comes from, past what decides at once.</summary>
    private static string? NearestPerson(ChartPaths chart, string id)
    {
        for (var current = id; ;)
        {
            if (chart.Shapes[current] is { Waits: WaitKind.Signal, IsListener: false })
                return current;
            if (chart.Shapes[current].Waits is not null || chart.Graph.ForwardInbound(current) is not [var only])
                return null;
            current = only.Source;
        }
    }

    /// <summary>A signal goes to the oldest step of its name: a second one would never be meant.</summary>
    private static IEnumerable<RuleFinding> Signals(ChartPaths chart, SubWorkflowRules subWorkflows)
    {
        var waiting = chart.Definition.Activities
            .Where(activity => chart.Reached.Contains(activity.Id))
            .Select(activity => (activity.Id, Signals: subWorkflows.SignalsOf(chart, activity.Id)))
            .Where(activity => activity.Signals.Count > 0)
            .ToList();
        foreach (var (one, second) in waiting.SelectMany((one, index) => waiting.Skip(index + 1), (one, second) => (one, second)))
        {
            if (one.Signals.FirstOrDefault(second.Signals.Contains) is { } shared && chart.AreConcurrent(one.Id, second.Id) && !(TakesOver(chart, one.Id) && TakesOver(chart, second.Id)))
                yield return Finding(chart, "RULE-047", second.Id, $"it may wait for the signal '{shared}' while {one.Id} does: the signal can't say which is meant.", "one after the other, or signals of different names.");
        }
    }

    /// <summary>A sub-workflow that begins where all others are cancelled, in the same step: of two such there is only ever one.</summary>
    private static bool TakesOver(ChartPaths chart, string id) =>
        chart.Graph.GetActivity(id).Type == ElsaActivities.ExecuteWorkflow
        && chart.Graph.ForwardInbound(id).All(line => chart.Graph.GetActivity(line.Source).Type == CaseBurst.CancelChildren);

    private static RuleFinding Finding(ChartPaths chart, string code, string activityId, string reason, string better) =>
        new(code, chart.Definition.DefinitionId, activityId, reason, better);
}
