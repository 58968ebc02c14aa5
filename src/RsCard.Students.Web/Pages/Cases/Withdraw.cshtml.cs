using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Cases;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>A student has withdrawn (D-36): what follows is said first, and it is done only when the person has ticked that it is so.</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class WithdrawModel(CaseBook book, CaseDesk desk, PageLanguage language) : ScopedCaseModel(book, language)
{
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Sure { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken))
            return NotFound();

        var reason = ReasonOf(nameof(Reason), Reason);
        Confirm(nameof(Sure), Sure);
        if (!ModelState.IsValid)
            return Page();

        return Answer(await desk.WithdrawAsync(View.Id, reason, User.Actor(), cancellationToken), ChangeTexts.Withdrawn);
    }
}
