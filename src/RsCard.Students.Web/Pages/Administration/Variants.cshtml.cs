using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Versions;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>The variants of the process: which are in use, and moving one case to the other after seeing what will happen (D-80).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class VariantsModel(VariantBook book, VariantDesk desk, CaseBook cases, ProcessOptions options, TimeProvider clock, PageLanguage language) : PageModel
{
    /// <summary>RSid or case id.</summary>
    [BindProperty]
    public string? Sought { get; set; }

    [BindProperty]
    public string? To { get; set; }

    public IReadOnlyDictionary<string, long> Counts { get; private set; } = new Dictionary<string, long>();

    public IReadOnlyList<HomeDeliveryRule> Rules => options.HomeDelivery;

    /// <summary>What would happen; null before anybody has asked.</summary>
    public MigrationReport? Plan { get; private set; }

    public CaseId? Case { get; private set; }

    public SaidAtDesk? Said { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken)
    {
        Said = SaidAtDesk.Take(TempData);
        return LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostLookAsync(CancellationToken cancellationToken)
    {
        if (await MoveAsync(applies: false, cancellationToken) is VariantResult.Shown shown)
            Plan = shown.Report;
        await LoadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostMoveAsync(CancellationToken cancellationToken)
    {
        if (await MoveAsync(applies: true, cancellationToken) is VariantResult.Moved)
        {
            new SaidAtDesk(Code: null, VariantTexts.Moved).Keep(TempData);
            return LocalRedirect("/administration/variants");
        }

        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <returns>Null where it was refused; the problems say why.</returns>
    private async Task<VariantResult?> MoveAsync(bool applies, CancellationToken cancellationToken)
    {
        var sought = Sought?.Trim() ?? "";
        var found = sought.Length == 0 ? [] : await cases.FindAsync(sought, clock.Today(), cancellationToken);
        if (found is not [var first, ..])
        {
            ModelState.AddModelError(nameof(Sought), language[VariantTexts.NotFound, sought]);
            return null;
        }

        Case = first;
        var result = await desk.MoveAsync(first, To ?? "", applies, User.Actor(), cancellationToken);
        if (result is not VariantResult.Refused refused)
            return result;
        ModelState.AddModelError(nameof(Sought), $"{language[VariantTexts.RefusalOf(refused)]} ({refused.Code})");
        return null;
    }

    private async Task LoadAsync(CancellationToken cancellationToken) => Counts = await book.CountOpenAsync(cancellationToken);
}
