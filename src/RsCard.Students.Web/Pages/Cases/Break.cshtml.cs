using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Cases;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>A break in studies begins, or is over (D-33).</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class BreakModel(CaseBook book, CaseDesk desk, PageLanguage language) : ScopedCaseModel(book, language)
{
    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostBeginAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken))
            return NotFound();

        var reason = ReasonOf(nameof(Reason), Reason);
        if (!ModelState.IsValid)
            return Page();

        return Answer(await desk.ParkAsync(View.Id, reason, User.Actor(), cancellationToken), ChangeTexts.BreakBegun);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Answer(await desk.ResumeAsync(View.Id, User.Actor(), cancellationToken), ChangeTexts.BreakOver) : NotFound();
}
