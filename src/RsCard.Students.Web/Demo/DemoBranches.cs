using System.Text;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Numbers;
using RsCard.Students.Passports;
using RsCard.Students.Placements;
using RsCard.Students.Protection;
using RsCard.Students.ReserveCards;
using RsCard.Students.Review;
using RsCard.Students.Students;
using RsCard.Students.Submissions;
using Spectre.Console;

namespace RsCard.Students.Web.Demo;

/// <summary>A student of each other kind, one after the other: what they meet, in a few lines each.</summary>
public sealed class DemoBranches(
    CaseBook cases,
    ReviewDesk review,
    StationDesk station,
    CardDesk cards,
    NameChangeDesk names,
    PassportCopyDesk copies,
    ReserveCardDesk reserveCards,
    ReserveCardStock stock,
    PersonalNumberDesk numbers,
    PlacementBook placements,
    UnitDesk units,
    CaseDesk caseDesk,
    ProtectionDesk protection,
    ActivationDesk activation,
    VariantDesk variants,
    Patience patience,
    DayByDay days,
    TimeProvider clock)
{
    private const string HsaTeam = "staff:annlin";
    private const string Administrator = "staff:karber";
    private const string Station = "LUND";
    private const string AtStation = "staff:pereks";

    /// <summary>Each story has a student of its own.</summary>
    private readonly HashSet<CaseId> told = [];

    public async Task TellAsync(CancellationToken cancellationToken)
    {
        AnsiConsole.MarkupLine("\n[bold underline]9  A student of each other kind[/]");
        DeskTalk.Say(await stock.AddAsync(Station, "RK-100001", "RK-100020", AtStation, cancellationToken));
        await ForeignAsync(cancellationToken);
        await NoAddressAsync(cancellationToken);
        await ActivationAsync(cancellationToken);
        var home = await HomeDeliveryAsync(cancellationToken);
        await UnitsAsync(cancellationToken);
        await CardsAsync(cancellationToken);
        await NameAsync(cancellationToken);
        await BreakAsync(cancellationToken);
        await WithdrawalAsync(cancellationToken);
        await ProtectedAsync(cancellationToken);
        await SentHomeAsync(home, cancellationToken);
    }

    /// <summary>D-20 to D-28, and the number that comes in the middle of it (D-53).</summary>
    private async Task ForeignAsync(CancellationToken cancellationToken)
    {
        var student = await FirstAsync(view => At(view, "passport-copy", "copy"), "from abroad: a certified copy of the passport is awaited", cancellationToken);
        var copy = new CertifiedCopy(
            Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
            clock.Today().AddDays(-3),
            IsSigned: false,
            new Certifier("Maria Holm", "046-222 00 00"),
            clock.Today().AddYears(4));
        DeskTalk.Say(await copies.UploadAsync(student, copy, Administrator, cancellationToken));
        DeskTalk.Say(await copies.UploadAsync(student, copy with { IsSigned = true }, Administrator, cancellationToken));
        DeskTalk.Say(await copies.RejectAsync(student, await NewestCopyAsync(student, cancellationToken), "Telefonnumret går inte att läsa.", HsaTeam, cancellationToken));
        await patience.WorkAsync(cancellationToken);
        DeskTalk.Say(await copies.UploadAsync(student, copy with { IsSigned = true }, Administrator, cancellationToken));
        DeskTalk.Say(await copies.ApproveAsync(student, await NewestCopyAsync(student, cancellationToken), HsaTeam, cancellationToken));
        await patience.WorkAsync(cancellationToken);
        await patience.UntilDirectoryAnswersAsync(() => review.ApproveAsync([student], HsaTeam, cancellationToken), answer => answer.Decided == 1, cancellationToken);
        await patience.WorkAsync(cancellationToken);

        var passport = new IdDocument("passport", clock.Today().AddYears(4));
        DeskTalk.Say(await reserveCards.IssueAsync(student, Station, new ReserveHandOver("RK-100001", passport), AtStation, cancellationToken));
        var companion = new Companion("Maria Holm", new IdDocument("national-id", clock.Today().AddYears(2)), IsSwedish: true);
        DeskTalk.Say(await reserveCards.IssueAsync(student, Station, new ReserveHandOver("RK-100001", passport, companion), AtStation, cancellationToken));
        await patience.WorkAsync(cancellationToken);

        AnsiConsole.MarkupLine("    Later a Swedish personal number arrives: the same case, RSid and HSA-id, and an ordinary card.");
        DeskTalk.Say(await numbers.ArrivedAsync(student, SampleList.Number(7_000, clock.Today()).Digits, HsaTeam, cancellationToken));
        await patience.WorkAsync(cancellationToken);
    }

    private async Task NoAddressAsync(CancellationToken cancellationToken)
    {
        var student = await FirstAsync(view => At(view, "reserve-card", "card"), "without a registered address: a reserve card in one visit, no PIN envelope", cancellationToken);
        DeskTalk.Say(await reserveCards.IssueAsync(student, Station, new ReserveHandOver("RK-100002", Document()), AtStation, cancellationToken));
        await patience.WorkAsync(cancellationToken);
    }

    /// <summary>D-9: neither the student nor the administrator does anything.</summary>
    private async Task ActivationAsync(CancellationToken cancellationToken)
    {
        var student = await FirstAsync(view => At(view, "card-activation", "order"), "has a card that is inactive: no photo, no month", cancellationToken);
        DeskTalk.Say(await activation.OrderAsync(student, HsaTeam, cancellationToken));
        await patience.WorkAsync(cancellationToken);
        DeskTalk.Say(await activation.DoneAsync(student, HsaTeam, cancellationToken));
        await patience.WorkAsync(cancellationToken);
    }

    /// <summary>D-80: one that is under way is moved to the other variant, which is shown first.</summary>
    private async Task<CaseId> HomeDeliveryAsync(CancellationToken cancellationToken)
    {
        var student = await FirstAsync(
            view => view.Person?.PersonalNumber is not null && At(view, "photo", "photo"), "gets the card sent home, by the other variant of the process", cancellationToken);
        foreach (var applies in (bool[])[false, true])
        {
            var moved = await variants.MoveAsync(student, CasePath.ServiceHome, applies, HsaTeam, cancellationToken);
            AnsiConsole.MarkupLine(moved switch
            {
                VariantResult.Shown => "    Shown first: what is done stays done, what is open goes on in the other chart.",
                VariantResult.Moved => "    Then moved.",
                VariantResult.Refused refused => $"    [red]{refused.Code}[/] {Markup.Escape(refused.Reason)}",
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }

        await patience.WorkAsync(cancellationToken);
        DeskTalk.Say(await station.TakePhotoAsync(student, Station, Document(), reused: false, AtStation, cancellationToken));
        return student;
    }

    /// <summary>A month later: no same station, no PIN envelope (D-80).</summary>
    private async Task SentHomeAsync(CaseId student, CancellationToken cancellationToken)
    {
        AnsiConsole.MarkupLine("  A month passes; then the card that was sent home is activated, at another station than the photo's:");
        await AnsiConsole.Status().StartAsync("Days pass …", _ => days.AdvanceAsync(32, cancellationToken));
        DeskTalk.Say(await station.ActivateAsync(student, "MALMO", Document(), "staff:MALMO", cancellationToken));
        await patience.WorkAsync(cancellationToken);
    }

    /// <summary>D-5 and D-15: units answer behind a link of their own.</summary>
    private async Task UnitsAsync(CancellationToken cancellationToken)
    {
        var vdi = await FirstAsync(view => At(view, "vdi-order", "vdi"), "at a private unit: VDI is awaited", cancellationToken);
        foreach (var placement in (await placements.ListAsync(vdi, cancellationToken)).Where(placement => placement is { Kind: "private", VdiOrderedAt: null }))
            AnsiConsole.MarkupLine($"    {Markup.Escape(placement.Unit)} answers behind its link: {Said(await units.ConfirmVdiAsync(placement.Id, "unit", cancellationToken))}");
        var halmstad = await FirstAsync(view => At(view, "placement-handover", "receipt"), "in Halmstad: the placement was handed over to the secretary there", cancellationToken);
        foreach (var placement in (await placements.ListAsync(halmstad, cancellationToken)).Where(placement => placement.Kind == "halmstad"))
            AnsiConsole.MarkupLine($"    Halmstad answers behind its link: {Said(await units.ConfirmReceiptAsync(placement.Id, "unit", cancellationToken))} No entry, no card.");
        await patience.WorkAsync(cancellationToken);
    }

    /// <summary>D-13, D-31 and D-70.</summary>
    private async Task CardsAsync(CancellationToken cancellationToken)
    {
        var mislaid = await FirstAsync(HasCard, "has mislaid the card, and finds it", cancellationToken);
        DeskTalk.Say(await cards.ReportLostAsync(mislaid, mayBeFound: true, which: null, AtStation, cancellationToken));
        await patience.WorkAsync(cancellationToken);
        DeskTalk.Say(await cards.FoundAsync(mislaid, which: null, AtStation, cancellationToken));
        DeskTalk.Say(await cards.OrderPinEnvelopeAsync(mislaid, AtStation, cancellationToken));
        await patience.WorkAsync(cancellationToken);

        var lost = await FirstAsync(HasCard, "has lost the card for good", cancellationToken);
        DeskTalk.Say(await cards.ReportLostAsync(lost, mayBeFound: false, which: null, AtStation, cancellationToken));
        await patience.WorkAsync(cancellationToken);
        DeskTalk.Say(await cards.FoundAsync(lost, which: null, AtStation, cancellationToken));
        DeskTalk.Say(await station.TakePhotoAsync(lost, Station, Document(), reused: true, AtStation, cancellationToken));
        await patience.WorkAsync(cancellationToken);
    }

    private async Task NameAsync(CancellationToken cancellationToken)
    {
        var student = await FirstAsync(HasCard, "has married: a new name, and a new card", cancellationToken);
        DeskTalk.Say(await names.ReportAsync(student, "Åsa", "Öberg-Dahl", Administrator, cancellationToken));
        DeskTalk.Say(await names.ApproveAsync(student, HsaTeam, cancellationToken));
        await patience.WorkAsync(cancellationToken);
    }

    private async Task BreakAsync(CancellationToken cancellationToken)
    {
        var student = await FirstAsync(HasCard, "takes a break: clocks and reminders stand still", cancellationToken);
        await caseDesk.ParkAsync(student, "studieuppehåll", Administrator, cancellationToken);
        await patience.WorkAsync(cancellationToken);
        await days.AdvanceAsync(3, cancellationToken);
        await caseDesk.ResumeAsync(student, Administrator, cancellationToken);
        await patience.WorkAsync(cancellationToken);
        AnsiConsole.MarkupLine("    And comes back: the mail says to ask the administrator whether the entry is extended.");
    }

    private async Task WithdrawalAsync(CancellationToken cancellationToken)
    {
        var student = await FirstAsync(HasCard, "leaves the programme: entry closed, card asked back", cancellationToken);
        await caseDesk.WithdrawAsync(student, "studieavbrott", Administrator, cancellationToken);
        await patience.WorkAsync(cancellationToken);
        DeskTalk.Say(await cards.ReturnAsync(student, "MALMO", which: null, "staff:MALMO", cancellationToken));
        await patience.WorkAsync(cancellationToken);
    }

    private async Task ProtectedAsync(CancellationToken cancellationToken)
    {
        var student = await FirstAsync(HasCard, "gets protected identity: everything pending is cancelled, the person erased", cancellationToken);
        await protection.ProtectAsync(student, HsaTeam, cancellationToken);
        await patience.WorkAsync(cancellationToken);
        var view = await cases.FindViewAsync(student, cancellationToken);
        AnsiConsole.MarkupLine($"    What is left of it: case {student}, RSid {view?.RsId}, the entry's UUID. System management has the entry.");
    }

    private async Task<CaseId> FirstAsync(Func<CaseView, bool> isMeant, string what, CancellationToken cancellationToken)
    {
        var view = (await cases.ListAsync(institutions: null, most: 100_000, cancellationToken))
            .OrderBy(view => view.RsId is null)
            .ThenBy(view => view.RsId, StringComparer.Ordinal)
            .FirstOrDefault(view => view is { ClosedAt: null, Parked: null, Person: not null } && !told.Contains(view.Id) && isMeant(view))
            ?? throw new DemoStoppedException($"there is no student who {what}");
        told.Add(view.Id);
        AnsiConsole.MarkupLine($"  [bold]{Markup.Escape(view.Person?.FullName ?? "")}[/] {Markup.Escape(what)}.");
        return view.Id;
    }

    private static string Said(PlacementResult result) => Markup.Escape(result switch
    {
        PlacementResult.Done done => done.English,
        PlacementResult.Refused refused => $"{refused.Code} {refused.English}",
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    private async Task<Guid> NewestCopyAsync(CaseId student, CancellationToken cancellationToken) =>
        (await copies.FindAsync(student, cancellationToken))?.Id ?? throw new InvalidOperationException($"no copy of case {student}");

    private static bool At(CaseView view, string definition, string activity) => view.Steps.Any(step => step.DefinitionId == definition && step.ActivityId == activity);

    private static bool HasCard(CaseView view) => view is { Card.State: CardState.HandedOver, Person.PersonalNumber: not null } && !view.Steps.Any(step => step.DefinitionId is "review" or "photo" or "name-change" or "reserve-card-renewal");

    private IdDocument Document() => new("national-id", clock.Today().AddYears(3));
}
