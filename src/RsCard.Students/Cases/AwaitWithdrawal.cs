using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cases;

/// <summary><c>RsCard.AwaitWithdrawal</c>: listens, as long as the enrolment lasts, for the student's withdrawal (D-36). Nobody's turn.</summary>
internal sealed class AwaitWithdrawal : ICaseActivity
{
    public const string Signal = "withdrawal";

    public ActivityShape Shape { get; } = ActivityShape.Listener(Signal, Owners.Nobody, "Withdrawn");

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        new ActivityResult.Waiting(new Wait.ForSignal(Signal, Owners.Nobody));
}
