using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Submissions;

/// <summary>Lists that were sent: the own institution's, or all.</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class ListsModel(SubmissionBook book) : PageModel
{
    public IReadOnlyList<SubmissionLine> Lists { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Lists = await book.ListAsync(User.Scope(), cancellationToken);
}
