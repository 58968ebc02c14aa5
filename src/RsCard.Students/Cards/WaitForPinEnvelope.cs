using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary><c>RsCard.WaitForPinEnvelope</c>: some working days from the order until the envelope should have come (D-13, D-61).</summary>
internal sealed class WaitForPinEnvelope(ProcessOptions options, SwedishWorkingDays workingDays) : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Day() with { MayNotWait = false };

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.Until(
        DateRules.Morning(workingDays.Add(StockholmTime.DayOf(context.Now), options.PinEnvelopeWorkingDays)), InBreak.RunsOn));
}
