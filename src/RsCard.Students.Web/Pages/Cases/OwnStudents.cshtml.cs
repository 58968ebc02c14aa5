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
    private const int MostEndedInBreak = 20;

    public IReadOnlyList<CaseView> Cases { get; private set; } = [];

    /// <summary>Whose entry ended during a break (D-33).</summary>
    public IReadOnlyList<CaseView> EndedInBreak { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        EndedInBreak = await book.ListEndedInBreakAsync(User.Staff().Institutions, MostEndedInBreak, cancellationToken);
        Cases = await book.ListAsync(User.Staff().Institutions, Most, cancellationToken);
    }
}
