using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Review;

/// <summary><c>RsCard.AwaitAnswer</c>: the administrator answers the HSA team's question; outcome <c>Answered</c> (D-6).</summary>
internal sealed class AwaitAnswer(ProcessOptions options, SwedishWorkingDays workingDays) : ICaseActivity
{
    public const string Signal = "answer";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.StudyAdministrator, "Answered");

    public DueCount Due => DueCount.WorkingDays;

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal,
        Owners.StudyAdministrator,
        DateRules.Morning(workingDays.Add(StockholmTime.DayOf(context.Now), options.AnswerWithinWorkingDays))));
}
