using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary><c>RsCard.PathOf</c>: which way the case goes (<see cref="CasePath"/>): <c>Service</c>, <c>ServiceHome</c>, <c>Foreign</c>, <c>NoAddress</c> or <c>Halmstad</c>.</summary>
internal sealed class PathOf : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Decides("Service", "ServiceHome", "Foreign", "NoAddress", "Halmstad");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Completed(facts.Path switch
    {
        CasePath.ServiceHome => "ServiceHome",
        CasePath.Foreign => "Foreign",
        CasePath.NoAddress => "NoAddress",
        CasePath.Halmstad => "Halmstad",
        _ => "Service",
    });
}
