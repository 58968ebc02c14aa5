using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cards;

/// <summary><c>RsCard.MarkCardExpected</c>: the day has come, so the card should be at the station; expected, never confirmed (D-12, D-70).</summary>
internal sealed class MarkCardExpected : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Done");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Completed("Done") { Effects = [new CardExpected()] };
}

/// <summary>Effect: a card that was applied for is now expected at the station.</summary>
internal sealed record CardExpected;
