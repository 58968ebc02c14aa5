using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary><c>RsCard.CloseCase</c>: says how the case ended; input <c>outcome</c>: ended, rejected or withdrawn.</summary>
internal sealed class CloseCase : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Done").With(new ActivityInput("outcome", IsRequired: true, ["ended", "rejected", "withdrawn"]));

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Completed("Done") { Effects = [new CaseClosed(context.Activity.FindInput("outcome") ?? "ended")] };
}

/// <summary>Effect: the case is over.</summary>
internal sealed record CaseClosed(string Outcome);
