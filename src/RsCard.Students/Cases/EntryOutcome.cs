using RsCard.Students.Review;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary><c>RsCard.EntryOutcome</c>: <c>Entered</c>, <c>OwnCard</c> (an employee's card serves, D-8) or <c>Rejected</c>.</summary>
internal sealed class EntryOutcome : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Entered", "OwnCard", "Rejected");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(facts.LatestDecision switch
    {
        ReviewDecision.Approved => "Entered",
        ReviewDecision.OwnCard => "OwnCard",
        _ => "Rejected",
    });
}
