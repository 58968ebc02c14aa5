using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary><c>RsCard.BreakOutcome</c>: whether the period ended while the student had a break: <c>EndedInBreak</c> or <c>NoBreak</c> (D-33).</summary>
internal sealed class BreakOutcome : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("EndedInBreak", "NoBreak");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(facts.EndedInBreak ? "EndedInBreak" : "NoBreak");
}
