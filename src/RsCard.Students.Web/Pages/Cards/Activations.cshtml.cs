using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Status;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Cards;

/// <summary>Cards that exist and are inactive (D-9): those whose activation is to be ordered, and those where it is.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class ActivationsModel(ActivationDesk desk, ContactOptions contacts) : PageModel
{
    /// <summary>Of each list: with more the page would be heavy.</summary>
    public const int Most = 50;

    public IReadOnlyList<CaseView> ToOrder { get; private set; } = [];

    public IReadOnlyList<CaseView> Ordered { get; private set; } = [];

    public SaidAtDesk? Said { get; private set; }

    public bool HasItMail => !string.IsNullOrWhiteSpace(contacts.ItMail);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        ToOrder = await desk.ListToOrderAsync(Most, cancellationToken);
        Ordered = await desk.ListOrderedAsync(Most, cancellationToken);
    }

    public async Task<IActionResult> OnPostOrderAsync(Guid id, CancellationToken cancellationToken) =>
        Say(await desk.OrderAsync(new CaseId(id), User.Actor(), cancellationToken));

    public async Task<IActionResult> OnPostDoneAsync(Guid id, CancellationToken cancellationToken) =>
        Say(await desk.DoneAsync(new CaseId(id), User.Actor(), cancellationToken));

    private LocalRedirectResult Say(DeskResult result)
    {
        SaidAtDesk.Of(result).Keep(TempData);
        return LocalRedirect("/activations");
    }
}
