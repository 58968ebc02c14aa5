using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary>
/// <c>RsCard.AwaitCardActivation</c>: the card has been sent home; the student goes with it and an ID document to any station, chooses a PIN,
/// and it is activated (D-80). Outcome <c>Activated</c>.
/// </summary>
internal sealed class AwaitCardActivation(ProcessOptions options, SwedishWorkingDays workingDays) : ICaseActivity
{
    public const string Signal = "card-activation";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.Student, "Activated");

    public DueCount Due => DueCount.WorkingDays;

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal, Owners.Student, DateRules.Morning(workingDays.Add(StockholmTime.DayOf(context.Now), options.PickupWithinWorkingDays))));
}
