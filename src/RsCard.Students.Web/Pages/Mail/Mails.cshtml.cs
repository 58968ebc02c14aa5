using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Texts;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Mail;

/// <summary>All kinds of mail, by their subject in the page's language, and which texts the team has changed.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class MailsModel(MailTextBook book, MailPreview preview, PageLanguage language) : PageModel
{
    public required MailTextsInForce Texts { get; set; }

    public IReadOnlyList<(MailTextFile File, string Subject)> Mails =>
        [.. MailTextFile.All.Select(file => (file, file.Mail is null ? language[MailTexts.WhomToAsk] : preview.Compose(Texts, file.ShownAs, MailLanguages.FromCode(language.Code)).Subject))];

    public IReadOnlyList<MailTextState> StatesOf(MailTextFile file) => [.. MailLanguages.All.Select(one => Texts.StateOf(file.In(one)))];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Texts = await book.ReadAsync(cancellationToken);
}
