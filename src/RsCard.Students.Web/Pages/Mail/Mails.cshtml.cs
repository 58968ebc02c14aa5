using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Mail;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Mail;

/// <summary>All kinds of mail, by their subject in the page's language.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class MailsModel(MailPreview preview, PageLanguage language) : PageModel
{
    public IReadOnlyList<(MailPreviewKind Mail, string Subject)> Mails =>
        [.. MailPreview.Kinds.Select(mail => (mail, preview.Compose(mail.Kind, MailLanguages.FromCode(language.Code)).Subject))];
}
