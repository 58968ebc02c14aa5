using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary><c>RsCard.IsRenewal</c>: <c>Yes</c> when the case is here again because its card ends, and the student knows the RSid (D-30).</summary>
internal sealed class IsRenewal : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Yes", "No");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Completed(facts is { IsRenewal: true, MailedRsId: true } ? "Yes" : "No");
}
