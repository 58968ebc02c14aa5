using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Mail;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Pages.Mail;

/// <summary>One kind of mail in both languages, its text part.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class OneMailModel(MailPreview preview) : PageModel
{
    public required MailPreviewKind Mail { get; set; }

    public IEnumerable<(string Code, ComposedMail Mail)> Languages =>
        MailLanguages.All.Select(language => (language.Code(), preview.Compose(Mail.Kind, language)));

    public IActionResult OnGet(string kind)
    {
        if (Find(kind) is not { } mail)
            return NotFound();

        Mail = mail;
        return Page();
    }

    internal static MailPreviewKind? Find(string kind) => MailPreview.Kinds.SingleOrDefault(mail => mail.Kind.ToString() == kind);
}
