using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.Definitions.Rules;

/// <summary>One step of a walk: everything that may come of one resume, by every choice of the activities that decide on the way.</summary>
internal sealed class WalkStep(ChartPaths chart)
{
    private static readonly Stand Nowhere = new(FlowchartState.Empty, HasEnded: false, new Dictionary<string, int>(), new HashSet<int>(), "", [], []);

    public IEnumerable<Stand> Start() => All(Nowhere, resumed: null, execute => FlowchartInterpreter.Start(chart.Definition, execute, default));

    public IEnumerable<Stand> From(Stand stand) =>
        stand.Movable.SelectMany(open => chart.Shapes[open.ActivityId].Outcomes, (open, outcome) => (open, outcome)).SelectMany(move => All(
            stand,
            move.open.Number,
            execute => FlowchartInterpreter.Resume(chart.Definition, stand.State, move.open.Number, [move.outcome], execute, default)));

    /// <summary>Runs the same step again and again, each time with other choices.</summary>
    private IEnumerable<Stand> All(Stand before, int? resumed, Func<Func<Activity, int, ActivityResult>, FlowchartStep?> act)
    {
        var choices = new Choices();
        do
        {
            var children = before.Children.ToHashSet();
            var passed = new HashSet<string>();
            if (resumed is { } number)
                children.Remove(number);
            if (act((activity, execution) => Execute(activity, execution, choices, children, passed)) is { } step)
                yield return StandAfter(before, step, children);
        }
        while (choices.Next());
    }

    private ActivityResult Execute(Activity activity, int execution, Choices choices, HashSet<int> children, HashSet<string> passed)
    {
        var shape = chart.Shapes[activity.Id];
        switch (activity.Type)
        {
            case CaseBurst.CancelChildren:
                children.Clear();
                return ActivityResult.Done;
            case ElsaActivities.Fork:
                return new ActivityResult.Completed(shape.Outcomes);
            case ElsaActivities.End:
                return ActivityResult.Done;
        }

        if (shape.Waits is not { } waits)
            return new ActivityResult.Completed(shape.Outcomes[choices.Of(shape.Outcomes.Count)]);

        // A loop comes round to a wait in the same run only to wait: what let it pass the first time is over.
        if (shape.MayNotWait && passed.Add(activity.Id) && choices.Of(2) == 1)
            return waits == WaitKind.Signal ? new ActivityResult.Completed(shape.Outcomes[choices.Of(shape.Outcomes.Count)]) : ActivityResult.Done;
        if (waits == WaitKind.Child)
            children.Add(execution);
        return new ActivityResult.Waiting(WaitOf(shape, waits));
    }

    private static Wait WaitOf(ActivityShape shape, WaitKind waits) => waits switch
    {
        WaitKind.Signal => new Wait.ForSignal(shape.WaitsFor ?? "", shape.Owner ?? ""),
        WaitKind.Timer => new Wait.Until(default),
        WaitKind.Work => new Wait.ForWork(shape.WaitsFor ?? "", "", ""),
        WaitKind.Child => new Wait.ForChild(""),
        WaitKind.Event => new Wait.ForEvent(""),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Stand StandAfter(Stand before, FlowchartStep step, HashSet<int> children)
    {
        // Nothing is executed that could fail, and what the chart itself does wrong is refused before it is walked.
        if (step.Faults.Count > 0)
            throw new System.Diagnostics.UnreachableException(step.Faults[0].Message);
        var turns = before.Turns.ToDictionary();
        foreach (var begun in step.Journal.Where(entry => entry.Event == "Started" || (entry.Event == "Resumed" && entry.Execution >= before.State.Next)))
            turns[begun.ActivityId] = turns.GetValueOrDefault(begun.ActivityId) + 1;

        // A stub that was cancelled with its wait goes on by itself, and so do all when the definition ends.
        var open = step.State.Open.Select(execution => execution.Number).ToHashSet();
        var all = before.State.Open.Select(execution => (execution.Number, execution.ActivityId))
            .Concat(step.Journal.Select(entry => (Number: entry.Execution, entry.ActivityId)))
            .Distinct()
            .ToList();
        var left = all.Where(execution => children.Contains(execution.Number) && !open.Contains(execution.Number)).Select(execution => execution.ActivityId).ToList();
        var last = step.Journal.LastOrDefault(entry => entry.Event is "Completed" or "Canceled") ?? step.Journal[^1];
        var hasEnded = step.Status != InstanceStatus.Suspended;
        return new Stand(step.State, hasEnded, turns, children, last.ActivityId, left, hasEnded ? Dropped(step, all) : []);
    }

    /// <summary>
    /// A work item isn't meant: it is cancelled with its case where it hasn't begun, and the closing that follows a withdrawal replaces the
    /// one that was under way.
    /// </summary>
    private List<string> Dropped(FlowchartStep step, List<(int Number, string ActivityId)> all)
    {
        var closed = step.Journal.Where(entry => entry.Event is "Completed" or "Canceled" or "Faulted").Select(entry => entry.Execution).ToHashSet();
        return
        [
            .. all
                .Where(execution => !closed.Contains(execution.Number))
                .Select(execution => execution.ActivityId)
                .Where(id => chart.Shapes[id] is { Waits: WaitKind.Signal or WaitKind.Timer, IsListener: false }),
        ];
    }

    /// <summary>Counts through all sequences of choices: each run tells how many there are at each place.</summary>
    private sealed class Choices
    {
        private readonly List<(int Taken, int Of)> made = [];
        private int place;

        public int Of(int count)
        {
            if (place == made.Count)
                made.Add((0, count));
            return made[place++].Taken;
        }

        /// <returns>False when every sequence has been taken.</returns>
        public bool Next()
        {
            place = 0;
            while (made.Count > 0)
            {
                var (taken, of) = made[^1];
                made.RemoveAt(made.Count - 1);
                if (taken + 1 >= of)
                    continue;
                made.Add((taken + 1, of));
                return true;
            }

            return false;
        }
    }
}
