using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Placements;

/// <summary><c>RsCard.PlacementKind</c>: <c>Private</c>, <c>Public</c>, or <c>None</c> where no first day is known (D-15).</summary>
internal sealed class PlacementKind : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Private", "Public", "None");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(facts.Placement switch
    {
        { FirstDay: null } or null => "None",
        { Kind: "private" } => "Private",
        _ => "Public",
    });
}
