using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Placements;

/// <summary><c>RsCard.VdiOutcome</c>: whether the unit has said that VDI is ordered: <c>Ordered</c> or <c>Missing</c> (D-15).</summary>
internal sealed class VdiOutcome : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Ordered", "Missing");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Completed(facts.Placement is { IsVdiOrdered: true } ? "Ordered" : "Missing");
}
