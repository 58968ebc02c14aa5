using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Counter;
using RsCard.Students.Database;
using RsCard.Students.Held;
using RsCard.Students.Photos;
using RsCard.Students.ReserveCards;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Cards;

/// <summary>One student at the counter: name, birth date, RSid, where it stands, and what can be done now. Nothing else (D-11, D-14, D-31, D-34, D-71, D-80).</summary>
[Authorize(StaffRoles.CardStation)]
public sealed class CounterModel(CaseBook book, CounterDesk counter, StationDesk desk, ReserveCardDesk reserveCards, CardDesk cards, Fees fees, CardPhotos photos, ProcessOptions process, TimeProvider clock, PageLanguage language) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    public string? Station => StationChoice.Find(User, At);

    public required CaseView View { get; set; }

    /// <summary>What came of the button just pressed; null when none was.</summary>
    public SaidAtDesk? Said { get; private set; }

    /// <summary>What was just registered and can still be taken back; null: nothing.</summary>
    public HeldAction? Held { get; private set; }

    /// <summary>The camera took a picture for the card that is on its way here.</summary>
    public bool HasPicture { get; private set; }

    /// <summary>Kronor that the student hasn't paid.</summary>
    public int Owed { get; private set; }

    public string Name => View.Person?.FullName ?? "";

    public string Born => View.Person is { PersonalNumber: { } number } ? PersonalNumber.FromDigits(number).Masked : Show.Day(View.Person?.BirthDate);

    /// <summary>What the student or the counter does comes before what is due earlier and concerns neither.</summary>
    public Phrase Where => (View.Steps.FirstOrDefault(open => open.Owner is Owners.Student or Owners.CardStation) ?? (View.Steps is [{ } first, ..] ? first : null)) is { } step ? CommonTexts.StepOf(step) : View.Outcome is { } outcome ? CommonTexts.Outcome(outcome) : new("–", "–");

    public bool AwaitsPhoto => Held is null && View.Steps.Any(step => step is { DefinitionId: "photo", ActivityId: "photo" });

    /// <summary>The first one, or one in the place of a card that has expired: its certificate can't be renewed any more.</summary>
    public bool AwaitsReserveCard => Held is null && (View.Steps.Any(step => step is { DefinitionId: "reserve-card", ActivityId: "card" }) || (IsToRenew && View.Card?.State != CardState.HandedOver));

    /// <summary>Whose document field has focus, so that a letter, the day and Enter do; null where something was said, which comes first.</summary>
    public string? FirstForm => Said is not null || !ModelState.IsValid || AtOtherStation is not null ? null
        : AwaitsPhoto ? "Photo"
        : MayBeHandedOver ? "HandOver"
        : AwaitsActivation ? "Activate"
        : null;

    public bool AwaitsRenewal => IsToRenew && View.Card?.State == CardState.HandedOver;

    private bool IsToRenew => View.Steps.Any(step => step is { DefinitionId: "reserve-card-renewal", ActivityId: "renewal" });

    /// <summary>Without a Swedish personal number: passport and companion (D-22).</summary>
    public bool IsForeign => View.Person?.PersonalNumber is not { } number || PersonalNumber.FromDigits(number).IsCoordinationNumber;

    public bool IsOnItsWay => View.Card is { State: CardState.Applied or CardState.Expected };

    /// <summary>The student has a card that can be lost, damaged or given back.</summary>
    public bool HoldsCard => View.HasCardBefore || View.Card is { } card && CardState.IsHeld(card.State);

    public bool IsSuspended => View.Card is { State: CardState.Suspended };

    /// <summary>A PIN envelope belongs to the card; the desk refuses where none does (D-13).</summary>
    public bool MayReorderPin => !IsSentHome && View.Card is { State: CardState.Expected or CardState.AtStation or CardState.HandedOver };

    /// <summary>A card that was sent home waits to be activated (D-80).</summary>
    public bool AwaitsActivation => Held is null && View.Steps.Any(step => step is { DefinitionId: "home-delivery", ActivityId: "activation" });

    /// <summary>Cancelled after it was made: it lies at its station (D-70).</summary>
    public bool IsToBeDestroyed => View.Card is { State: CardState.Cancelled };

    public bool AwaitsReturn => View.Steps.Any(step => step is { DefinitionId: "card-return", ActivityId: "return" });

    public bool MayBeHandedOver => Held is null && AwaitsPickup && NotBefore is null;

    public DateOnly? NotBefore =>
        View.Card is { } card && CardState.IsOnItsWay(card.State) && process.EarliestPickup(card.PhotoOn, card.ExpectedOn) is var earliest && clock.Today() < earliest ? earliest : null;

    /// <summary>The name of the station that has the card, where that is another.</summary>
    public string? AtOtherStation =>
        View.Card is { } card && CardState.IsOnItsWay(card.State) && card.StationCode != Station && !IsSentHome ? card.StationName : null;

    /// <summary>Another station's card could be fetched now, and may be asked for here (D-71).</summary>
    public bool MayBeTransferred => AtOtherStation is not null && AwaitsPickup;

    public bool HasNothingToDo =>
        Held is null && !AwaitsPhoto && !AwaitsReserveCard && !AwaitsRenewal && !MayBeHandedOver && !IsOnItsWay && !HoldsCard && !MayReorderPin && !AwaitsActivation && !AwaitsReturn && !IsToBeDestroyed;

    /// <summary>It never comes to a station, and has no PIN envelope (D-80).</summary>
    public bool IsSentHome => View.IsSentHome;

    private bool AwaitsPickup => View.Steps.Any(step => step is { DefinitionId: "pickup", ActivityId: "pickup" });

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        return await FindAsync(id, cancellationToken) ? Page() : NotFound();
    }

    /// <param name="picture">Of the counter's camera; null: the photo was taken otherwise.</param>
    public async Task<IActionResult> OnPostPhotoAsync(Guid id, string? document, string? validTo, bool reused, IFormFile? picture, CancellationToken cancellationToken)
    {
        var shown = Document("Photo", document, validTo);
        var taken = picture is { Length: > 0 } && !reused ? await BytesAsync(picture, cancellationToken) : null;
        return await ActAsync(id, station => counter.HoldAsync(new CaseId(id), new CounterAction.Photo(station, shown, reused, taken), User.Actor(), cancellationToken), cancellationToken);
    }

    /// <summary>The form is smaller than what would hurt.</summary>
    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    public Task<IActionResult> OnPostHandOverAsync(Guid id, string? document, string? validTo, CancellationToken cancellationToken)
    {
        var shown = Document("HandOver", document, validTo);
        return ActAsync(id, station => counter.HoldAsync(new CaseId(id), new CounterAction.HandOver(station, shown), User.Actor(), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostReserveCardAsync(Guid id, string? serial, string? document, string? validTo, CompanionForm companion, CancellationToken cancellationToken)
    {
        var shown = Document("ReserveCard", document, validTo);
        var with = string.IsNullOrWhiteSpace(companion.CompanionName)
            ? null
            : new Companion(
                companion.CompanionName,
                new IdDocument(companion.CompanionDocument ?? "", Day(nameof(companion.CompanionValidTo), companion.CompanionValidTo)),
                companion.CompanionIsSwedish);
        return ActAsync(
            id, station => counter.HoldAsync(new CaseId(id), new CounterAction.ReserveCard(station, new ReserveHandOver(serial ?? "", shown, with)), User.Actor(), cancellationToken), cancellationToken);
    }

    /// <summary>Takes back what was just registered, whoever registered it.</summary>
    public async Task<IActionResult> OnPostUndoAsync(Guid id, CancellationToken cancellationToken)
    {
        if (Station is not { } station || !await FindAsync(id, cancellationToken))
            return NotFound();

        var isUndone = await counter.UndoAsync(View.Id, User.Actor(), cancellationToken);
        new SaidAtDesk(Code: null, isUndone ? StationTexts.Undone : StationTexts.UndoneTooLate).Keep(TempData);
        return LocalRedirect($"/station/{id}?at={station}");
    }

    public Task<IActionResult> OnPostRenewAsync(Guid id, CancellationToken cancellationToken) =>
        ActAsync(id, _ => reserveCards.RenewAsync(new CaseId(id), validTo: null, User.Actor(), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostSendBackAsync(Guid id, CancellationToken cancellationToken) =>
        ActAsync(id, station => desk.SendBackAsync(new CaseId(id), station, User.Actor(), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostArrivedAsync(Guid id, CancellationToken cancellationToken) =>
        ActAsync(id, station => desk.ArrivedAsync(new CaseId(id), station, User.Actor(), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostDelayAsync(Guid id, [FromForm(Name = "NewDate")] string? newDate, CancellationToken cancellationToken)
    {
        var day = Day("NewDate", newDate);
        return ActAsync(id, station => desk.DelayAsync(new CaseId(id), station, day, User.Actor(), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostTransferAsync(Guid id, CancellationToken cancellationToken) =>
        ActAsync(id, station => desk.TransferAsync(new CaseId(id), station, User.Actor(), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostActivateAsync(Guid id, string? document, string? validTo, CancellationToken cancellationToken)
    {
        var shown = Document("Activate", document, validTo);
        return ActAsync(id, station => counter.HoldAsync(new CaseId(id), new CounterAction.Activation(station, shown), User.Actor(), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostLostAsync(Guid id, bool? mayBeFound, CancellationToken cancellationToken)
    {
        if (mayBeFound is null)
            ModelState.AddModelError("MayBeFound", language[StationTexts.LostChoice]);
        return ActAsync(id, _ => cards.ReportLostAsync(new CaseId(id), mayBeFound ?? true, which: null, User.Actor(), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostFoundAsync(Guid id, CancellationToken cancellationToken) =>
        ActAsync(id, _ => cards.FoundAsync(new CaseId(id), which: null, User.Actor(), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostDamagedAsync(Guid id, CancellationToken cancellationToken) =>
        ActAsync(id, _ => cards.DamagedAsync(new CaseId(id), which: null, User.Actor(), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostReturnAsync(Guid id, CancellationToken cancellationToken) =>
        ActAsync(id, station => cards.ReturnAsync(new CaseId(id), station, which: null, User.Actor(), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostPinAsync(Guid id, CancellationToken cancellationToken) =>
        ActAsync(id, _ => cards.OrderPinEnvelopeAsync(new CaseId(id), User.Actor(), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostDestroyAsync(Guid id, CancellationToken cancellationToken) =>
        ActAsync(id, station => cards.DestroyAsync(new CaseId(id), station, which: null, User.Actor(), cancellationToken), cancellationToken);

    /// <summary>Does it unless something is missing, which the page then says.</summary>
    private async Task<IActionResult> ActAsync(Guid id, Func<string, Task<DeskResult>> act, CancellationToken cancellationToken)
    {
        if (Station is not { } station || !await FindAsync(id, cancellationToken))
            return NotFound();
        if (!ModelState.IsValid)
            return Page();

        SaidAtDesk.Of(await act(station)).Keep(TempData);
        return LocalRedirect($"/station/{id}?at={station}");
    }

    private IdDocument Document(string form, string? kind, string? validTo)
    {
        if (kind is null || !IdDocument.Kinds.Contains(kind))
            ModelState.AddModelError($"{form}-Document", language[StationTexts.DocumentMissing]);
        return new IdDocument(kind ?? "", Day($"{form}-ValidTo", validTo));
    }

    private DateOnly Day(string field, string? text)
    {
        if (Show.ParseDay(text) is { } day)
            return day;

        ModelState.AddModelError(field, language[StationTexts.DateMissing]);
        return default;
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (Station is null || await book.FindViewAsync(new CaseId(id), cancellationToken) is not { Person: not null } view)
            return false;

        View = view;
        Held = await counter.FindAsync(view.Id, cancellationToken);
        HasPicture = await photos.FindAsync(view.Id, cancellationToken) is { } kept && kept.Station == Station;
        if (AwaitsPhoto)
            Response.Headers["Permissions-Policy"] = SecurityHeaders.OwnCamera;
        Owed = (await fees.ListAsync(view.Id, onlyOpen: true, cancellationToken)).Sum(fee => fee.AmountKronor);
        return true;
    }
}

/// <summary>Who vouches for the student, as the counter's form has it (D-22).</summary>
public sealed record CompanionForm(string? CompanionName, string? CompanionDocument, string? CompanionValidTo, bool CompanionIsSwedish = false);
