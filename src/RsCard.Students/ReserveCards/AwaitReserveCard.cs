using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.ReserveCards;

/// <summary>
/// <c>RsCard.AwaitReserveCard</c>: the student goes to any card station (D-28); outcomes <c>Issued</c>, <c>SentBack</c> (D-11), and
/// <c>NumberArrived</c> when a personal number has come and an ordinary card takes its place (D-53).
/// </summary>
internal sealed class AwaitReserveCard(ProcessOptions options, SwedishWorkingDays workingDays) : ICaseActivity
{
    public const string Signal = "reserve-card";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.Student, "Issued", "SentBack", "NumberArrived");

    public DueCount Due => DueCount.WorkingDays;

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal,
        Owners.Student,
        DateRules.Morning(workingDays.Add(StockholmTime.DayOf(context.Now), options.PhotoWithinWorkingDays))));
}
