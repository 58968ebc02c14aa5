using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Cases;
using RsCard.Students.Protection;
using RsCard.Students.Status;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;
using RsCard.Students.Web.Pages.Cases;

namespace RsCard.Students.Web.Pages.Protection;

/// <summary>The HSA team marks a student as protected (D-4): what follows is said first, and the RSid is typed to confirm.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class ProtectModel(CaseBook book, ProtectionDesk desk, ContactOptions contacts, PageLanguage language) : ScopedCaseModel(book, language)
{
    /// <summary>The RSid, where the student has one.</summary>
    [BindProperty]
    public string? Typed { get; set; }

    [BindProperty]
    public bool Sure { get; set; }

    public string Phone => contacts.SystemManagementPhone;

    /// <summary>Who is protected already is shown as a case.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ? Page() : LocalRedirect($"/cases/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, cancellationToken))
            return LocalRedirect($"/cases/{id}");

        if (View.RsId is { } rsId && Typed?.Trim() != rsId)
            ModelState.AddModelError(nameof(Typed), Language[ProtectionTexts.WrongRsId, rsId]);
        if (View.RsId is null)
            Confirm(nameof(Sure), Sure);
        if (!ModelState.IsValid)
            return Page();

        var ended = await desk.ProtectAsync(View.Id, User.Actor(), cancellationToken);
        new SaidAtDesk(Code: null, ProtectionTexts.Done.With(ended.Count, Phone)).Keep(TempData);
        return LocalRedirect($"/cases/{id}");
    }
}
