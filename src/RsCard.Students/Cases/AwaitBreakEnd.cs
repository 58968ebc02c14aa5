using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary><c>RsCard.AwaitBreakEnd</c>: the administrator says that the student is back (D-33). No day is counted meanwhile, so none is due.</summary>
internal sealed class AwaitBreakEnd : ICaseActivity
{
    public const string Signal = "break-end";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.StudyAdministrator, "Over");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Waiting(new Wait.ForSignal(Signal, Owners.StudyAdministrator));
}
