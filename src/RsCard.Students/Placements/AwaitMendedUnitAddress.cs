using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Placements;

/// <summary>
/// <c>RsCard.AwaitMendedUnitAddress</c>: mail to the unit came back, and its address is none any more; the administrator says another, by a
/// list or directly, or the student does on the status page (D-15, D-63). What came back is then sent there.
/// </summary>
internal sealed class AwaitMendedUnitAddress(ProcessOptions options, SwedishWorkingDays workingDays) : ICaseActivity
{
    public const string Signal = "mended-unit-address";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.StudyAdministrator, "Given");

    public DueCount Due => DueCount.WorkingDays;

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal,
        Owners.StudyAdministrator,
        DateRules.Morning(workingDays.Add(StockholmTime.DayOf(context.Now), options.AnswerWithinWorkingDays))));
}
