using RsCard.Students.Cases;
using RsCard.Students.Review;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cards;

/// <summary><c>RsCard.PhotoOutcome</c>: <c>Photographed</c> when this case has a card on its way, <c>Rejected</c>, or <c>NoCardNeeded</c>.</summary>
internal sealed class PhotoOutcome : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Photographed", "Rejected", "NoCardNeeded");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(facts switch
    {
        { LatestDecision: ReviewDecision.Rejected } => "Rejected",
        { Card: { HasOldName: false } card } when card.Case == facts.Case && CardState.IsOnItsWay(card.State) => "Photographed",
        _ => "NoCardNeeded",
    });
}
