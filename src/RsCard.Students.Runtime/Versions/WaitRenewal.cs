using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.Versions;

/// <summary>
/// Begins an open wait anew under the new version: the activity is executed again, under the number it has. What it waits for
/// replaces what it waited for; effects that it had when it first began aren't recorded a second time.
/// </summary>
internal static class WaitRenewal
{
    /// <param name="open">Already at its new activity.</param>
    /// <returns>Null where the new version would wait for something of another kind.</returns>
    public static OpenExecution? Renew(MigrationOrder order, CaseInstance instance, OpenExecution open, IActivityDecider decider, DateTimeOffset now)
    {
        var activity = FlowGraph.Of(order.To).GetActivity(open.ActivityId);
        var context = new ActivityContext(activity, order.To, instance.CorrelationId, instance.Id, open.Number, now, instance.Subject);
        var result = activity.Type.StartsWith(ElsaActivities.Prefix, StringComparison.Ordinal) ? ElsaActivities.Execute(activity, now) : Decide(decider, context);
        return (open.Waits, result) switch
        {
            (WaitKind.Timer, ActivityResult.Waiting { For: Wait.Until until }) => open with { Since = now, DueBy = until.DueAt },

            // What the new version wouldn't wait for any more is due at once: a timer, too, resumes its activity with Done.
            (WaitKind.Timer, ActivityResult.Completed { Outcomes: ["Done"] }) => open with { Since = now, DueBy = now },
            (WaitKind.Signal, ActivityResult.Waiting { For: Wait.ForSignal signal }) => open with { Name = signal.Name, Owner = signal.Owner, DueBy = signal.DueBy },
            (WaitKind.Event, ActivityResult.Waiting { For: Wait.ForEvent broadcast }) => open with { Name = broadcast.Name },
            _ => null,
        };
    }

    /// <summary>Deciding code that throws leaves its instance where it is; the others go on.</summary>
    private static ActivityResult Decide(IActivityDecider decider, ActivityContext context)
    {
        try
        {
            return decider.Execute(context);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new ActivityResult.Faulted("FLOW-007", exception.GetType().FullName ?? exception.GetType().Name);
        }
    }
}
