using Microsoft.AspNetCore.Mvc;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Reports;
using RsCard.Students.Status;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Status;

/// <summary>'Is something wrong?': part of the same page, as one behind a secret link never repeats the link to lead to another.</summary>
public sealed partial class StudentModel
{
    private const string WrongName = "wrong";
    private const string ThanksName = "thanks";

    /// <summary>The page is about what is wrong.</summary>
    public bool IsWrong => Request.Query.ContainsKey(WrongName);

    public IReadOnlyList<WrongChoice> Choices => WrongChoice.Of(Status, contacts);

    /// <summary>What the student says it is; null: isn't chosen yet.</summary>
    public WrongChoice? Chosen => Choices.FirstOrDefault(choice => choice.Key == Request.Query[WrongName]);

    /// <summary>What was filled in and has to be mended.</summary>
    public WrongWords Words { get; private set; } = new();

    /// <summary>What the student has reported, the newest first.</summary>
    public IReadOnlyList<StudentReport> Reports { get; private set; } = [];

    /// <summary>Since when somebody has had the turn to answer just this; null: nobody has.</summary>
    public DateTimeOffset? Waiting => Chosen switch
    {
        { Report: { } kind } => Reports.FirstOrDefault(report => report.Kind == kind && report.AnsweredAt is null)?.ReportedAt,
        { Form: WrongForm.Name } => Status.Steps.FirstOrDefault(step => step.DefinitionId == CaseProcess.NameChange)?.Since,
        _ => null,
    };

    /// <summary>What was said just now; null: nothing.</summary>
    public Phrase? Thanks => Request.Query[ThanksName].ToString() switch
    {
        "" => null,
        "name" => WrongTexts.ThanksName,
        "lost" => WrongTexts.ThanksLost,
        _ => WrongTexts.Thanks,
    };

    /// <summary>The student says what is wrong.</summary>
    public async Task<IActionResult> OnPostWrongAsync(string token, WrongWords words, CancellationToken cancellationToken)
    {
        if (!await FindAsync(token, cancellationToken))
            return NotFound();

        // The card that the button was for is blocked since: a second press is the same word.
        if (Chosen is not { Form: not WrongForm.None } choice)
            return Request.Query[WrongName] == "lost" && Status.Card is { State: CardState.Suspended } ? Thank("lost") : Page();

        Words = words;
        foreach (var (field, problem) in await wrongs.SayAsync(Status, choice, words, cancellationToken))
            ModelState.AddModelError(field, problem);
        return ModelState.IsValid ? Thank(choice.Key) : Page();

        LocalRedirectResult Thank(string key) => LocalRedirect($"/s/{token}?{ThanksName}={key}&{PageLanguage.QueryName}={language.Code}");
    }
}
