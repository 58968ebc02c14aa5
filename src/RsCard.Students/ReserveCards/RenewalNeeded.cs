using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.ReserveCards;

/// <summary>
/// <c>RsCard.RenewalNeeded</c>: <c>NotNeeded</c> when there is no reserve card to renew (a suspended one may be found, D-70), or its certificate reaches the period's last day;
/// <c>NotYet</c> when it was renewed meanwhile; <c>Due</c>, or <c>ToldByAnother</c> when another case of the student lasts longer: then
/// that one tells the student, and this one its own administrator (D-24).
/// </summary>
internal sealed class RenewalNeeded : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Due", "ToldByAnother", "NotYet", "NotNeeded");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(facts switch
    {
        _ when !CasePath.IsReserve(facts.Path) => "NotNeeded",
        { Card: { Kind: CardKind.Reserve, State: CardState.HandedOver or CardState.Suspended, ValidTo: { } validTo } } when validTo < facts.LastDay =>
            StockholmTime.DayOf(context.Now) < validTo.AddDays(-Certificate.ToldDaysBefore) ? "NotYet"
            : facts.IsLongest ? "Due"
            : "ToldByAnother",
        _ => "NotNeeded",
    });
}
