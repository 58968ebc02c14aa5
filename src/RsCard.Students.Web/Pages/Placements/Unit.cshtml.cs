using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Placements;
using RsCard.Students.Status;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Placements;

/// <summary>
/// One placement behind a secret link: the private unit orders VDI, the supervisor reads what to do on the first day (D-15), the office
/// of another region confirms receipt (D-5). Looking changes nothing; a token that doesn't count is a page that isn't there.
/// </summary>
[AllowAnonymous]
public sealed class UnitModel(UnitPages pages, UnitDesk desk, ContactOptions contacts, PageLanguage language) : PageModel
{
    public required UnitPage Unit { get; set; }

    public ContactOptions Contacts => contacts;

    public Phrase Title => Unit.Kind switch
    {
        UnitPageKind.Vdi => UnitTexts.VdiTitle,
        UnitPageKind.Receipt => UnitTexts.ReceiptTitle,
        _ => UnitTexts.ChecklistTitle,
    };

    public IReadOnlyList<string> Checklist =>
    [
        language[UnitTexts.AsStudent],
        language[UnitTexts.Password],
        language[UnitTexts.CardAndPin],
        language[UnitTexts.ServiceDesk, contacts.ServiceDeskPhone, contacts.ServiceDeskInternalPhone],
    ];

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancellationToken)
    {
        if (await pages.FindAsync(token, cancellationToken) is not { } unit)
            return NotFound();

        Unit = unit;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancellationToken) =>
        await desk.ConfirmAsync(token, cancellationToken) ? LocalRedirect($"/unit/{token}{Request.QueryString}") : NotFound();
}
