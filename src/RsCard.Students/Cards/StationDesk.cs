using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Photos;
using RsCard.Students.ReserveCards;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary>
/// What the counter does: photo, arrival, delay, transfer, hand-over or activation (D-11, D-12, D-14, D-71, D-80). Each action locks the case, judges the card as
/// it stands, and changes card, case and audit trail in one transaction; a second click finds it done and is refused.
/// </summary>
public sealed class StationDesk(DeskWork desk, WorkflowEngine engine, CardStore cards, StudentCards studentCards, CardPhotos photos, ProcessOptions process, SwedishWorkingDays workingDays, TimeProvider clock)
{
    /// <summary>The same desk, whose work and day are others'.</summary>
    internal StationDesk With(DeskWork by, TimeProvider at) => new(by, engine, cards, studentCards, photos, process, workingDays, at);

    /// <summary>The student has been photographed here, or the photo on file was taken over (D-11).</summary>
    public Task<DeskResult> TakePhotoAsync(CaseId caseId, string station, IdDocument document, bool reused, string actor, CancellationToken cancellationToken) =>
        TakePhotoAsync(caseId, station, document, reused, picture: null, actor, cancellationToken);

    /// <inheritdoc cref="TakePhotoAsync(CaseId, string, IdDocument, bool, string, CancellationToken)"/>
    /// <param name="picture">As the counter's camera took it (<see cref="JpegPicture"/>); null: it was taken otherwise.</param>
    public Task<DeskResult> TakePhotoAsync(CaseId caseId, string station, IdDocument document, bool reused, byte[]? picture, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "station.photo", async transaction =>
        {
            var today = clock.Today();
            if (await cards.FindStationNameAsync(transaction, station, cancellationToken) is not { } name)
                return DeskTexts.NoSuchStation(station);
            if (!document.IsGoodOn(today))
                return DeskTexts.DocumentNotValid(document);
            if (picture is not null && !JpegPicture.IsGood(picture))
                return DeskTexts.NotAPicture();
            if (await cards.FindOnItsWayAsync(transaction, caseId, cancellationToken) is not null && await desk.IsOpenAsync(transaction, caseId, AwaitPhoto.Signal, cancellationToken))
                return CardTexts.OnItsWay();
            if (!await desk.SignalAsync(transaction, caseId, AwaitPhoto.Signal, ApplyAsync, reused ? "Reused" : "Taken", cancellationToken))
                return DeskTexts.NothingToDo("photo");

            // The student's other cases wait for no photo of their own: the card is on its way for them, too (D-16).
            var others = (await cards.CasesOfStudentAsync(transaction, caseId, cancellationToken)).Where(other => other != caseId.Value);
            await engine.SignalAsync(transaction, [.. others.Select(other => new Signal(other, AwaitPhoto.Signal, "Taken"))], cancellationToken);
            return await cards.FindOnItsWayAsync(transaction, caseId, cancellationToken) is { IsSentHome: true } sentHome
                ? DeskTexts.PhotographedForHome(sentHome.ExpectedOn)
                : DeskTexts.Photographed(name, process.CardExpectedOn(today));

            async Task ApplyAsync()
            {
                var card = await cards.ApplyAsync(transaction, caseId, station, today, reused, document, actor, cancellationToken);
                if (picture is not null && !reused)
                    await photos.AddAsync(transaction, card.Value, picture, actor, cancellationToken);
            }
        }, cancellationToken);

    /// <summary>The station can't find the student, or finds them in the wrong category: back to review (D-11).</summary>
    public Task<DeskResult> SendBackAsync(CaseId caseId, string station, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "station.sent-back", async transaction =>
            await SendBackFromAsync(transaction, caseId, AwaitPhoto.Signal, cancellationToken) || await SendBackFromAsync(transaction, caseId, AwaitReserveCard.Signal, cancellationToken)
                ? DeskTexts.SentBack()
                : DeskTexts.NothingToDo("photo"), cancellationToken);

    /// <summary>The card has come to the station (D-12).</summary>
    public Task<DeskResult> ArrivedAsync(CaseId caseId, string station, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "station.arrived", async transaction =>
        {
            var card = await cards.FindOnItsWayAsync(transaction, caseId, cancellationToken);
            if (card is null || card.State == CardState.AtStation)
                return DeskTexts.NothingToDo("arrival");
            if (card.IsSentHome)
                return CardTexts.SentHome();
            if (card.StationCode != station)
                return DeskTexts.OtherStation(card.StationName);

            await cards.MoveAsync(transaction, card, CardState.AtStation, actor, "recorded at the station", cancellationToken);
            return DeskTexts.Arrived();
        }, cancellationToken);

