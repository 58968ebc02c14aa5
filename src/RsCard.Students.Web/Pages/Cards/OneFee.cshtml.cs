using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cases;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.Cards;

/// <summary>One fee: paid, as any station or the HSA team says; waived, as the HSA team alone does (D-13, D-31).</summary>
[Authorize(StaffRoles.CardKeeper)]
public sealed class OneFeeModel(Fees fees, FeeDesk desk, CaseBook book, PageLanguage language) : PageModel
{
    [BindProperty]
    public string? Reason { get; set; }

    public required Fee Fee { get; set; }

    /// <summary>Null where the values were erased.</summary>
    public string? Name { get; private set; }

    public SaidAtDesk? Said { get; private set; }

    public bool MayWaive => User.IsInRole(StaffRoles.HsaTeam);

    /// <summary>Where this person sees the case.</summary>
    public string? CaseAddress => MayWaive ? $"/cases/{Fee.CaseId}" : User.Staff().Stations is [var only] ? $"/station/{Fee.CaseId}?at={only}" : null;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        return await FindAsync(id, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostPayAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Say(await desk.PayAsync(id, User.Actor(), cancellationToken)) : NotFound();

    public async Task<IActionResult> OnPostWaiveAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!MayWaive || !await FindAsync(id, cancellationToken))
            return NotFound();

        var reason = Reason?.Trim() ?? "";
        if (FreeText.ReasonProblem(reason, ScopedCaseModel.MostReason, language) is { } problem)
        {
            ModelState.AddModelError(nameof(Reason), problem);
            return Page();
        }

        return Say(await desk.WaiveAsync(id, reason, User.Actor(), cancellationToken));
    }

    private LocalRedirectResult Say(DeskResult result)
    {
        SaidAtDesk.Of(result).Keep(TempData);
        return LocalRedirect($"/fees/{Fee.Id}");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await fees.FindAsync(id, cancellationToken) is not { } fee)
            return false;

        Fee = fee;
        Name = (await book.FindViewAsync(fee.CaseId, cancellationToken))?.Person?.FullName;
        return true;
    }
}
