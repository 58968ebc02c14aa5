using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Database;
using RsCard.Students.Held;
using RsCard.Students.Review;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>One student who waits: approve, ask back, reject (D-6).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class ItemModel(ReviewQueue queue, ReviewDesk desk, ReviewClaims claims, HeldActions held, PageLanguage language) : PageModel
{
    public const int MostCharacters = 1000;

    [BindProperty]
    public string? Question { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public required ReviewItem Item { get; set; }

    /// <summary>It is approved, and can be taken back; null: not yet.</summary>
    public HeldAction? Held { get; private set; }

    /// <summary>A colleague approved it, and somebody else has to confirm.</summary>
    public bool AwaitsYou => Held is { DueAt: null } held && held.Actor != User.Actor();

    public bool IsMine => Item.ClaimedBy == User.Actor();

    /// <summary>A case that no longer waits is shown as a case.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Page() : LocalRedirect($"/cases/{id}");

    public async Task<IActionResult> OnPostClaimAsync(Guid id, CancellationToken cancellationToken)
    {
        await claims.ClaimAsync([new CaseId(id)], takesOver: true, User.Actor(), cancellationToken);
        return LocalRedirect($"/review/{id}");
    }

    public async Task<IActionResult> OnPostReleaseAsync(Guid id, CancellationToken cancellationToken)
    {
        await claims.ReleaseAsync([new CaseId(id)], User.Actor(), cancellationToken);
        return LocalRedirect($"/review/{id}");
    }

    public Task<IActionResult> OnPostAskAsync(Guid id, CancellationToken cancellationToken) =>
        DecideAsync(id, nameof(Question), Question, desk.AskAsync, cancellationToken);

    public Task<IActionResult> OnPostRejectAsync(Guid id, CancellationToken cancellationToken) =>
        DecideAsync(id, nameof(Reason), Reason, desk.RejectAsync, cancellationToken);

    private async Task<IActionResult> DecideAsync(
        Guid id,
        string field,
        string? text,
        Func<IReadOnlyCollection<CaseId>, string, string, CancellationToken, Task<DecisionResult>> decide,
        CancellationToken cancellationToken)
    {
        var written = text?.Trim() ?? "";
        if (FreeText.Problem(written, MostCharacters, language) is { } problem)
        {
            ModelState.AddModelError(field, problem);
            return await OnGetAsync(id, cancellationToken);
        }

        var result = await decide([new CaseId(id)], written, User.Actor(), cancellationToken);
        SaidDecision.Of(result.Decided, result.Skipped).Keep(TempData);
        return LocalRedirect("/review");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await queue.ListAsync([new CaseId(id)], cancellationToken) is not [{ } item])
            return false;

        Item = item;
        Held = await held.FindAsync(HeldApprovals.Approval, item.Case, cancellationToken);
        return true;
    }
}
