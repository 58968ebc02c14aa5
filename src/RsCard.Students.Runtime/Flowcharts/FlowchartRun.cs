using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.Flowcharts;

/// <summary>
/// The working copy of one run: executes what is scheduled, first in first out, and follows the connections. Numbers in
/// comments are the rules of the conformance notes.
/// </summary>
internal sealed class FlowchartRun(FlowGraph graph, FlowchartState state, Func<Activity, int, ActivityResult> execute, DateTimeOffset now)
{
    private readonly FlowCounts counts = new(graph, state);
    private readonly Queue<Scheduled> schedule = [];
    private readonly List<OpenExecution> open = [.. state.Open];
    private readonly List<(int Number, string ActivityId)> failed = [];
    private readonly Dictionary<int, Wait> waits = [];
    private readonly List<JournalEntry> journal = [];
    private readonly List<object> effects = [];
    private readonly List<FlowchartFault> faults = [];
    private int next = state.Next;
    private bool ended = state.Ended;
    private bool finished;
    private Connection? broken;

    private readonly record struct Scheduled(string ActivityId, bool ByBackConnection);

    public void Schedule(string activityId) => schedule.Enqueue(new Scheduled(activityId, ByBackConnection: false));

    public void Resume(OpenExecution waiting, IReadOnlyList<string> outcomes)
    {
        open.Remove(waiting);
        Note(waiting.ActivityId, waiting.Number, "Resumed");

        // Rule 2: the mark of a back-connection isn't saved, so a resumed activity always gets its visit.
        Complete(graph.GetActivity(waiting.ActivityId), waiting.Number, outcomes, byBackConnection: false);
    }

    public FlowchartStep ToStep()
    {
        while (schedule.TryDequeue(out var scheduled))
        {
            if (next - state.Next >= FlowchartInterpreter.MostActivitiesInOneRun)
            {
                Fault(scheduled.ActivityId, next, "FLOW-004", $"a loop without waiting: over {FlowchartInterpreter.MostActivitiesInOneRun} activities in one run");
                break;
            }

            Execute(scheduled);
        }

        var opened = open.Where(execution => waits.ContainsKey(execution.Number)).Select(execution => new OpenedWait(execution, waits[execution.Number]));
        var closed = state.Open.Select(execution => execution.Number).Except(open.Select(execution => execution.Number));
        var after = new FlowchartState(counts.Visits, counts.Connections, [.. open], next, ended);
        return new FlowchartStep(after, Status(), journal, effects, [.. opened], [.. closed], faults);
    }

    private InstanceStatus Status()
    {
        if (faults.Count > 0)
            return InstanceStatus.Faulted;
        return finished || (ended && open.Count == 0) ? InstanceStatus.Finished : InstanceStatus.Suspended;
    }

    private void Execute(Scheduled scheduled)
    {
        var activity = graph.GetActivity(scheduled.ActivityId);
        var number = next++;

        // Elsa's journal says Resumed whenever a bookmark of the same activity exists, also of a new execution.
        Note(activity.Id, number, open.Exists(waiting => waiting.ActivityId == activity.Id) ? "Resumed" : "Started");
        if (activity.Type == ElsaActivities.Finish)
        {
            Finish(activity, number);
            return;
        }

        if (activity.Type == ElsaActivities.Join)
            CancelUpstream(activity.Id);
        var result = execute(activity, number);
        effects.AddRange(result.Effects);
        switch (result)
        {
            case ActivityResult.Completed completed:
                Complete(activity, number, completed.Outcomes, scheduled.ByBackConnection);
                break;
            case ActivityResult.Waiting waiting:
                open.Add(OpenExecution.From(number, activity.Id, waiting.For, now));
                waits[number] = waiting.For;
                Note(activity.Id, number, "Suspended");
                break;
            case ActivityResult.Faulted faulted:
                Fault(activity.Id, number, faulted.Code, faulted.Message);
                break;
        }
    }

