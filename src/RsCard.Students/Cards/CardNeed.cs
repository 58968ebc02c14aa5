using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cards;

/// <summary>
/// <c>RsCard.CardNeed</c>: <c>NotNeeded</c> when the student holds a card with a photo and the same name, valid through the
/// period's last day (D-16; a reserve card isn't one, D-53); <c>Inactive</c> when that card only has to be activated (D-9); <c>OnItsWay</c> when one has been ordered;
/// otherwise <c>Needed</c>. An instance about a card is there to replace it.
/// </summary>
internal sealed class CardNeed : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Needed", "NotNeeded", "OnItsWay", "Inactive");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(facts switch
    {
        { LatestDecision: Review.ReviewDecision.OwnCard } => "NotNeeded",
        { Card: { HasOldName: false } card } when card.Id != facts.Subject && CardState.IsOnItsWay(card.State) => "OnItsWay",
        { Subject: not null } or { Card.HasOldName: true } => "Needed",
        { Card: { Kind: CardKind.Service, State: CardState.HandedOver, ValidTo: { } validTo } } when validTo >= facts.LastDay => "NotNeeded",

        // What the directory says may be about this very card, as it was.
        { Card.State: CardState.Suspended or CardState.Revoked or CardState.Damaged } => "Needed",
        { CardInDirectory: { HasPhoto: true, HasSameName: true, ValidTo: { } validTo } } when validTo >= facts.LastDay => facts.CardInDirectory.State switch
        {
            CardState.InDirectoryActive => "NotNeeded",
            CardState.InDirectoryInactive => "Inactive",
            _ => "Needed",
        },
        _ => "Needed",
    });
}
