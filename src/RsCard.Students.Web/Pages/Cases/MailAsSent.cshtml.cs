using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>A mail as it was sent, its text part.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class MailAsSentModel(MailBook mails) : PageModel
{
    public required KeptMail Kept { get; set; }

    public string Language => Kept.Mail?.Language.ToString()[..2].ToLowerInvariant() ?? "sv";

    public async Task<IActionResult> OnGetAsync(Guid id, Guid mailId, CancellationToken cancellationToken)
    {
        if (await FindAsync(mails, id, mailId, cancellationToken) is not { } kept)
            return NotFound();

        Kept = kept;
        return Page();
    }

    internal static async Task<KeptMail?> FindAsync(MailBook mails, Guid id, Guid mailId, CancellationToken cancellationToken) =>
        (await mails.ListAsync(new CaseId(id), cancellationToken)).SingleOrDefault(mail => mail.Id.Value == mailId);
}
