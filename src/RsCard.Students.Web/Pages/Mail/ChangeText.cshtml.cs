using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Texts;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Cards;

namespace RsCard.Students.Web.Pages.Mail;

/// <summary>One text in one language: changed after it was shown how it will read, put back, or as delivered again.</summary>
[Authorize(StaffRoles.HsaTeam)]
public sealed class ChangeTextModel(MailTextBook book, MailTextDesk desk, MailPreview preview, PageLanguage language) : PageModel
{
    private MailTextsInForce? texts;

    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The version that was read before it was typed.</summary>
    [BindProperty]
    public int Known { get; set; }

    /// <summary>The version to look at, or to put back; 0: the delivered text.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    public MailTextKey Key { get; private set; }

    public MailTextState State => Texts.StateOf(Key);

    /// <summary>As mails have it now.</summary>
    public string Subject => preview.Compose(Texts, Key.File.ShownAs, Key.Language).Subject;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<MailTextVersion> Versions { get; private set; } = [];

    public MailTextVersion? Shown { get; private set; }

    /// <summary>How the typed text would read; null before anybody has asked.</summary>
    public ComposedMail? Tried { get; private set; }

    /// <summary>Somebody else has changed it meanwhile: both are shown.</summary>
    public bool Overtaken { get; private set; }

    private MailTextsInForce Texts => texts ?? throw new InvalidOperationException("the page isn't loaded");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
            return NotFound();

        (Text, Known) = (State.Written ?? State.Delivered, State.Version);
        Shown = Version == 0 ? new(0, Content: null, By: "", default) : Versions.FirstOrDefault(version => version.Version == Version);
        return Version is null || Shown is not null ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
            return NotFound();
        if (TellsNoFaults(MailTextDesk.Check(Key.File, Text ?? ""), nameof(Text)))
            Tried = Try();
        return Page();
    }

    /// <summary>The same as a document of its own, with nothing of this site in it.</summary>
    public async Task<IActionResult> OnPostHtmlAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
            return NotFound();
        return TellsNoFaults(MailTextDesk.Check(Key.File, Text ?? ""), nameof(Text)) ? OneMailHtmlModel.Show(this, Try()) : Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken)
        ? await AnswerAsync(await desk.ChangeAsync(Key, Text ?? "", Known, User.Actor(), cancellationToken), MailEditTexts.Saved, nameof(Text), cancellationToken)
        : NotFound();

    public async Task<IActionResult> OnPostRestoreAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken)
        ? await AnswerAsync(await desk.RestoreAsync(Key, Known, User.Actor(), cancellationToken), MailEditTexts.Restored, field: "", cancellationToken)
        : NotFound();

    public async Task<IActionResult> OnPostPutBackAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken)
        ? await AnswerAsync(await desk.PutBackAsync(Key, Version ?? 0, Known, User.Actor(), cancellationToken), MailEditTexts.Saved, field: "", cancellationToken)
        : NotFound();

    public string WordsOf(MailTextFault fault)
    {
        var words = $"{language[MailEditTexts.FaultOf(fault.Code), [.. fault.Args]]} ({fault.Code})";
        return fault.Line is { } line ? language[MailEditTexts.AtLine, line, words] : words;
    }

    private ComposedMail Try() => preview.Compose(MailTextDesk.Try(Texts, Key, Text ?? ""), Key.File.ShownAs, Key.Language);

    private async Task<IActionResult> AnswerAsync(MailTextChange change, Phrase done, string field, CancellationToken cancellationToken)
    {
        switch (change)
        {
            case MailTextChange.Saved saved:
                new SaidAtDesk(Code: null, saved.IsChanged ? done.With(MailTexts.LanguageOf(Key.Language), saved.Version) : AdministrationTexts.Unchanged).Keep(TempData);
                return LocalRedirect("/mails/" + Key.File.Name);
            case MailTextChange.Refused(var faults):
                TellsNoFaults(faults, field);
                break;
            case MailTextChange.Overtaken:
                ModelState.AddModelError("", language[AdministrationTexts.Overtaken]);
                Overtaken = true;
                await LoadAsync(cancellationToken);
                Known = State.Version;
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        Text ??= State.Written ?? State.Delivered;
        return Page();
    }

    private bool TellsNoFaults(IReadOnlyList<MailTextFault> faults, string field)
    {
        foreach (var fault in faults)
            ModelState.AddModelError(field, WordsOf(fault));
        return faults.Count == 0;
    }

    /// <returns>False where there is no such text.</returns>
    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (OneMailModel.Find(Kind, Code) is not { } key)
            return false;

        Key = key;
        texts = await book.ReadAsync(cancellationToken);
        Versions = await book.VersionsAsync(key, cancellationToken);
        return true;
    }
}
