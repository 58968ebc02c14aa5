using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.ReserveCards;

/// <summary>
/// <c>RsCard.PlacementAfterCertificate</c>: <c>Yes</c> when a placement goes on or begins after the certificate's last day, and there is
/// a supervisor to tell (D-24). One without a last day goes on as long as the period.
/// </summary>
internal sealed class PlacementAfterCertificate : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Yes", "No");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(
        facts.Card?.ValidTo is { } validTo && facts.Placements.Any(placement => placement.HasSupervisorMail && LastDayOf(placement, facts) > validTo) ? "Yes" : "No");

    private static DateOnly? LastDayOf(PlacementFacts placement, CaseFacts facts) =>
        placement.LastDay ?? (placement.FirstDay > facts.LastDay ? placement.FirstDay : placement.FirstDay is null ? null : facts.LastDay);
}
