using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cards;

/// <summary>
/// <c>RsCard.CardNeed</c>: <c>NotNeeded</c> when the student holds a card with a photo and the same name, valid through the
/// period's last day (D-16; a reserve card isn't one, D-53); <c>OnItsWay</c> when another enrolment's case has ordered one; otherwise <c>Needed</c>.
/// </summary>
internal sealed class CardNeed : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Needed", "NotNeeded", "OnItsWay");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(facts switch
    {
        { LatestDecision: Review.ReviewDecision.OwnCard } => "NotNeeded",
        { Card: { } card } when CardState.IsOnItsWay(card.State) => "OnItsWay",
        { Card: { Kind: CardKind.Service, State: CardState.HandedOver, ValidTo: { } validTo } } when validTo >= facts.LastDay => "NotNeeded",
        { CardInDirectory: { State: CardState.InDirectoryActive, HasPhoto: true, HasSameName: true, ValidTo: { } validTo } } when validTo >= facts.LastDay => "NotNeeded",
        _ => "Needed",
    });
}
