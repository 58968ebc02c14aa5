using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Texts;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Pages.Cases;

namespace RsCard.Students.Web.Pages.Mail;

/// <summary>One kind of mail in one language, its HTML part: a document of its own in a sandbox, as a mail that was sent.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class OneMailHtmlModel(MailTextBook book, MailPreview preview) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string kind, string code, CancellationToken cancellationToken) =>
        OneMailModel.Find(kind, code) is { } key
            ? Show(this, preview.Compose(await book.ReadAsync(cancellationToken), key.File.ShownAs, key.Language))
            : NotFound();

    internal static ContentResult Show(PageModel page, ComposedMail mail)
    {
        page.Response.Headers.ContentSecurityPolicy = MailHtmlModel.ContentSecurity;
        return page.Content(mail.HtmlBody, "text/html; charset=utf-8");
    }
}
