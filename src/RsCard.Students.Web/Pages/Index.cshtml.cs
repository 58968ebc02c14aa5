using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Home;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages;

/// <summary>Where a person begins: what needs them first. Who is at a counter alone begins at its one field.</summary>
public sealed class IndexModel(HomeBook home, CaseTable cases, TimeProvider clock) : PageModel
{
    private const int MostStudents = 6;

    public IReadOnlyList<HomeLine> Lines { get; private set; } = [];

    /// <summary>Whose turn is the administrator's, the earliest due first.</summary>
    public CasePage Nearest { get; private set; } = new([], 0, 1, 1);

    public bool MaySend => User.Staff().Institutions.Count > 0;

    public DateOnly Today => clock.Today();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var staff = User.Staff();
        if (!Navigation.BeginsAtHome(staff))
            return staff.Stations.Count > 0 ? LocalRedirect("/station") : Forbid();

        if (staff.IsHsaTeam)
            Lines = await home.OfTeamAsync(cancellationToken);
        if (MaySend)
        {
            Lines = [.. Lines, .. await home.OfAdministratorAsync(staff, cancellationToken)];
            Nearest = await cases.PageAsync(new CaseFilter(Turn: Owners.StudyAdministrator, Sort: CaseFilter.ByDue), staff.Institutions, at: 1, MostStudents, cancellationToken);
        }

        return Page();
    }
}
