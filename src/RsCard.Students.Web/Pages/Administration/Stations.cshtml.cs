using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Stations;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>All card stations.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class StationsModel(StationBook book, TimeProvider clock) : PageModel
{
    public IReadOnlyList<CardStation> Stations { get; private set; } = [];

    public DateOnly Today { get; } = clock.Today();

    public SaidAtDesk? Said { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        Stations = await book.ListAsync(cancellationToken);
    }
}
