using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;

namespace RsCard.Students.Cards;

/// <summary>
/// Everything that goes wrong with a card, and its end (D-31, D-34, D-70). The card is blocked first; fee, mail and replacement follow in
/// the same transaction. Whoever may call an action is the caller's to judge: the HSA team all of them, a station what a counter does.
/// </summary>
public sealed class CardDesk(DeskWork desk, StudentCards cards, CardStore store, CardProcesses processes, Fees fees)
{
    /// <summary>
    /// The student hasn't got the card: it is revoked at once, a fee is recorded and a new one ordered (D-31). One that may be found is
    /// suspended instead: no fee and no new card before it is reported lost once more.
    /// </summary>
    /// <param name="which">A card's id, where the student has several; null: the newest that it can be.</param>
    public Task<DeskResult> ReportLostAsync(CaseId caseId, bool mayBeFound, Guid? which, string actor, CancellationToken cancellationToken) =>
        OnCardAsync(caseId, which, [CardState.HandedOver, CardState.Suspended, CardState.Damaged], "card.lost", actor, async (transaction, card) =>
        {
            var state = mayBeFound ? CardState.Suspended : CardState.Revoked;
            if (!card.MayBecome(state))
                return CardTexts.WrongState(card.State);

            await cards.ChangeAsync(transaction, card, state, actor, mayBeFound ? "lost, may be found" : "lost", cancellationToken);
            if (mayBeFound)
            {
                await processes.StartAsync(transaction, caseId, card, CaseProcess.CardSuspension, cancellationToken);
                return CardTexts.Suspended();
            }

            await cards.MarkLostAsync(transaction, card, cancellationToken);
            await SignalAsync(transaction, caseId, AwaitFoundCard.Signal, "Over", card.Id, cancellationToken);
            await SignalAsync(transaction, caseId, AwaitCardReturn.Signal, "WrittenOff", subject: null, cancellationToken);
            if (card.Kind == CardKind.Service)
                await fees.AddAsync(transaction, caseId, card, Fees.LostCard, actor, cancellationToken);
            var isReplaced = card.State != CardState.Damaged && await processes.StartAsync(transaction, caseId, card, CaseProcess.CardReplacement, cancellationToken) is not null;
            return CardTexts.Blocked(card.Kind == CardKind.Service ? fees.AmountOf(Fees.LostCard) : 0, isReplaced || card.State == CardState.Damaged);
        }, cancellationToken);

    /// <summary>A suspended card has been found: the suspension is lifted. A revoked one stays revoked (D-70).</summary>
    public Task<DeskResult> FoundAsync(CaseId caseId, Guid? which, string actor, CancellationToken cancellationToken) =>
        OnCardAsync(caseId, which, [CardState.Suspended, CardState.Revoked], "card.found", actor, async (transaction, card) =>
        {
            if (card.State == CardState.Revoked)
                return CardTexts.StaysRevoked();
            if (!card.MayBecome(CardState.HandedOver))
                return CardTexts.WrongState(card.State);

            await cards.ChangeAsync(transaction, card, CardState.HandedOver, actor, "found", cancellationToken);
            await SignalAsync(transaction, caseId, AwaitFoundCard.Signal, "Found", card.Id, cancellationToken);
            return CardTexts.Found();
        }, cancellationToken);

    /// <summary>The card doesn't work any more: a new one is ordered, without a fee.</summary>
    public Task<DeskResult> DamagedAsync(CaseId caseId, Guid? which, string actor, CancellationToken cancellationToken) =>
        OnCardAsync(caseId, which, [CardState.HandedOver], "card.damaged", actor, async (transaction, card) =>
        {
            if (!card.MayBecome(CardState.Damaged))
                return CardTexts.WrongState(card.State);

            await cards.ChangeAsync(transaction, card, CardState.Damaged, actor, "damaged", cancellationToken);
            return CardTexts.Damaged(await processes.StartAsync(transaction, caseId, card, CaseProcess.CardReplacement, cancellationToken) is not null);
        }, cancellationToken);

    /// <summary>The HSA team blocks a card for another reason than loss: neither fee nor a new card (D-70).</summary>
    /// <param name="reason">Without personal data.</param>
    public Task<DeskResult> RevokeAsync(CaseId caseId, Guid? which, string reason, string actor, CancellationToken cancellationToken) =>
        OnCardAsync(caseId, which, [CardState.HandedOver, CardState.Suspended, CardState.Damaged], "card.revoked", actor, async (transaction, card) =>
        {
            if (!card.MayBecome(CardState.Revoked))
                return CardTexts.WrongState(card.State);

            await cards.ChangeAsync(transaction, card, CardState.Revoked, actor, reason, cancellationToken);
            await SignalAsync(transaction, caseId, AwaitFoundCard.Signal, "Over", card.Id, cancellationToken);
            return CardTexts.Revoked();
        }, cancellationToken);

    /// <summary>The card was left at this station, any station: it is cut and deregistered (D-34).</summary>
    public Task<DeskResult> ReturnAsync(CaseId caseId, string station, Guid? which, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "card.returned", async transaction =>
        {
            if (await store.FindStationNameAsync(transaction, station, cancellationToken) is null)
                return DeskTexts.NoSuchStation(station);

            var all = await ListAsync(transaction, caseId, cancellationToken);
            var card = Pick(all, which, [CardState.HandedOver, CardState.Suspended, CardState.Damaged, CardState.Expired])
                ?? Pick(all, which, [CardState.Revoked]);
            if (card is null)
                return CardTexts.NoCard(all);
            if (!card.MayBecome(CardState.Returned))
                return CardTexts.WrongState(card.State);

            await cards.ReturnAsync(transaction, card, station, actor, "left at the station", cancellationToken);
            await SignalAsync(transaction, caseId, AwaitFoundCard.Signal, "Over", card.Id, cancellationToken);
            await SignalAsync(transaction, caseId, AwaitCardReturn.Signal, "Returned", subject: null, cancellationToken);
            return CardTexts.Returned();
        }, cancellationToken);

