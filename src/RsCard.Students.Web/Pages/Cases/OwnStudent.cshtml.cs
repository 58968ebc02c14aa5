using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Review;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>One of the administrator's own students, with the HSA team's question or reason (D-6). Another institution's isn't there.</summary>
[Authorize(StaffRoles.StudyAdministrator)]
public sealed class OwnStudentModel(CaseBook book, ReviewBook reviews, ReviewDesk desk, PageLanguage language) : PageModel
{
    private const int MostCharacters = 1000;

    [BindProperty]
    public string? Answer { get; set; }

    public required CaseView View { get; set; }

    /// <summary>What the HSA team last decided; null before that.</summary>
    public ReviewWord? Word { get; private set; }

    public bool IsAsked { get; private set; }

    public SaidAtDesk? Said { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        return await FindAsync(id, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken))
            return NotFound();

        var written = Answer?.Trim() ?? "";
        if (FreeText.Problem(written, MostCharacters, language) is { } problem)
        {
            ModelState.AddModelError(nameof(Answer), problem);
            return Page();
        }

        if (!await desk.AnswerAsync(View.Id, written, User.Actor(), cancellationToken))
        {
            ModelState.AddModelError("", language[CaseTexts.NothingAsked]);
            return Page();
        }

        new SaidAtDesk(Code: null, CaseTexts.Answered).Keep(TempData);
        return LocalRedirect($"/students/{id}");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await book.FindViewAsync(new CaseId(id), cancellationToken) is not { } view || !User.Staff().Institutions.Contains(view.InstitutionCode))
            return false;

        View = view;
        Word = await reviews.FindLatestAsync(view.Id, cancellationToken);
        IsAsked = view.Steps.Any(step => step is { DefinitionId: "review", ActivityId: "answer" });
        return true;
    }
}
