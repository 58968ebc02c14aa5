using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Texts;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Mail;

/// <summary>One kind of mail in both languages, its text part; or the part that all share, as one of them has it.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class OneMailModel(MailTextBook book, MailPreview preview) : PageModel
{
    public required MailTextFile TextFile { get; set; }

    public IReadOnlyList<(string Code, MailTextState State, ComposedMail Mail)> Languages { get; private set; } = [];

    public SaidAtDesk? Said { get; private set; }

    /// <summary>The subject in the reader's language; the part that all share has none.</summary>
    public string Heading(PageLanguage language) => TextFile.Mail is null ? language[MailTexts.WhomToAsk] : Languages.First(one => one.Code == language.Code).Mail.Subject;

    public async Task<IActionResult> OnGetAsync(string kind, CancellationToken cancellationToken)
    {
        if (MailTextFile.Find(kind) is not { } file)
            return NotFound();

        TextFile = file;
        Said = SaidAtDesk.Take(TempData);
        var texts = await book.ReadAsync(cancellationToken);
        Languages = [.. MailLanguages.All.Select(language => (language.Code(), texts.StateOf(file.In(language)), preview.Compose(texts, file.ShownAs, language)))];
        return Page();
    }

    /// <summary>The text that an address names; null where there is no such text or language.</summary>
    internal static MailTextKey? Find(string kind, string code) =>
        MailTextFile.Find(kind) is { } file && MailLanguages.All.Any(language => language.Code() == code) ? file.In(MailLanguages.FromCode(code)) : null;
}
