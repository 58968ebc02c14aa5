using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cards;

/// <summary><c>RsCard.CardTrouble</c>: why a new card is needed: <c>Blocked</c> when the old one was lost (D-31), else <c>NotUsable</c>.</summary>
internal sealed class CardTrouble : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Blocked", "NotUsable");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Completed(facts.Card is { IsLost: true } or { State: CardState.Revoked } ? "Blocked" : "NotUsable");
}