    /// <summary>The card comes later than expected: the wait and the mail begin again (D-12).</summary>
    public Task<DeskResult> DelayAsync(CaseId caseId, string station, DateOnly newDate, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "station.delayed", async transaction =>
        {
            var card = await cards.FindOnItsWayAsync(transaction, caseId, cancellationToken);
            if (card is null || card.State == CardState.AtStation || card is { IsSentHome: true, State: CardState.Expected })
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
        desk.ActAsync(caseId, actor, "station.pickup", async transaction =>
        {
            var today = clock.Today();
            if (await cards.FindOnItsWayAsync(transaction, caseId, cancellationToken) is not { } card)
                return DeskTexts.NothingToDo("pickup");
            if (card.IsSentHome)
                return CardTexts.SentHome();
            if (card.StationCode != station)
                return DeskTexts.OtherStation(card.StationName);
            if (process.EarliestPickup(card.PhotoOn, card.ExpectedOn) is var earliest && today < earliest)
                return DeskTexts.TooEarly(earliest);
            if (!document.IsGoodOn(today))
                return DeskTexts.DocumentNotValid(document);

            var old = 0;
            var isHandedOver = await desk.SignalAsync(transaction, card.CaseId, AwaitPickup.Signal, async () =>
            {
                await cards.HandOverAsync(transaction, card, today, document, actor, "fetched by the student", cancellationToken);
                old = await studentCards.ReturnOthersAsync(transaction, caseId, card.Id, station, actor, cancellationToken);
            }, "HandedOver", cancellationToken);
            return isHandedOver ? DeskTexts.HandedOver(old > 0) : DeskTexts.TooEarly(card.ExpectedOn);
        }, cancellationToken);

    /// <summary>
    /// The student asks for the card at another station than where the photo was taken: it is sent here, and here is the right station
    /// from now on (D-71). Only when it could be fetched: before that nobody knows where it is.
    /// </summary>
    public Task<DeskResult> TransferAsync(CaseId caseId, string station, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "station.transfer", async transaction =>
        {
            if (await cards.FindStationNameAsync(transaction, station, cancellationToken) is not { } name)
                return DeskTexts.NoSuchStation(station);
            if (await cards.FindOnItsWayAsync(transaction, caseId, cancellationToken) is not { } card)
                return DeskTexts.NothingToDo("pickup");
            if (card.IsSentHome)
                return CardTexts.SentHome();
            if (card.StationCode == station)
                return CardTexts.AtThisStation();

            var day = workingDays.Add(clock.Today(), process.TransferWorkingDays);
            return await desk.SignalAsync(transaction, card.CaseId, AwaitPickup.Signal, () => cards.TransferAsync(transaction, card, station, day, actor, cancellationToken), "Transferred", cancellationToken)
                ? DeskTexts.Transferred(name, day)
                : DeskTexts.TooEarly(card.ExpectedOn);
        }, cancellationToken);

    /// <summary>The student has got the card at home and chooses a PIN here, at any station, with a valid document (D-80).</summary>
    public Task<DeskResult> ActivateAsync(CaseId caseId, string station, IdDocument document, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "station.activation", async transaction =>
        {
            var today = clock.Today();
            if (await cards.FindStationNameAsync(transaction, station, cancellationToken) is null)
                return DeskTexts.NoSuchStation(station);
            if (await cards.FindOnItsWayAsync(transaction, caseId, cancellationToken) is not { } card)
                return DeskTexts.NothingToDo("activation");
            if (!card.IsSentHome)
                return CardTexts.NotSentHome();
            if (!document.IsGoodOn(today))
                return DeskTexts.DocumentNotValid(document);

            var old = 0;
            var isActivated = await desk.SignalAsync(transaction, card.CaseId, AwaitCardActivation.Signal, async () =>
            {
                await cards.HandOverAsync(transaction, card, today, document, actor, $"activated at {station}", cancellationToken);
                old = await studentCards.ReturnOthersAsync(transaction, caseId, card.Id, station, actor, cancellationToken);
            }, "Activated", cancellationToken);
            return isActivated ? DeskTexts.Activated(old > 0) : DeskTexts.TooEarly(card.ExpectedOn);
        }, cancellationToken);

    private Task<bool> SendBackFromAsync(NpgsqlTransaction transaction, CaseId caseId, string signal, CancellationToken cancellationToken) =>
        desk.SignalAsync(transaction, caseId, signal, () => cards.NoteSentBackAsync(transaction, caseId, clock.GetUtcNow(), cancellationToken), "SentBack", cancellationToken);
}
