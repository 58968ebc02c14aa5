using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary>
/// <c>RsCard.AwaitPhoto</c>: the student goes to any card station; outcomes <c>Taken</c>, <c>Reused</c>, and <c>SentBack</c> when the
/// station can't find the student or finds them in the wrong category (D-11).
/// </summary>
internal sealed class AwaitPhoto(ProcessOptions options, SwedishWorkingDays workingDays) : ICaseActivity
{
    public const string Signal = "photo";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.Student, "Taken", "Reused", "SentBack");

    public DueCount Due => DueCount.WorkingDays;

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal,
        Owners.Student,
        DateRules.Morning(workingDays.Add(StockholmTime.DayOf(context.Now), options.PhotoWithinWorkingDays))));
}
