using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Mail;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Pages.Cases;

namespace RsCard.Students.Web.Pages.Mail;

/// <summary>One kind of mail in one language, its HTML part: a document of its own in a sandbox, as a mail that was sent.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class OneMailHtmlModel(MailPreview preview) : PageModel
{
    public IActionResult OnGet(string kind, string code)
    {
        if (OneMailModel.Find(kind) is not { } mail || MailLanguages.All.All(language => language.Code() != code))
            return NotFound();

        Response.Headers.ContentSecurityPolicy = MailHtmlModel.ContentSecurity;
        return Content(preview.Compose(mail.Kind, MailLanguages.FromCode(code)).HtmlBody, "text/html; charset=utf-8");
    }
}
