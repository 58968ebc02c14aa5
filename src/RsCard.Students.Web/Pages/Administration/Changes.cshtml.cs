using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Audit;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>Who has changed what holds for all students (D-40), the newest first.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class ChangesModel(AuditBook audit) : PageModel
{
    public const int OnAPage = 50;

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public IReadOnlyList<(long Number, AuditLine Line)> Changes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Changes = await audit.OfInstallationAsync(Before, OnAPage, cancellationToken);
}
