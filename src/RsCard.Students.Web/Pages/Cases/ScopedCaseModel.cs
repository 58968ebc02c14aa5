using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>A page on which somebody changes one case: any for the HSA team, one of the own institution's for an administrator.</summary>
public abstract class ScopedCaseModel(CaseBook book, PageLanguage language) : PageModel
{
    /// <summary>Of a reason that is kept with what was done, in characters.</summary>
    public const int MostReason = 500;

    public required CaseView View { get; set; }

    protected PageLanguage Language { get; } = language;

    /// <returns>False where there is no such case for this person: the page answers 404.</returns>
    protected async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await book.FindInScopeAsync(User, id, cancellationToken) is not { } view)
            return false;

        View = view;
        return true;
    }

    /// <summary>The reason without blanks around it; what is wrong with it is said at its field.</summary>
    protected string ReasonOf(string field, string? text)
    {
        var reason = text?.Trim() ?? "";
        if (FreeText.ReasonProblem(reason, MostReason, Language) is { } problem)
            ModelState.AddModelError(field, problem);
        return reason;
    }

    /// <summary>What can't be undone is done only when the person has ticked that it is so.</summary>
    protected void Confirm(string field, bool sure)
    {
        if (!sure)
            ModelState.AddModelError(field, Language[ChangeTexts.SureMissing]);
    }

    /// <summary>Back to the case with what was done, or the page once more with why not.</summary>
    protected IActionResult Answer(CaseChange result, Phrase done)
    {
        if (ChangeTexts.ProblemOf(result) is var (code, text))
        {
            ModelState.AddModelError("", $"{Language[text]} ({code})");
            return Page();
        }

        new SaidAtDesk(Code: null, done).Keep(TempData);
        return LocalRedirect(User.HomeOf(View.Id));
    }
}
