using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary><c>RsCard.AwaitActivation</c>: the IT department activates the card (D-9); outcome <c>Activated</c>, said by the HSA team or seen in the directory.</summary>
internal sealed class AwaitActivation(ProcessOptions options, SwedishWorkingDays workingDays) : ICaseActivity
{
    public const string Signal = "activation";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.It, "Activated");

    public DueCount Due => DueCount.WorkingDays;

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal, Owners.It, DateRules.Morning(workingDays.Add(StockholmTime.DayOf(context.Now), options.ActivationWithinWorkingDays))));
}
