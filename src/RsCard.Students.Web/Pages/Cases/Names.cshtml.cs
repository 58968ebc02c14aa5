using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>New names that wait for the HSA team, old beside new (D-32).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class NamesModel(NameBook names) : PageModel
{
    public const int Most = 100;

    public IReadOnlyList<NameToDecide> Waiting { get; private set; } = [];

    public static DateTimeOffset? DueBy(CaseView view) =>
        view.Steps.FirstOrDefault(step => step is { DefinitionId: CaseProcess.NameChange, ActivityId: "decision" })?.DueBy;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Waiting = await names.ListAsync(Most, cancellationToken);
}
