using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Database;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Submissions;

/// <summary>One list and what became of its rows.</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class OneListModel(SubmissionBook book, PageLanguage language) : PageModel
{
    public required SubmissionLine List { get; set; }

    public required SubmissionAnswer Answer { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(book, User, id, cancellationToken) is not { } list)
            return NotFound();

        List = list;
        Answer = await book.AnswerAsync(list.Id, language.Code, cancellationToken);
        return Page();
    }

    /// <summary>A list of another institution is as if it weren't there.</summary>
    internal static async Task<SubmissionLine?> FindAsync(SubmissionBook book, System.Security.Claims.ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
    {
        var scope = user.Scope();
        return await book.FindAsync(new SubmissionId(id), cancellationToken) is { } list && (scope is null || scope.Contains(list.InstitutionCode)) ? list : null;
    }
}
