using System.Collections.Concurrent;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Passports;
using RsCard.Students.Placements;
using RsCard.Students.ReserveCards;
using RsCard.Students.Students;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>
/// Everybody who answers a step away from review and counter, through the real desks: passport copies, addresses, VDI and receipt, names,
/// activation, cards that may be found, breaks, renewals. Each step has its answer in one table.
/// </summary>
public sealed class RehearsedDesks(
    RehearsalPlan plan,
    PassportCopyDesk copies,
    UnitDesk units,
    AddressDesk addresses,
    ActivationDesk activations,
    NameChangeDesk names,
    CardDesk cards,
    CaseDesk cases,
    ReserveCardDesk reserveCards,
    SwedishWorkingDays workingDays,
    TimeProvider clock)
{
    private const string HsaTeam = "rehearsal:hsa";
    private const string NewAddress = "@rehearsal.example";

    private static readonly Dictionary<string, Answer> Answers = new(StringComparer.Ordinal)
    {
        ["passport-copy"] = new(people => people.CopyDays, (desks, turn, token) => desks.SendCopyAsync(turn, token)),
        ["copy-decision"] = new(people => people.DecisionDays, (desks, turn, token) => desks.DecideOnCopyAsync(turn, token)),
        ["unit-address"] = new(people => people.AnswerDays, (desks, turn, token) => desks.GiveUnitAddressAsync(turn, token)),
        ["mended-unit-address"] = new(people => people.AnswerDays, (desks, turn, token) => desks.GiveUnitAddressAsync(turn, token)),
        ["supervisor-address"] = new(people => people.AnswerDays, (desks, turn, token) => desks.GiveSupervisorAddressAsync(turn, token)),
        ["mended-supervisor-address"] = new(people => people.AnswerDays, (desks, turn, token) => desks.GiveSupervisorAddressAsync(turn, token)),
        ["new-address"] = new(people => people.AnswerDays, (desks, turn, token) => desks.GiveStudentAddressAsync(turn, token)),
        ["vdi"] = new(people => people.VdiDays, (desks, turn, token) => desks.OrderVdiAsync(turn, token)),
        ["receipt"] = new(people => people.VdiDays, (desks, turn, token) => desks.ReceiveAsync(turn, token)),
        ["name-decision"] = new(people => people.DecisionDays, (desks, turn, token) => desks.ApproveNameAsync(turn, token)),
        ["activation-order"] = new(people => people.DecisionDays, (desks, turn, token) => desks.OrderActivationAsync(turn, token)),
        ["activation"] = new(people => people.ActivationDays, (desks, turn, token) => desks.ActivateAsync(turn, token)),
        ["found-card"] = new(people => people.FoundDays, (desks, turn, token) => desks.FindCardAsync(turn, token)),
        ["break-end"] = new(people => people.BreakDays, (desks, turn, token) => desks.EndBreakAsync(turn, token)),
        ["certificate-renewal"] = new(people => people.RenewalDays, (desks, turn, token) => desks.RenewAsync(turn, token)),
    };

    private readonly Chance chance = new(plan.Seed);
    private readonly ConcurrentDictionary<string, int> refusedBy = new(StringComparer.Ordinal);

    /// <summary>The steps that have an answer here.</summary>
    public static IReadOnlyCollection<string> Signals => Answers.Keys;

    /// <summary>What the desks refused, by code.</summary>
    public IReadOnlyDictionary<string, int> Refusals => refusedBy;

    public async Task AnswerAsync(IEnumerable<OpenTurn> turns, DateOnly today, CancellationToken cancellationToken)
    {
        foreach (var turn in turns)
        {
            if (!Answers.TryGetValue(turn.Signal, out var answer))
                continue;
            var days = chance.Days(answer.Days(plan.People), plan.People.Spread, turn.Index, turn.Question("desk"));
            if (workingDays.Add(turn.Since, Math.Max(1, days)) <= today && await answer.Give(this, turn, cancellationToken) is { } code)
                refusedBy.AddOrUpdate(code, 1, (_, before) => before + 1);
        }
    }

    private async Task<string?> SendCopyAsync(OpenTurn turn, CancellationToken cancellationToken)
    {
        var copy = new CertifiedCopy("%PDF-1.7\nrehearsed\n%%EOF\n"u8.ToArray(), clock.Today().AddDays(-2), IsSigned: true, new Certifier("Lena Ahl", "046-222 00 00"), clock.Today().AddYears(4));
        return await Code(copies.UploadAsync(turn.Case.Id, copy, Administrator(turn), cancellationToken));
    }

    private async Task<string?> DecideOnCopyAsync(OpenTurn turn, CancellationToken cancellationToken)
    {
        if (await copies.FindAsync(turn.Case.Id, cancellationToken) is not { } copy)
            return null;
        return await Code(chance.Happens(plan.People.CopyRejected, turn.Index, turn.Question("copy"))
            ? copies.RejectAsync(turn.Case.Id, copy.Id, "Telefonnumret går inte att läsa.", HsaTeam, cancellationToken)
            : copies.ApproveAsync(turn.Case.Id, copy.Id, HsaTeam, cancellationToken));
    }

    private Task<string?> GiveUnitAddressAsync(OpenTurn turn, CancellationToken cancellationToken) =>
        Code(units.GiveAddressesAsync(turn.Subject ?? default, $"vdi{turn.Index}-{turn.Since.DayNumber}{NewAddress}", supervisorMail: null, Administrator(turn), cancellationToken));

    private Task<string?> GiveSupervisorAddressAsync(OpenTurn turn, CancellationToken cancellationToken) =>
        Code(units.GiveAddressesAsync(turn.Subject ?? default, unitMail: null, $"handledare{turn.Index}-{turn.Since.DayNumber}{NewAddress}", Administrator(turn), cancellationToken));

    private async Task<string?> GiveStudentAddressAsync(OpenTurn turn, CancellationToken cancellationToken)
    {
        var change = await addresses.GiveAsync(turn.Case.Id, $"student{turn.Index}-{turn.Since.DayNumber}{NewAddress}", Administrator(turn), cancellationToken);
        return change == AddressChange.Done ? null : change.ToString();
    }

    /// <summary>Some units never answer: that is what the reminders are for.</summary>
    private async Task<string?> OrderVdiAsync(OpenTurn turn, CancellationToken cancellationToken) =>
        chance.Happens(plan.People.SilentUnits, turn.Index, turn.Question("silent")) ? null : await Code(units.ConfirmVdiAsync(turn.Subject ?? default, "rehearsal:unit", cancellationToken));

    private Task<string?> ReceiveAsync(OpenTurn turn, CancellationToken cancellationToken) => Code(units.ConfirmReceiptAsync(turn.Subject ?? default, "rehearsal:unit", cancellationToken));

    private Task<string?> ApproveNameAsync(OpenTurn turn, CancellationToken cancellationToken) => Code(names.ApproveAsync(turn.Case.Id, HsaTeam, cancellationToken));

    private Task<string?> OrderActivationAsync(OpenTurn turn, CancellationToken cancellationToken) => Code(activations.OrderAsync(turn.Case.Id, HsaTeam, cancellationToken));

    private Task<string?> ActivateAsync(OpenTurn turn, CancellationToken cancellationToken) => Code(activations.DoneAsync(turn.Case.Id, HsaTeam, cancellationToken));

    private Task<string?> RenewAsync(OpenTurn turn, CancellationToken cancellationToken) => Code(reserveCards.RenewAsync(turn.Case.Id, validTo: null, HsaTeam, cancellationToken));

    private Task<string?> FindCardAsync(OpenTurn turn, CancellationToken cancellationToken) => Code(
        chance.Happens(plan.People.Found, turn.Index, turn.Question("found"))
            ? cards.FoundAsync(turn.Case.Id, turn.Subject, HsaTeam, cancellationToken)
            : cards.RevokeAsync(turn.Case.Id, turn.Subject, "not found", HsaTeam, cancellationToken));

    private async Task<string?> EndBreakAsync(OpenTurn turn, CancellationToken cancellationToken)
    {
        var change = await cases.ResumeAsync(turn.Case.Id, Administrator(turn), cancellationToken);
        return change == CaseChange.Done ? null : change.ToString();
    }

    private static string Administrator(OpenTurn turn) => $"rehearsal:{turn.Case.Student.Institution}";

    private static async Task<string?> Code(Task<DeskResult> act) => await act is DeskResult.Refused refused ? refused.Code : null;

    private static async Task<string?> Code(Task<PlacementResult> act) => await act is PlacementResult.Refused refused ? refused.Code : null;

    /// <param name="Days">Median of working days until it is given.</param>
    /// <param name="Give">The code of a refusal; null where it was taken.</param>
    private sealed record Answer(Func<RehearsedPeople, double> Days, Func<RehearsedDesks, OpenTurn, CancellationToken, Task<string?>> Give);
}
