using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Database;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Submissions;

/// <summary>One list and what became of its rows.</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class OneListModel(SubmissionBook book, ListUndo undo, PageLanguage language) : PageModel
{
    public required SubmissionLine List { get; set; }

    public required SubmissionAnswer Answer { get; set; }

    /// <summary>How many students the list may still be taken back for; none for who may not send lists.</summary>
    public int CanTakeBack { get; private set; }

    public SaidAtDesk? Said { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(book, User, id, cancellationToken) is not { } list)
            return NotFound();

        List = list;
        Said = SaidAtDesk.Take(TempData);
        Answer = await book.AnswerAsync(list.Id, language.Code, cancellationToken);
        if (MaySend(list))
            CanTakeBack = await undo.CountAsync(list.Id, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostTakeBackAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(book, User, id, cancellationToken) is not { } list || !MaySend(list))
            return NotFound();

        var takenBack = await undo.TakeBackAsync(list.Id, User.Actor(), cancellationToken);
        new SaidAtDesk(Code: null, takenBack > 0 ? ListTexts.TookBack.Of(takenBack) : ListTexts.NothingToTakeBack).Keep(TempData);
        return LocalRedirect($"/lists/{id}");
    }

    private bool MaySend(SubmissionLine list) => User.Staff().Institutions.Contains(list.InstitutionCode);

    /// <summary>A list of another institution is as if it weren't there.</summary>
    internal static async Task<SubmissionLine?> FindAsync(SubmissionBook book, System.Security.Claims.ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
    {
        var scope = user.Scope();
        return await book.FindAsync(new SubmissionId(id), cancellationToken) is { } list && (scope is null || scope.Contains(list.InstitutionCode)) ? list : null;
    }
}
