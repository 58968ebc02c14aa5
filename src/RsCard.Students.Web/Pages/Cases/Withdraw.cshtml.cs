using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>A student has withdrawn (D-36): what follows is said first, and it is done only when the person has ticked that it is so.</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class WithdrawModel(CaseBook book, CaseDesk desk, PageLanguage language) : PageModel
{
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Sure { get; set; }

    public required CaseView View { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken))
            return NotFound();

        var reason = Reason?.Trim() ?? "";
        if (FreeText.ReasonProblem(reason, BreakModel.MostCharacters, language) is { } problem)
            ModelState.AddModelError(nameof(Reason), problem);
        if (!Sure)
            ModelState.AddModelError(nameof(Sure), language[ChangeTexts.SureMissing]);
        if (!ModelState.IsValid)
            return Page();

        if (ChangeTexts.ProblemOf(await desk.WithdrawAsync(View.Id, reason, User.Actor(), cancellationToken)) is var (code, text))
        {
            ModelState.AddModelError("", $"{language[text]} ({code})");
            return Page();
        }

        new SaidAtDesk(Code: null, ChangeTexts.Withdrawn).Keep(TempData);
        return LocalRedirect(User.HomeOf(View.Id));
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await book.FindInScopeAsync(User, id, cancellationToken) is not { } view)
            return false;

        View = view;
        return true;
    }
}
