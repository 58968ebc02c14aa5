using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Placements;

/// <summary><c>RsCard.SupervisorAddress</c>: whether anybody has said where the supervisor is to be written to: <c>Known</c> or <c>Unknown</c> (D-15).</summary>
internal sealed class SupervisorAddress : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Known", "Unknown");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Completed(facts.Placement is { HasSupervisorMail: true } ? "Known" : "Unknown");
}
