using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.ReserveCards;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary>
/// What the counter does: photo, arrival, delay, hand-over (D-11, D-12, D-14). Each action locks the case, judges the card as
/// it stands, and changes card, case and audit trail in one transaction; a second click finds it done and is refused.
/// </summary>
public sealed class StationDesk(NpgsqlDataSource database, WorkflowEngine engine, CardStore cards, AuditTrail audit, ProcessOptions process, TimeProvider clock)
{
    /// <summary>The student has been photographed here, or the photo on file was taken over (D-11).</summary>
    public Task<DeskResult> TakePhotoAsync(CaseId caseId, string station, IdDocument document, bool reused, string actor, CancellationToken cancellationToken) =>
        ActAsync(caseId, actor, "station.photo", async transaction =>
        {
            var today = clock.Today();
            if (await cards.FindStationNameAsync(transaction, station, cancellationToken) is not { } name)
                return DeskTexts.NoSuchStation(station);
            if (!document.IsGoodOn(today))
                return DeskTexts.DocumentNotValid(document);
            if (!await SignalAsync(transaction, caseId, AwaitPhoto.Signal, () => cards.ApplyAsync(transaction, caseId, station, today, reused, document, actor, cancellationToken), reused ? "Reused" : "Taken", cancellationToken))
                return DeskTexts.NothingToDo("photo");

            // The student's other cases wait for no photo of their own: the card is on its way for them, too (D-16).
            var others = (await cards.CasesOfStudentAsync(transaction, caseId, cancellationToken)).Where(other => other != caseId.Value);
            await engine.SignalAsync(transaction, [.. others.Select(other => new Signal(other, AwaitPhoto.Signal, "Taken"))], cancellationToken);
            return DeskTexts.Photographed(name, process.CardExpectedOn(today));
        }, cancellationToken);

    /// <summary>The station can't find the student, or finds them in the wrong category: back to review (D-11).</summary>
    public Task<DeskResult> SendBackAsync(CaseId caseId, string station, string actor, CancellationToken cancellationToken) =>
        ActAsync(caseId, actor, "station.sent-back", async transaction =>
            await SendBackFromAsync(transaction, caseId, AwaitPhoto.Signal, cancellationToken) || await SendBackFromAsync(transaction, caseId, AwaitReserveCard.Signal, cancellationToken)
                ? DeskTexts.SentBack()
                : DeskTexts.NothingToDo("photo"), cancellationToken);

    /// <summary>The card has come to the station (D-12).</summary>
    public Task<DeskResult> ArrivedAsync(CaseId caseId, string station, string actor, CancellationToken cancellationToken) =>
        ActAsync(caseId, actor, "station.arrived", async transaction =>
        {
            var card = await cards.FindOnItsWayAsync(transaction, caseId, cancellationToken);
            if (card is null || card.State == CardState.AtStation)
                return DeskTexts.NothingToDo("arrival");
            if (card.StationCode != station)
                return DeskTexts.OtherStation(card.StationName);

            await cards.MoveAsync(transaction, card, CardState.AtStation, actor, "recorded at the station", cancellationToken);
            return DeskTexts.Arrived();
        }, cancellationToken);

    /// <summary>The card comes later than expected: the wait and the mail begin again (D-12).</summary>
    public Task<DeskResult> DelayAsync(CaseId caseId, string station, DateOnly newDate, string actor, CancellationToken cancellationToken) =>
        ActAsync(caseId, actor, "station.delayed", async transaction =>
        {
            var card = await cards.FindOnItsWayAsync(transaction, caseId, cancellationToken);
            if (card is null || card.State == CardState.AtStation)
                return DeskTexts.NothingToDo("delay");
            if (card.StationCode != station)
                return DeskTexts.OtherStation(card.StationName);
            if (newDate <= card.ExpectedOn || newDate <= clock.Today())
                return DeskTexts.DateNotLater(card.ExpectedOn);

            await cards.DelayAsync(transaction, card, newDate, actor, cancellationToken);

            // Before the month is over no step waits for the delay: the new date is read when it is.
            var results = await engine.SignalAsync(transaction, [new Signal(card.CaseId.Value, AwaitPickup.Signal, "Delayed")], cancellationToken);
            return DeskTexts.Delayed(newDate, isMailed: results[0] == SignalResult.Delivered);
        }, cancellationToken);

    /// <summary>The student fetches the card: the same station, not before the day, with a valid document (D-12, D-14).</summary>
    public Task<DeskResult> HandOverAsync(CaseId caseId, string station, IdDocument document, string actor, CancellationToken cancellationToken) =>
        ActAsync(caseId, actor, "station.pickup", async transaction =>
        {
            var today = clock.Today();
            if (await cards.FindOnItsWayAsync(transaction, caseId, cancellationToken) is not { } card)
                return DeskTexts.NothingToDo("pickup");
            if (card.StationCode != station)
                return DeskTexts.OtherStation(card.StationName);
            if (process.EarliestPickup(card.PhotoOn, card.ExpectedOn) is var earliest && today < earliest)
                return DeskTexts.TooEarly(earliest);
            if (!document.IsGoodOn(today))
                return DeskTexts.DocumentNotValid(document);

            return await SignalAsync(transaction, card.CaseId, AwaitPickup.Signal, () => cards.HandOverAsync(transaction, card, today, document, actor, cancellationToken), "HandedOver", cancellationToken)
                ? DeskTexts.HandedOver(await cards.FindReserveCardAsync(transaction, caseId, cancellationToken))
                : DeskTexts.TooEarly(card.ExpectedOn);
        }, cancellationToken);

    private Task<bool> SendBackFromAsync(NpgsqlTransaction transaction, CaseId caseId, string signal, CancellationToken cancellationToken) =>
        SignalAsync(transaction, caseId, signal, () => cards.NoteSentBackAsync(transaction, caseId, clock.GetUtcNow(), cancellationToken), "SentBack", cancellationToken);

    /// <summary>Changes our rows and then signals, if the step is open: the activities that follow read what we changed.</summary>
    private async Task<bool> SignalAsync(NpgsqlTransaction transaction, CaseId caseId, string signal, Func<Task> change, string outcome, CancellationToken cancellationToken)
    {
        var open = await engine.OpenStepsAsync(transaction.Connection!, [caseId.Value], cancellationToken);
        if (!open.Any(step => step.Kind == OpenStepKind.Signal && step.Name == signal))
            return false;

        await change();
        return (await engine.SignalAsync(transaction, [new Signal(caseId.Value, signal, outcome)], cancellationToken))[0] == SignalResult.Delivered;
    }

    private async Task<DeskResult> ActAsync(CaseId caseId, string actor, string action, Func<NpgsqlTransaction, Task<DeskResult>> act, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await engine.LockAsync(transaction, [.. await cards.CasesOfStudentAsync(transaction, caseId, cancellationToken)], cancellationToken);
        await transaction.SaveAsync("before", cancellationToken);
        var result = await act(transaction);
        if (result is DeskResult.Refused)
            await transaction.RollbackAsync("before", cancellationToken);

        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, action, caseId, Student: null, new { refused = (result as DeskResult.Refused)?.Code })],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
