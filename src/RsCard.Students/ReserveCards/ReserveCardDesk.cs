using Npgsql;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Passports;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.ReserveCards;

/// <summary>
/// Reserve cards at the counter: one visit to any station (D-22, D-23, D-28), and renewal of the certificate (D-24). What is refused
/// changes nothing, and the attempt is in the audit trail.
/// </summary>
public sealed class ReserveCardDesk(
    DeskWork desk,
    WorkflowEngine engine,
    CardStore cards,
    ReserveCardStore reserveCards,
    RenewalProcesses renewals,
    PassportCopyErasure copies,
    TimeProvider clock)
{
    /// <summary>The same desk, whose work and day are others'.</summary>
    internal ReserveCardDesk With(DeskWork by, TimeProvider at) => new(by, engine, cards, reserveCards, renewals, copies, at);

    /// <summary>A reserve card from this station's stock is handed over.</summary>
    public Task<DeskResult> IssueAsync(CaseId caseId, string station, ReserveHandOver handOver, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "station.reserve-card", new { station, serial = CardSerial.Find(handOver.Serial) }, async (transaction, cases) =>
        {
            if (await cards.FindStationNameAsync(transaction, station, cancellationToken) is null)
                return DeskTexts.NoSuchStation(station);
            if (await reserveCards.FindCaseAsync(transaction, caseId, cancellationToken) is not { } of || !await IsAwaitedAsync(transaction, caseId, cancellationToken))
                return ReserveCardTexts.NotAwaited(await reserveCards.FindCaseAsync(transaction, caseId, cancellationToken) is { IsOver: true });
            if (FindIdentityProblem(of.Path, handOver) is { } problem)
                return problem;
            if (CardSerial.Find(handOver.Serial) is not { } serial)
                return ReserveCardTexts.BadSerials();
            if (await FindStockProblemAsync(transaction, serial, station, cancellationToken) is { } lacking)
                return lacking;

            var most = Certificate.EndOf(clock.Today(), of.LastDayOfEducation);
            if (most < clock.Today())
                return ReserveCardTexts.EducationOver(of.LastDayOfEducation);
            if (handOver.ValidTo > most || handOver.ValidTo < clock.Today())
                return ReserveCardTexts.TooLong(most);

            var validTo = handOver.ValidTo ?? most;
            await reserveCards.IssueAsync(transaction, caseId, of, station, serial, handOver, validTo, actor, cancellationToken);
            await copies.EraseAsync(transaction, [caseId], cancellationToken);

            // One card serves all cases of the student (D-16), and one that was awaited for renewal is renewed by it.
            await SignalAsync(transaction, cases, AwaitReserveCard.Signal, "Issued", cancellationToken);
            await SignalAsync(transaction, cases, AwaitRenewal.Signal, "Renewed", cancellationToken);
            await renewals.StartAsync(transaction, [.. cases.Select(id => new CaseId(id))], cancellationToken);
            return ReserveCardTexts.Issued(validTo);
        }, cancellationToken);

    /// <summary>The certificate is renewed: at a station, or by the HSA team for a supervisor who helps (D-24).</summary>
    /// <param name="validTo">The new last day as the card says; null: the latest that D-23 allows.</param>
    public Task<DeskResult> RenewAsync(CaseId caseId, DateOnly? validTo, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "card.renewed", new { validTo }, async (transaction, cases) =>
        {
            if (await reserveCards.FindCaseAsync(transaction, caseId, cancellationToken) is not { } of
                || of is { IsOver: true }
                || !CasePath.IsReserve(of.Path)
                || await reserveCards.FindHeldAsync(transaction, caseId, cancellationToken) is not { } card)
                return ReserveCardTexts.NoCardToRenew();

            var most = Certificate.EndOf(clock.Today(), of.LastDayOfEducation);
            if (most < clock.Today())
                return ReserveCardTexts.EducationOver(of.LastDayOfEducation);
            if (validTo > most)
                return ReserveCardTexts.TooLong(most);
            if ((validTo ?? most) <= card.ValidTo)
                return ReserveCardTexts.NoLonger(card.ValidTo);

            await reserveCards.RenewAsync(transaction, card, validTo ?? most, actor, cancellationToken);
            await SignalAsync(transaction, cases, AwaitRenewal.Signal, "Renewed", cancellationToken);
            await renewals.StartAsync(transaction, [.. cases.Select(id => new CaseId(id))], cancellationToken);
            return ReserveCardTexts.Renewed(validTo ?? most);
        }, cancellationToken);

    /// <summary>Who the student is: the passport and a companion on the foreign path (D-22), any valid document otherwise (D-26).</summary>
    private DeskResult? FindIdentityProblem(string path, ReserveHandOver handOver)
    {
        var today = clock.Today();
        if (path != CasePath.Foreign)
            return handOver.Document.IsGoodOn(today) ? null : DeskTexts.DocumentNotValid(handOver.Document);

        return handOver switch
        {
            { Document.Kind: not IdDocument.Passport } => ReserveCardTexts.NotAPassport(),
            _ when !handOver.Document.IsGoodOn(today) => ReserveCardTexts.PassportExpired(handOver.Document.ValidTo),
            { Companion: null } => ReserveCardTexts.NoCompanion(),
            { Companion: { } companion } when !companion.Name.Any(char.IsLetter) => ReserveCardTexts.NoCompanion(),
            { Companion: { } companion } when !companion.Document.IsGoodOn(today) => ReserveCardTexts.CompanionDocumentNotValid(companion.Document.ValidTo),
            { Companion.IsSwedish: false } => ReserveCardTexts.CompanionDocumentNotSwedish(),
            _ => null,
        };
    }

    private static async Task<DeskResult?> FindStockProblemAsync(NpgsqlTransaction transaction, string serial, string station, CancellationToken cancellationToken) =>
        await ReserveCardStock.FindAsync(transaction, serial, cancellationToken) switch
        {
            null => ReserveCardTexts.NotInStock(serial),
            { IsUsed: true } => ReserveCardTexts.AlreadyUsed(serial),
            { } place when place.StationCode != station => ReserveCardTexts.AtOtherStation(serial, place.StationName),
            _ => null,
        };

    /// <summary>A card is awaited; or a renewal is, and it is too late for that: the card has expired, and another takes its place (D-70).</summary>
    private async Task<bool> IsAwaitedAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken)
    {
        var open = (await engine.OpenStepsAsync(transaction, [caseId.Value], cancellationToken)).Where(step => step.Kind == OpenStepKind.Signal).Select(step => step.Name).ToList();
        return open.Contains(AwaitReserveCard.Signal)
            || (open.Contains(AwaitRenewal.Signal) && await reserveCards.FindHeldAsync(transaction, caseId, cancellationToken) is null);
    }

    /// <summary>To those of the cases that stand there.</summary>
    private async Task SignalAsync(NpgsqlTransaction transaction, IReadOnlyList<Guid> cases, string signal, string outcome, CancellationToken cancellationToken) =>
        await engine.SignalAsync(transaction, [.. cases.Select(id => new Signal(id, signal, outcome))], cancellationToken);
}
