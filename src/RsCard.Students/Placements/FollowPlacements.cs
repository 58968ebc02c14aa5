using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Placements;

/// <summary><c>RsCard.FollowPlacements</c>: each placement of the enrolment gets a process of its own, beside the path (D-5, D-15).</summary>
internal sealed class FollowPlacements : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Work(PlacementsHandler.WorkKind, "Done").IfNeeded();

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => facts.Placements.Count == 0
        ? ActivityResult.Done
        : new ActivityResult.Waiting(new Wait.ForWork(PlacementsHandler.WorkKind, facts.Student.ToString(), "{}"));
}
