using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Passports;

/// <summary>
/// <c>RsCard.CopyNeeded</c>: <c>Needed</c> for whoever has no Swedish personal number (D-20, D-27); <c>NotNeeded</c> on any other path
/// (D-26), for a student whose copy of a passport that still is valid was approved, and for one who holds a reserve card.
/// </summary>
internal sealed class CopyNeeded : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Needed", "NotNeeded");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts)
    {
        var today = StockholmTime.DayOf(context.Now);
        return new ActivityResult.Completed(facts switch
        {
            { Path: not CasePath.Foreign } => "NotNeeded",
            { CopyDecision: CopyDecision.Approved, CopiedPassportValidTo: { } validTo } when validTo >= today => "NotNeeded",
            { Card: { Kind: CardKind.Reserve, State: CardState.HandedOver, ValidTo: { } validTo } } when validTo >= today => "NotNeeded",
            _ => "Needed",
        });
    }
}
