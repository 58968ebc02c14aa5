using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Placements;

/// <summary>
/// <c>RsCard.AwaitMendedSupervisorAddress</c>: mail to the supervisor came back; as <see cref="AwaitMendedUnitAddress"/> (D-15, D-63).
/// </summary>
internal sealed class AwaitMendedSupervisorAddress(ProcessOptions options, SwedishWorkingDays workingDays) : ICaseActivity
{
    public const string Signal = "mended-supervisor-address";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.StudyAdministrator, "Given");

    public DueCount Due => DueCount.WorkingDays;

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal,
        Owners.StudyAdministrator,
        DateRules.Morning(workingDays.Add(StockholmTime.DayOf(context.Now), options.AnswerWithinWorkingDays))));
}
