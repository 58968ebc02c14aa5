using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary>
/// <c>RsCard.AwaitCardReturn</c>: the student leaves the card at any station, or sends it there (D-34). Outcomes <c>Returned</c>,
/// <c>Hired</c> (the region has employed the student, who keeps it) and <c>WrittenOff</c>.
/// </summary>
internal sealed class AwaitCardReturn(ProcessOptions options) : ICaseActivity
{
    public const string Signal = "card-return";

    public ActivityShape Shape { get; } = ActivityShape.Person(Signal, Owners.Student, "Returned", "Hired", "WrittenOff");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) => new ActivityResult.Waiting(new Wait.ForSignal(
        Signal, Owners.Student, DateRules.Morning(StockholmTime.DayOf(context.Now).AddDays(options.CardReturnWithinDays))));
}
