using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary>
/// <c>RsCard.WaitUntil</c>: waits for the morning of a named day (input <c>rule</c>, see <see cref="DateRules"/>). A day that
/// has come, or that the case doesn't have, isn't waited for.
/// </summary>
internal sealed class WaitUntil(ProcessOptions options) : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Day().With(new ActivityInput("rule", IsRequired: true, DateRules.Names));

    public ActivityResult Execute(ActivityContext context, CaseFacts facts)
    {
        var rule = context.Activity.FindInput("rule") ?? "";
        return DateRules.Day(rule, facts, options) is { } due && DateRules.Morning(due) > context.Now
            ? new ActivityResult.Waiting(new Wait.Until(DateRules.Morning(due), DateRules.InBreakOf(rule)))
            : ActivityResult.Done;
    }
}
