using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary><c>RsCard.PeriodEnded</c>: <c>Yes</c> when period and grace are over, <c>No</c> when the period was made longer meanwhile (D-35).</summary>
internal sealed class PeriodEnded(ProcessOptions options) : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Yes", "No");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Completed(
            DateRules.Day("PeriodEndPlusGrace", facts, options) is { } day && DateRules.Morning(day) > context.Now ? "No" : "Yes");
}
