using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Cards;

/// <summary>
/// <c>RsCard.CancelCards</c>: a card that this case has on its way is cancelled (D-36); one that was made is destroyed at its station later.
/// Where another case of the student goes on, the card becomes that case's, which then waits for it (D-16).
/// </summary>
internal sealed class CancelCards : ICaseActivity
{
    public ActivityShape Shape { get; } = ActivityShape.Work(CancelCardsHandler.WorkKind, "Done").IfNeeded();

    public ActivityResult Execute(ActivityContext context, CaseFacts facts) =>
        facts.Card is { } card && card.Case == facts.Case && CardState.IsOnItsWay(card.State)
            ? new ActivityResult.Waiting(new Wait.ForWork(CancelCardsHandler.WorkKind, facts.Student.ToString(), "{}"))
            : ActivityResult.Done;
}
