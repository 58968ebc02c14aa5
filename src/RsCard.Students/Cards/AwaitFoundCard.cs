using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary>
/// <c>RsCard.AwaitFoundCard</c>: a suspended card may turn up; after some days the HSA team revokes it or goes on waiting (D-70).
/// Outcomes <c>Found</c>, and <c>Over</c> when it was revoked, replaced or returned.
/// </summary>
internal sealed class AwaitFoundCard(ProcessOptions options) : ICaseActivity
{
    public const string Signal = "found-card";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.HsaTeam, "Found", "Over");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal, Owners.HsaTeam, DateRules.Morning(StockholmTime.DayOf(context.Now).AddDays(options.SuspensionDays))));
}
