using RsCard.Students.Cases;
using RsCard.Students.Review;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cards;

/// <summary>
/// <c>RsCard.CardToReturn</c>: <c>Return</c> when the student has a card, working or not; <c>None</c> when there is none, it is lost, or
/// another case needs it; <c>Hired</c> when the region has employed the student (D-34).
/// </summary>
internal sealed class CardToReturn : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Return", "None", "Hired");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(facts switch
    {
        { HasOtherCase: true } => "None",
        _ when !HasCard(facts) => "None",
        { IsHired: true } => "Hired",
        _ => "Return",
    });

    /// <summary>One of ours, or one that the student's own entry had before. An employee's card isn't asked for (D-8).</summary>
    private static bool HasCard(CaseFacts facts) => facts switch
    {
        { Card: { } card } => !card.IsLost && (CardState.IsHeld(card.State) || card.State == CardState.Revoked),
        { LatestDecision: ReviewDecision.Approved, CardInDirectory.State: CardState.InDirectoryActive } => true,
        _ => false,
    };
}
