using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Flowcharts;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>One case whole: where it stands, whose turn it is, mails as sent, its charts and its audit trail (D-60, D-40).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class OneCaseModel(CaseBook book, MailBook mails, AuditBook audit, InstanceBook instances, DefinitionCatalogue definitions) : PageModel
{
    public const int MostTrail = 50;

    public required CaseView View { get; set; }

    public IReadOnlyList<KeptMail> Mails { get; private set; } = [];

    public IReadOnlyList<FlowchartDrawing> Charts { get; private set; } = [];

    public IReadOnlyList<AuditLine> Trail { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        var caseId = new CaseId(id);
        if (await book.FindViewAsync(caseId, cancellationToken) is not { } view)
            return NotFound();

        View = view;
        Mails = await mails.ListAsync(caseId, cancellationToken);
        Trail = [.. (await audit.ListAsync(caseId, cancellationToken)).TakeLast(MostTrail)];
        var charts = new List<FlowchartDrawing>();
        foreach (var instance in await instances.ListAsync(id, cancellationToken))
            charts.Add(FlowchartDrawing.Of(await definitions.GetAsync(instance.DefinitionHash, cancellationToken), instance.State));

        Charts = charts;
        return Page();
    }
}
