using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Passports;

/// <summary><c>RsCard.AwaitPassportCopy</c>: the administrator sends a certified copy of the passport (D-20); outcome <c>Uploaded</c>.</summary>
internal sealed class AwaitPassportCopy(ProcessOptions options, SwedishWorkingDays workingDays) : ICaseActivity
{
    public const string Signal = "passport-copy";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.StudyAdministrator, "Uploaded");

    public DueCount Due => DueCount.WorkingDays;

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal,
        Owners.StudyAdministrator,
        DateRules.Morning(workingDays.Add(StockholmTime.DayOf(context.Now), options.AnswerWithinWorkingDays))));
}
