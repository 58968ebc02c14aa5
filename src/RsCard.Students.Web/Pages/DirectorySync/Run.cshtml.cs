using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.DirectorySync;

/// <summary>One comparison: what it found, wrote, held back and why, with each of its entries.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class RunModel(RunBook runs, DirectoryOptions options, TimeProvider clock, PageLanguage language) : PageModel
{
    public const int PageSize = 50;

    private RunReport? report;

    /// <summary>Those after this position.</summary>
    [BindProperty(SupportsGet = true)]
    public int After { get; set; }

    public RunReport Report => report ?? throw new InvalidOperationException("the run wasn't loaded");

    public IReadOnlyList<SyncItem> Items { get; private set; } = [];

    /// <summary>Whole minutes since it began, of one that hasn't ended.</summary>
    public int? Age => Report.AgeAt(clock.GetUtcNow()) is { } age ? (int)age.TotalMinutes : null;

    public int Longest => (int)options.RunAtMost.TotalMinutes;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        report = await runs.GetAsync(id, cancellationToken);
        if (report is null)
            return NotFound();

        Items = await runs.ItemsAsync(id, Math.Max(0, After), PageSize, cancellationToken);
        return Page();
    }

    /// <summary>Whose history tells more; null for what was erased.</summary>
    public static Guid? HistoryOf(SyncItem item) =>
        item.Plan is null && item.Reverse is null ? null : item.Student?.Value ?? item.EntryUuid;

    public static string? DnOf(SyncItem item) => item.Plan?.Found?.Dn ?? item.Reverse?.Now?.Dn ?? item.Reverse?.To;

    public string NameOf(SyncItem item) => item.Plan is { } plan ? ShownValues.NameOf(plan, language.Code) : language[HistoryTexts.Link];
}
