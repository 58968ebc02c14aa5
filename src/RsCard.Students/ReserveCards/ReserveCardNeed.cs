using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.ReserveCards;

/// <summary>
/// <c>RsCard.ReserveCardNeed</c>: <c>NotNeeded</c> when the student holds a card that works (of another enrolment, D-16), or a personal
/// number has come meanwhile (D-53); otherwise <c>Needed</c>, also when the newest card was revoked (D-31).
/// </summary>
internal sealed class ReserveCardNeed : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Needed", "NotNeeded");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts)
    {
        var today = StockholmTime.DayOf(context.Now);
        return new ActivityResult.Completed(
            !CasePath.IsReserve(facts.Path) || facts.Card is { State: CardState.HandedOver } card && (card.ValidTo is null || card.ValidTo >= today)
                ? "NotNeeded"
                : "Needed");
    }
}
