using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Placements;

/// <summary><c>RsCard.AwaitVdi</c>: the unit orders VDI, and says so on the page behind its link (D-15). Due some working days before the first day.</summary>
internal sealed class AwaitVdi(ProcessOptions options) : ICaseActivity
{
    public const string Signal = "vdi";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.Unit, "Ordered").IfNeeded();

    public DueCount Due => DueCount.Date;

    /// <summary>What was said before the process began isn't asked.</summary>
    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => facts.Placement is { IsVdiOrdered: true }
        ? new ActivityResult.Completed("Ordered")
        : new ActivityResult.Waiting(new Wait.ForSignal(
            Signal,
            Owners.Unit,
            facts.Placement?.FirstDay is { } first ? DateRules.Morning(options.VdiDueOn(first)) : null));
}
