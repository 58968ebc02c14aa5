using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Placements;

/// <summary>
/// <c>RsCard.AwaitSupervisorAddress</c>: it is time for the checklist, and nobody has said who the supervisor is: the administrator does, by a
/// list or directly, or the student on the status page (D-15). Due when the placement begins.
/// </summary>
internal sealed class AwaitSupervisorAddress : ICaseActivity
{
    public const string Signal = "supervisor-address";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.StudyAdministrator, "Given");

    public DueCount Due => DueCount.Date;

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal,
        Owners.StudyAdministrator,
        facts.Placement?.FirstDay is { } first ? DateRules.Morning(first) : null));
}
