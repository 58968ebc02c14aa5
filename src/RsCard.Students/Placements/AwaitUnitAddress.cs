using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Placements;

/// <summary>
/// <c>RsCard.AwaitUnitAddress</c>: the administrator says where the unit is to be written to, by a list or directly; the student may
/// say it too, on the status page (D-15).
/// </summary>
internal sealed class AwaitUnitAddress(ProcessOptions options, SwedishWorkingDays workingDays) : ICaseActivity
{
    public const string Signal = "unit-address";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.StudyAdministrator, "Given").IfNeeded();

    public DueCount Due => DueCount.WorkingDays;

    /// <summary>Where VDI is ordered already, nobody needs the address.</summary>
    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => facts.Placement is { IsVdiOrdered: true }
        ? new ActivityResult.Completed("Given")
        : new ActivityResult.Waiting(new Wait.ForSignal(
            Signal,
            Owners.StudyAdministrator,
            DateRules.Morning(workingDays.Add(StockholmTime.DayOf(context.Now), options.AnswerWithinWorkingDays))));
}
