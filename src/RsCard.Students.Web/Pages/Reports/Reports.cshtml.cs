using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Reports;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Reports;

/// <summary>What students say is wrong and nobody has answered: the HSA team's, or those of an administrator's own students (D-17).</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class ReportsModel(ReportBook reports, CaseBook cases) : PageModel
{
    public const int Most = 100;

    public IReadOnlyList<(StudentReport Report, CaseView? View)> Waiting { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var open = await reports.ListOpenAsync(ReportScope.Of(User.Scope()), Most, cancellationToken);
        var views = (await cases.ListAsync([.. open.Select(report => report.Case).Distinct()], cancellationToken)).ToDictionary(view => view.Id);
        Waiting = [.. open.Select(report => (report, views.GetValueOrDefault(report.Case)))];
    }
}
