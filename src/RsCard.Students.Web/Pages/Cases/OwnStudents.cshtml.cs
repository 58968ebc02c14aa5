using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>The administrator's own students: step, whose turn, since when, and when the RSid was mailed (D-10).</summary>
[Authorize(StaffRoles.StudyAdministrator)]
public sealed class OwnStudentsModel(CaseBook book) : PageModel
{
    private const int Most = 60;

    public IReadOnlyList<CaseView> Cases { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Cases = await book.ListAsync(User.Staff().Institutions, Most, cancellationToken);
}
