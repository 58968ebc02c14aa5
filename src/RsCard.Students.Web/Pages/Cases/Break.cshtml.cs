using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>A break in studies begins, or is over (D-33).</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class BreakModel(CaseBook book, CaseDesk desk, PageLanguage language) : PageModel
{
    public const int MostCharacters = 500;

    [BindProperty]
    public string? Reason { get; set; }

    public required CaseView View { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostBeginAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken))
            return NotFound();

        var reason = Reason?.Trim() ?? "";
        if (FreeText.ReasonProblem(reason, MostCharacters, language) is { } problem)
        {
            ModelState.AddModelError(nameof(Reason), problem);
            return Page();
        }

        return Answer(await desk.ParkAsync(View.Id, reason, User.Actor(), cancellationToken), ChangeTexts.BreakBegun);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Answer(await desk.ResumeAsync(View.Id, User.Actor(), cancellationToken), ChangeTexts.BreakOver) : NotFound();

    private IActionResult Answer(CaseChange result, Phrase done)
    {
        if (ChangeTexts.ProblemOf(result) is var (code, text))
        {
            ModelState.AddModelError("", $"{language[text]} ({code})");
            return Page();
        }

        new SaidAtDesk(Code: null, done).Keep(TempData);
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
