using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary><c>RsCard.AwaitActivationOrder</c>: the HSA team orders the activation of a card that exists and is inactive (D-9); outcome <c>Ordered</c>.</summary>
internal sealed class AwaitActivationOrder(ProcessOptions options) : ICaseActivity
{
    public const string Signal = "activation-order";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.HsaTeam, "Ordered");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal, Owners.HsaTeam, DateRules.Morning(StockholmTime.DayOf(context.Now).AddDays(options.ReviewWithinDays))));
}
