using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Placements;

/// <summary><c>RsCard.ReceiptOutcome</c>: whether the other region has confirmed the placement: <c>Received</c> or <c>Missing</c> (D-5).</summary>
internal sealed class ReceiptOutcome : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Received", "Missing");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Completed(facts.Placement is { IsReceived: true } ? "Received" : "Missing");
}