    private void Complete(Activity activity, int number, IReadOnlyList<string> outcomes, bool byBackConnection)
    {
        Note(activity.Id, number, "Completed", string.Join('+', outcomes));
        if (ended)
            return;
        if (activity.Type == ElsaActivities.End)
        {
            End();
            return;
        }

        var scheduled = Leave(activity.Id, outcomes, countVisit: !byBackConnection);
        if (broken is not null)
        {
            Fault(activity.Id, number, "FLOW-003", $"invalid back-connection: every path from the start to '{broken.Source}' must go through '{broken.Target}'");
            broken = null;
        }
        else if (!scheduled)
        {
            CompleteIfIdle();
        }
    }

    /// <summary>Rule 2, and rule 4 with no outcome: visits the outbound connections and looks at what they lead to.</summary>
    /// <returns>Whether something was scheduled.</returns>
    private bool Leave(string activityId, IReadOnlyList<string> outcomes, bool countVisit)
    {
        if (countVisit)
            counts.Visit(activityId);
        var scheduled = false;
        foreach (var connection in graph.Outbound(activityId))
        {
            var followed = outcomes.Contains(connection.Port);
            if (graph.IsBack(connection))
            {
                // Rule 6: no join rule, and nothing is counted. What stands before an invalid one in the definition still runs.
                if (followed && !graph.IsValidBack(connection))
                {
                    broken = connection;
                    return scheduled;
                }

                if (followed)
                    schedule.Enqueue(new Scheduled(connection.Target, ByBackConnection: true));
                scheduled |= followed;
                continue;
            }

            counts.Visit(connection, followed);
            scheduled |= Arrive(connection);
        }

        return scheduled;
    }

    private bool Arrive(Connection connection)
    {
        var join = ElsaActivities.FindJoinMode(graph.GetActivity(connection.Target));
        if (join == JoinMode.WaitAny && schedule.Any(scheduled => scheduled.ActivityId == connection.Target))
            return false;
        switch (counts.Judge(connection, join))
        {
            case Arrival.Run:
                Schedule(connection.Target);
                if (join == JoinMode.WaitAny)
                    CancelUpstream(connection.Target);
                return true;
            case Arrival.PassOver:
                return Leave(connection.Target, [], countVisit: true);
            default:
                return false;
        }
    }

    /// <summary>Rules 3 and 9.</summary>
    private void CancelUpstream(string activityId)
    {
        var ancestors = graph.Ancestors(activityId);
        Cancel(ancestors.Contains);
    }

    /// <summary>Rule 5: what is not completed, failed included, is cancelled and passed over.</summary>
    private void Cancel(Func<string, bool> isMeant)
    {
        var meant = open.Select(execution => (execution.Number, execution.ActivityId)).Concat(failed).Where(execution => isMeant(execution.ActivityId)).Order().ToList();
        foreach (var execution in meant)
        {
            // A cancellation may have led to a join that cancelled this one already.
            if (open.RemoveAll(waiting => waiting.Number == execution.Number) + failed.RemoveAll(fault => fault == execution) == 0)
                continue;
            Note(execution.ActivityId, execution.Number, "Canceled");
            if (!ended)
                Leave(execution.ActivityId, [], countVisit: true);
        }
    }

    /// <summary>Rule 7.</summary>
    private void CompleteIfIdle()
    {
        if (open.Count == 0 && schedule.Count == 0 && failed.Count == 0)
            ended = true;
    }

    /// <summary>Rule 8: what is scheduled still runs, but leads nowhere.</summary>
    private void End()
    {
        Cancel(_ => true);
        ended = true;
    }

    /// <summary>Rules 8 and 10: ends the instance at once, without a word to what waits; after a fault it can't.</summary>
    private void Finish(Activity activity, int number)
    {
        if (faults.Count > 0)
        {
            Fault(activity.Id, number, "FLOW-006", "Finish in an instance that has failed");
            return;
        }

        Note(activity.Id, number, "Completed", "Done");
        schedule.Clear();
        open.Clear();
        finished = true;
    }

    private void Fault(string activityId, int number, string code, string message)
    {
        failed.Add((number, activityId));
        faults.Add(new FlowchartFault(activityId, number, code, message));
        Note(activityId, number, "Faulted");
    }

    private void Note(string activityId, int number, string @event, string? outcome = null) =>
        journal.Add(new JournalEntry(activityId, number, @event, outcome));
}
