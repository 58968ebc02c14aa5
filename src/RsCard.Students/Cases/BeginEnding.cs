using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary>
/// <c>RsCard.BeginEnding</c>: from now on the case only ends: entry closed, card asked back (D-34, D-35). Input <c>outcome</c>: ended or
/// withdrawn. A list that names the student again begins anew.
/// </summary>
internal sealed class BeginEnding : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Done").With(new ActivityInput("outcome", IsRequired: true, ["ended", "withdrawn"]));

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Completed("Done") { Effects = [new CaseEnding(context.Activity.FindInput("outcome") ?? "ended")] };
}

/// <summary>Effect: the case has begun to end.</summary>
internal sealed record CaseEnding(string Outcome);
