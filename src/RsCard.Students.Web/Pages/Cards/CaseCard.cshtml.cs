using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Photos;
using RsCard.Students.Status;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cases;

namespace RsCard.Students.Web.Pages.Cards;

/// <summary>
/// A student's card is lost, found or damaged (D-31): the administrator says so of the own institution's students. The HSA team also blocks
/// a card for another reason, writes one off, and says whom the region has employed (D-34, D-70).
/// </summary>
[Authorize(StaffRoles.ListReader)]
public sealed class CaseCardModel(CaseBook book, CardDesk desk, CardPhotos photos, ContactOptions contacts, PageLanguage language) : ScopedCaseModel(book, language)
{
    [BindProperty]
    public string? RevokeReason { get; set; }

    [BindProperty]
    public string? WriteOffReason { get; set; }

    public SaidAtDesk? Said { get; private set; }

    public int LostFee => contacts.LostCardFee;

    public bool IsHsaTeam => User.IsInRole(StaffRoles.HsaTeam);

    /// <summary>A counter's camera took one, and it isn't erased.</summary>
    public bool HasPicture { get; private set; }

    public bool IsReserve => View.Card is { Kind: CardKind.Reserve };

    public bool IsSuspended => View.Card is { State: CardState.Suspended };

    public bool MayBeSuspended => HasOne(CardState.HandedOver);

    public bool MayBeDamaged => HasOne(CardState.HandedOver);

    public bool MayBeLost => HasOne(CardState.HandedOver, CardState.Suspended, CardState.Damaged);

    public bool MayBeWrittenOff => HasOne(CardState.Revoked) || (View.Card is { } card && CardState.IsHeld(card.State));

    /// <summary>A card in one of these states; one from before may become anything, as it is in the student's hand.</summary>
    private bool HasOne(params string[] states) =>
        View.HasCardBefore || (View.Card is { } card && states.Contains(card.State, StringComparer.Ordinal));

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        if (!await FindAsync(id, cancellationToken))
            return NotFound();

        HasPicture = IsHsaTeam && await photos.FindAsync(View.Id, cancellationToken) is not null;
        return Page();
    }

    public Task<IActionResult> OnPostLostAsync(Guid id, bool? mayBeFound, CancellationToken cancellationToken)
    {
        if (mayBeFound is null)
            ModelState.AddModelError("MayBeFound", Language[CardPageTexts.LostChoice]);
        return ActAsync(id, caseId => desk.ReportLostAsync(caseId, mayBeFound ?? true, which: null, User.Actor(), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostFoundAsync(Guid id, CancellationToken cancellationToken) =>
        ActAsync(id, caseId => desk.FoundAsync(caseId, which: null, User.Actor(), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostDamagedAsync(Guid id, bool damagedSure, CancellationToken cancellationToken)
    {
        Confirm("DamagedSure", damagedSure);
        return ActAsync(id, caseId => desk.DamagedAsync(caseId, which: null, User.Actor(), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancellationToken)
    {
        var reason = ReasonOf(nameof(RevokeReason), RevokeReason);
        return AsTeamAsync(id, caseId => desk.RevokeAsync(caseId, which: null, reason, User.Actor(), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostWriteOffAsync(Guid id, CancellationToken cancellationToken)
    {
        var reason = ReasonOf(nameof(WriteOffReason), WriteOffReason);
        return AsTeamAsync(id, caseId => desk.WriteOffAsync(caseId, which: null, reason, User.Actor(), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostHiredAsync(Guid id, bool hiredSure, CancellationToken cancellationToken)
    {
        Confirm("HiredSure", hiredSure);
        return AsTeamAsync(id, caseId => desk.HiredAsync(caseId, byRegion: true, User.Actor(), cancellationToken), cancellationToken);
    }

    private async Task<IActionResult> AsTeamAsync(Guid id, Func<CaseId, Task<DeskResult>> act, CancellationToken cancellationToken) =>
        IsHsaTeam ? await ActAsync(id, act, cancellationToken) : NotFound();

    /// <summary>Does it unless something is missing, which the page then says.</summary>
    private async Task<IActionResult> ActAsync(Guid id, Func<CaseId, Task<DeskResult>> act, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken))
            return NotFound();
        if (!ModelState.IsValid)
            return Page();

        SaidAtDesk.Of(await act(View.Id)).Keep(TempData);
        return LocalRedirect($"/cases/{id}/card");
    }
}
