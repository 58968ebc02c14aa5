using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Status;

namespace RsCard.Students.Cards;

/// <summary>A card that exists and is inactive (D-9): the HSA team orders its activation, and says when it is done.</summary>
public sealed class ActivationDesk(DeskWork desk, CardStore cards, CaseBook book, ContactOptions contacts)
{
    /// <summary>Cases whose activation is to be ordered, whoever has waited longest first.</summary>
    public Task<IReadOnlyList<CaseView>> ListToOrderAsync(int most, CancellationToken cancellationToken) =>
        book.ListWaitingAsync([AwaitActivationOrder.Signal], most, cancellationToken);

    /// <summary>Cases whose activation is ordered and not done.</summary>
    public Task<IReadOnlyList<CaseView>> ListOrderedAsync(int most, CancellationToken cancellationToken) =>
        book.ListWaitingAsync([AwaitActivation.Signal], most, cancellationToken);

    /// <summary>The order goes to the IT department by mail: without an address (<c>Contacts:ItMail</c>) nobody would get it.</summary>
    public Task<DeskResult> OrderAsync(CaseId caseId, string actor, CancellationToken cancellationToken) => string.IsNullOrWhiteSpace(contacts.ItMail)
        ? desk.ActAsync(caseId, actor, "activation.ordered", _ => Task.FromResult(CardTexts.NoItMail()), cancellationToken)
        : SignalAsync(caseId, "activation.ordered", AwaitActivationOrder.Signal, "Ordered", CardTexts.ActivationOrdered(), actor, cancellationToken);

    /// <summary>The card works now; the student gets a mail. Seen in the directory, the same is said by <see cref="WatchCardActivation"/>.</summary>
    public Task<DeskResult> DoneAsync(CaseId caseId, string actor, CancellationToken cancellationToken) =>
        SignalAsync(caseId, "activation.done", AwaitActivation.Signal, "Activated", CardTexts.ActivationDone(), actor, cancellationToken);

    private Task<DeskResult> SignalAsync(CaseId caseId, string action, string signal, string outcome, DeskResult done, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, action, async transaction =>
        {
            var cases = await cards.CasesOfStudentAsync(transaction, caseId, cancellationToken);
            return await desk.SignalAllAsync(transaction, cases, signal, outcome, subject: null, cancellationToken) > 0 ? done : CardTexts.NoActivation();
        }, cancellationToken);
}
