using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Review;

/// <summary><c>RsCard.ReviewOutcome</c>: <c>Approved</c>, <c>OwnCard</c> or <c>Rejected</c>, by the latest decision.</summary>
internal sealed class ReviewOutcome : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Approved", "OwnCard", "Rejected");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(facts.LatestDecision switch
    {
        ReviewDecision.Approved => "Approved",
        ReviewDecision.OwnCard => "OwnCard",
        _ => "Rejected",
    });
}
