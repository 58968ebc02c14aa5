using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Review;

/// <summary><c>RsCard.AwaitReview</c>: the HSA team decides; outcomes <c>Approved</c>, <c>Rejected</c>, <c>AskedBack</c> (D-6).</summary>
internal sealed class AwaitReview(ProcessOptions options) : ICaseActivity
{
    public const string Signal = "review";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.HsaTeam, "Approved", "Rejected", "AskedBack");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal,
        Owners.HsaTeam,
        DateRules.Morning(StockholmTime.DayOf(context.Now).AddDays(options.ReviewWithinDays))));
}