    /// <summary>The card won't come back: it is blocked where it could still be used, and isn't asked for any more.</summary>
    /// <param name="reason">Without personal data.</param>
    public Task<DeskResult> WriteOffAsync(CaseId caseId, Guid? which, string reason, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "card.written-off", async transaction =>
        {
            var all = await ListAsync(transaction, caseId, cancellationToken);
            var card = Pick(all, which, [CardState.HandedOver, CardState.Suspended, CardState.Damaged, CardState.Expired, CardState.Revoked]);
            if (card is not null && card.MayBecome(CardState.Revoked))
                await cards.ChangeAsync(transaction, card, CardState.Revoked, actor, reason, cancellationToken);
            if (card is not null)
                await cards.MarkLostAsync(transaction, card, cancellationToken);

            var asked = await SignalAsync(transaction, caseId, AwaitCardReturn.Signal, "WrittenOff", subject: null, cancellationToken);
            return card is null && asked == 0 ? CardTexts.NoCard(all) : CardTexts.WrittenOff();
        }, cancellationToken);

    /// <summary>A card that was made and then cancelled is destroyed where it lies (D-70).</summary>
    public Task<DeskResult> DestroyAsync(CaseId caseId, string station, Guid? which, string actor, CancellationToken cancellationToken) =>
        OnCardAsync(caseId, which, [CardState.Cancelled], "card.destroyed", actor, async (transaction, card) =>
        {
            if (card.StationCode != station)
                return CardTexts.LiesElsewhere(card.StationName ?? "");

            await cards.ChangeAsync(transaction, card, CardState.Destroyed, actor, "destroyed at the station", cancellationToken);
            return CardTexts.Destroyed();
        }, cancellationToken);

    /// <summary>The PIN envelope is lost, or never came: a new one is ordered, for a fee (D-13).</summary>
    public Task<DeskResult> OrderPinEnvelopeAsync(CaseId caseId, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "card.pin-ordered", async transaction =>
        {
            var all = await cards.ListAsync(transaction, caseId, cancellationToken);
            if (Pick(all, which: null, [CardState.Expected, CardState.AtStation, CardState.HandedOver]) is not { } card)
                return CardTexts.NoCard(all);
            if (card.Kind == CardKind.Reserve || card.Path == Cases.CasePath.ServiceHome)
                return CardTexts.NoPinEnvelope();
            if (await processes.IsUnderWayAsync(transaction, await store.CasesOfStudentAsync(transaction, caseId, cancellationToken), CaseProcess.PinReorder, cancellationToken))
                return CardTexts.PinOnItsWay();

            await fees.AddAsync(transaction, caseId, card, Fees.PinEnvelope, actor, cancellationToken);
            return await processes.StartAsync(transaction, caseId, card, CaseProcess.PinReorder, cancellationToken) is null
                ? CardTexts.NoOpenCase()
                : CardTexts.PinOrdered(fees.AmountOf(Fees.PinEnvelope));
        }, cancellationToken);

    /// <summary>The region has employed the student, who keeps the card (D-34). A private care provider doesn't count.</summary>
    public Task<DeskResult> HiredAsync(CaseId caseId, bool byRegion, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "case.hired", async transaction =>
        {
            if (!byRegion)
                return CardTexts.PrivateEmployer();
            if (!await store.MarkHiredAsync(transaction, caseId, cancellationToken))
                return CardTexts.HiredAlready();

            await SignalAsync(transaction, caseId, AwaitCardReturn.Signal, "Hired", subject: null, cancellationToken);
            return CardTexts.Hired();
        }, cancellationToken);

    private static StudentCard? Pick(IReadOnlyList<StudentCard> all, Guid? which, string[] states) =>
        all.FirstOrDefault(card => which is { } id ? card.Id == id && states.Contains(card.State) : states.Contains(card.State));

    private Task<DeskResult> OnCardAsync(
        CaseId caseId, Guid? which, string[] states, string action, string actor, Func<NpgsqlTransaction, StudentCard, Task<DeskResult>> act, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, action, async transaction =>
        {
            var all = await ListAsync(transaction, caseId, cancellationToken);
            return Pick(all, which, states) is { } card ? await act(transaction, card) : CardTexts.NoCard(all);
        }, cancellationToken);

    /// <summary>All cards of the student, and the one that the directory had before: what is refused after this takes nothing over.</summary>
    private async Task<IReadOnlyList<StudentCard>> ListAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken)
    {
        await cards.AdoptAsync(transaction, caseId, cancellationToken);
        return await cards.ListAsync(transaction, caseId, cancellationToken);
    }

    private async Task<int> SignalAsync(NpgsqlTransaction transaction, CaseId caseId, string signal, string outcome, Guid? subject, CancellationToken cancellationToken) =>
        await desk.SignalAllAsync(transaction, await store.CasesOfStudentAsync(transaction, caseId, cancellationToken), signal, outcome, subject, cancellationToken);
}
