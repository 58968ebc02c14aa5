using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cards;

/// <summary>
/// <c>RsCard.CardKindNeeded</c>: which card takes the place of the one the instance is about: <c>Service</c>, <c>ServiceHome</c> (D-80) or
/// <c>Reserve</c> (D-23). <c>UnderWay</c> when a new one is on its way or a photo is awaited anyway, <c>None</c> when the student hasn't
/// had a card yet, so that the first will be right.
/// </summary>
internal sealed class CardKindNeeded : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Service", "ServiceHome", "Reserve", "UnderWay", "None");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(facts switch
    {
        { AwaitsPhoto: true } => "UnderWay",
        { Card: { HasOldName: false } card } when card.Id != facts.Subject && CardState.IsOnItsWay(card.State) => "UnderWay",
        { Card: null, CardInDirectory: null } => "None",
        { Path: CasePath.Foreign or CasePath.NoAddress } => "Reserve",
        { Path: CasePath.ServiceHome } => "ServiceHome",
        _ => "Service",
    });
}
