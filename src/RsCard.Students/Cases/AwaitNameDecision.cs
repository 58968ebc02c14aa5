using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Cases;

/// <summary><c>RsCard.AwaitNameDecision</c>: the HSA team decides on a new name (D-32); outcomes <c>Approved</c> and <c>Rejected</c>.</summary>
internal sealed class AwaitNameDecision(ProcessOptions options) : ICaseActivity
{
    public const string Signal = "name-decision";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.HsaTeam, "Approved", "Rejected");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Waiting(new Wait.ForSignal(Signal, Owners.HsaTeam, DateRules.Morning(StockholmTime.DayOf(context.Now).AddDays(options.ReviewWithinDays))));
}
