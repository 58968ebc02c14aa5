using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary>
/// <c>RsCard.AwaitPickup</c>: the student fetches the card at the same station as the photo (D-14); outcomes <c>HandedOver</c>,
/// <c>Delayed</c> when the station has recorded a new date (D-12), and <c>Transferred</c> when another station is the right one now (D-71).
/// </summary>
internal sealed class AwaitPickup(ProcessOptions options, SwedishWorkingDays workingDays) : ICaseActivity
{
    public const string Signal = "pickup";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.Student, "HandedOver", "Delayed", "Transferred");

    public DueCount Due => DueCount.WorkingDays;

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal,
        Owners.Student,
        DateRules.Morning(workingDays.Add(StockholmTime.DayOf(context.Now), options.PickupWithinWorkingDays))));
}
