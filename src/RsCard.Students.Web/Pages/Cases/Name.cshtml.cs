using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Cases;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>A student's changed name: reported by the administrator or the HSA team, decided on by the HSA team (D-32).</summary>
[Authorize(StaffRoles.ListReader)]
public sealed class NameModel(CaseBook book, NameBook names, NameChangeDesk desk, PageLanguage language) : ScopedCaseModel(book, language)
{
    public const int MostCharacters = 1000;

    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The name that waits for a decision; null where none does.</summary>
    public NameToDecide? Waiting { get; private set; }

    public SaidAtDesk? Said { get; private set; }

    public bool IsHsaTeam => User.IsInRole(StaffRoles.HsaTeam);

    /// <summary>Which report was read, so that another one is not approved in its place.</summary>
    public static string MarkOf(PendingName pending) => pending.ReportedAt.UtcTicks.ToString(CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        return await FindNameAsync(id, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostReportAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindNameAsync(id, cancellationToken))
            return NotFound();

        var said = SaidAtDesk.Of(await desk.ReportAsync(View.Id, GivenName ?? "", FamilyName ?? "", User.Actor(), cancellationToken));
        if (said.IsProblem(ModelState, Language, nameof(GivenName)))
            return Page();

        said.Keep(TempData);
        return LocalRedirect($"/cases/{id}/name");
    }

    public async Task<IActionResult> OnPostApproveAsync(Guid id, long reported, CancellationToken cancellationToken)
    {
        if (!IsHsaTeam || !await FindNameAsync(id, cancellationToken))
            return NotFound();

        var readAt = new DateTimeOffset(Math.Clamp(reported, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);
        SaidAtDesk.Of(await desk.ApproveAsync(View.Id, readAt, User.Actor(), cancellationToken)).Keep(TempData);
        return LocalRedirect($"/cases/{id}/name");
    }

    public async Task<IActionResult> OnPostRejectAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!IsHsaTeam || !await FindNameAsync(id, cancellationToken))
            return NotFound();

        var reason = Reason?.Trim() ?? "";
        if (FreeText.Problem(reason, MostCharacters, Language) is { } problem)
        {
            ModelState.AddModelError(nameof(Reason), problem);
            return Page();
        }

        SaidAtDesk.Of(await desk.RejectAsync(View.Id, reason, User.Actor(), cancellationToken)).Keep(TempData);
        return LocalRedirect($"/cases/{id}/name");
    }

    private async Task<bool> FindNameAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken))
            return false;

        Waiting = await names.FindAsync(View, cancellationToken);
        return true;
    }
}
