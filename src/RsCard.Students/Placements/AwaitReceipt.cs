using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Placements;

/// <summary><c>RsCard.AwaitReceipt</c>: the office of another region confirms that it has the placement (D-5).</summary>
internal sealed class AwaitReceipt(ProcessOptions options) : ICaseActivity
{
    public const string Signal = "receipt";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.Unit, "Received").IfNeeded();

    public DueCount Due => DueCount.Date;

    /// <summary>What was said before the process began isn't asked.</summary>
    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => facts.Placement is { IsReceived: true }
        ? new ActivityResult.Completed("Received")
        : new ActivityResult.Waiting(new Wait.ForSignal(
            Signal,
            Owners.Unit,
            DateRules.Morning(options.ReceiptDueOn(StockholmTime.DayOf(context.Now)))));
}
