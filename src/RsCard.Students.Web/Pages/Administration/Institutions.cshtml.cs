using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Institutions;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>All institutions.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class InstitutionsModel(InstitutionBook book) : PageModel
{
    public IReadOnlyList<Institution> Institutions { get; private set; } = [];

    public SaidAtDesk? Said { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        Institutions = await book.ListAsync(cancellationToken);
    }
}
