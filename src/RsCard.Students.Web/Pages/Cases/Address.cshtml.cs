using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Cases;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>Another address for a student whose mail comes back (D-63).</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class AddressModel(CaseBook book, AddressDesk desk, PageLanguage language) : ScopedCaseModel(book, language)
{
    [BindProperty]
    public string? Address { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken))
            return NotFound();

        switch (await desk.GiveAsync(View.Id, Address ?? "", User.Actor(), cancellationToken))
        {
            case AddressChange.Done:
                new SaidAtDesk(Code: null, ChangeTexts.AddressSaved).Keep(TempData);
                return LocalRedirect(User.HomeOf(View.Id));
            case AddressChange.NotAnAddress:
                ModelState.AddModelError(nameof(Address), $"{Language[ChangeTexts.AddressWrong]} (CASE-010)");
                return Page();
            case var refused:
                if (ChangeTexts.ProblemOf(refused == AddressChange.Closed ? CaseChange.Closed : CaseChange.Unknown) is var (code, text))
                    ModelState.AddModelError("", $"{Language[text]} ({code})");
                return Page();
        }
    }
}
