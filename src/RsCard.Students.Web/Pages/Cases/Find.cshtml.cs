using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Cases;
using RsCard.Students.Students;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>Cases, found by what a person types. What is typed may be a personal number, so it is posted and never shown again (D-41).</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class FindModel(CaseBook book, TimeProvider clock, PageLanguage language) : PageModel
{
    private const int Newest = 50;

    public IReadOnlyList<CaseView> Cases { get; private set; } = [];

    public bool IsSearch { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Cases = await book.ListAsync(institutions: null, Newest, cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "Sought")] string? sought, CancellationToken cancellationToken)
    {
        IsSearch = true;
        var found = string.IsNullOrWhiteSpace(sought) ? [] : await book.FindAsync(sought, clock.Today(), cancellationToken);
        if (found is [var only])
            return LocalRedirect($"/cases/{only}");
        if (found.Count == 0)
        {
            ModelState.AddModelError("Sought", language[CaseTexts.NotFound]);
            return Page();
        }

        var views = new List<CaseView>();
        foreach (var id in found)
        {
            if (await book.FindViewAsync(id, cancellationToken) is { } view)
                views.Add(view);
        }

        Cases = views;
        return Page();
    }
}
