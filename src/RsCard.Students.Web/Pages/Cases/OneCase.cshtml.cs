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
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>One case whole: where it stands, whose turn it is, mails as sent, its charts and its audit trail (D-60, D-40).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class OneCaseModel(CaseBook book, MailBook mails, MailDesk mailDesk, AuditBook audit, InstanceBook instances, DefinitionCatalogue definitions) : PageModel
{
    public const int MostTrail = 50;

    public required CaseView View { get; set; }

    public IReadOnlyList<KeptMail> Mails { get; private set; } = [];

    public IReadOnlyList<FlowchartDrawing> Charts { get; private set; } = [];

    /// <summary>Of a protected student without facts and words.</summary>
    public IReadOnlyList<AuditLine> Trail { get; private set; } = [];

    /// <summary>What came of the button; null before it was pressed.</summary>
    public SaidAtDesk? Said { get; private set; }

    /// <summary>The mail with the RSid once more (D-10).</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        new SaidAtDesk(Code: null, CaseTexts.SaidOf(await mailDesk.SendRsIdAgainAsync(new CaseId(id), User.Actor(), cancellationToken))).Keep(TempData);
        return LocalRedirect($"/cases/{id}");
    }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        var caseId = new CaseId(id);
        if (await book.FindViewAsync(caseId, cancellationToken) is not { } view)
            return NotFound();

        View = view;
        Said = SaidAtDesk.Take(TempData);
        Trail = [.. (await audit.ListAsync(caseId, cancellationToken)).TakeLast(MostTrail).Select(line => view.IsProtected ? line with { Facts = "{}", Words = null } : line)];
        if (view.IsProtected)
            return Page();

        Mails = await mails.ListAsync(caseId, cancellationToken);
        var charts = new List<FlowchartDrawing>();
        var completed = await audit.CompletedAsync(caseId, cancellationToken);
        foreach (var instance in await instances.ListAsync(id, cancellationToken))
            charts.Add(FlowchartDrawing.Of(await definitions.GetAsync(instance.DefinitionHash, cancellationToken), instance.State, completed[instance.Id]));

        Charts = charts;
        return Page();
    }
}
