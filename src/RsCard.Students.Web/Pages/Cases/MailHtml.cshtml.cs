using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Mail;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Cases;

/// <summary>
/// The HTML part of a mail, as a document of its own in a sandbox: no script, no form, no request to anywhere, and an origin of
/// its own, so that whatever a mail holds can't act as the one who reads it.
/// </summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class MailHtmlModel(MailBook mails) : PageModel
{
    public const string ContentSecurity = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public async Task<IActionResult> OnGetAsync(Guid id, Guid mailId, CancellationToken cancellationToken)
    {
        if (await MailAsSentModel.FindAsync(mails, id, mailId, cancellationToken) is not { Mail: { } mail })
            return NotFound();

        Response.Headers.ContentSecurityPolicy = ContentSecurity;
        return Content(mail.HtmlBody, "text/html; charset=utf-8");
    }
}
