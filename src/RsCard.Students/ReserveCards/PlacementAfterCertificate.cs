using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.ReserveCards;

/// <summary>
/// <c>RsCard.PlacementAfterCertificate</c>: <c>Yes</c> when a placement goes on or begins after the certificate's last day, and there is
/// a supervisor to tell (D-24).
/// </summary>
internal sealed class PlacementAfterCertificate : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Yes", "No");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Completed(facts.PlacementAfterCertificate is null ? "No" : "Yes");
}
