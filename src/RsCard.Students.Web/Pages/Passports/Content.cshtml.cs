using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Database;
using RsCard.Students.Passports;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Passports;

/// <summary>The copy itself, as a file to save: nothing of it runs in our origin. Each reading is in the audit trail.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class ContentModel(PassportCopyDesk desk) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, Guid copy, CancellationToken cancellationToken) =>
        await desk.ReadAsync(new CaseId(id), copy, User.Actor(), cancellationToken) is { } read
            ? File(read.Content, read.Format.MediaType, $"passkopia-{copy:N}{read.Format.Extension}")
            : NotFound();
}
