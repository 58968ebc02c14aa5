using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Work;

/// <summary>What is on its way, what waits for a retry and why, and what failed for good.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class WorkModel(WorkerStatus status, IncidentStore incidents) : PageModel
{
    private const int MostIncidents = 50;

    public required WorkerCounts Counts { get; set; }

    public IReadOnlyList<Incident> Incidents { get; private set; } = [];

    /// <summary>What came of the button; null before it was pressed.</summary>
    public Phrase? Said { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = TempData[nameof(Said)] is bool retried ? retried ? CaseTexts.Retried : CaseTexts.RetryGone : null;
        Counts = await status.GetAsync(cancellationToken);
        Incidents = await incidents.ListAsync(MostIncidents, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(long incident, CancellationToken cancellationToken)
    {
        TempData[nameof(Said)] = await incidents.RetryAsync(incident, cancellationToken);
        return LocalRedirect("/work");
    }
}
