using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Passports;

/// <summary><c>RsCard.AwaitCopyDecision</c>: the HSA team verifies the copy (D-21); outcomes <c>Approved</c>, <c>Rejected</c>.</summary>
internal sealed class AwaitCopyDecision(ProcessOptions options) : ICaseActivity
{
    public const string Signal = "copy-decision";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.HsaTeam, "Approved", "Rejected");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal,
        Owners.HsaTeam,
        DateRules.Morning(StockholmTime.DayOf(context.Now).AddDays(options.ReviewWithinDays))));
}
