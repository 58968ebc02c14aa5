using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Reports;
using RsCard.Students.Status;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.Status;

/// <summary>
/// Opens what a student's word that something is wrong is to open: the decision on a name, the block of a card, or somebody's turn to
/// answer. Each may be said twice, and acts once.
/// </summary>
public sealed class StudentWrong(ReportDesk reports, NameChangeDesk names, CardDesk cards, PageLanguage language)
{
    private const string Student = "student";

    /// <summary>What is wrong with what was filled in, by field; empty where it was done.</summary>
    public async Task<IReadOnlyList<(string Field, string Problem)>> SayAsync(StudentStatus status, WrongChoice choice, WrongWords words, CancellationToken cancellationToken) => choice switch
    {
        { Report: { } kind } => await ReportAsync(status, kind, words, cancellationToken),
        { Form: WrongForm.Name } => IsNamed(status) ? [] : Problem(await names.ReportAsync(status.Case, words.GivenName ?? "", words.FamilyName ?? "", Student, cancellationToken), "GivenName"),
        { Form: WrongForm.Press } => Problem(await cards.ReportLostAsync(status.Case, mayBeFound: true, which: null, Student, cancellationToken), ""),
        _ => [],
    };

    /// <summary>A new name waits for the HSA team already.</summary>
    public static bool IsNamed(StudentStatus status) => status.Steps.Any(step => step.DefinitionId == CaseProcess.NameChange);

    private async Task<IReadOnlyList<(string Field, string Problem)>> ReportAsync(StudentStatus status, ReportKind kind, WrongWords words, CancellationToken cancellationToken)
    {
        var text = kind.Holds == ReportText.MailAddress ? words.Address : words.Text;
        if (kind.Holds == ReportText.Words && FreeText.HasNumber(text ?? ""))
            return [("Text", language[WrongTexts.TextMissing, ReportDesk.MostCharacters])];

        return await reports.OpenAsync(status.Case, kind, text, cancellationToken) != ReportOutcome.NotReadable ? []
            : kind.Holds == ReportText.MailAddress ? [("Address", language[WrongTexts.AddressMissing])]
            : [("Text", language[WrongTexts.TextMissing, ReportDesk.MostCharacters])];
    }

    private (string, string)[] Problem(DeskResult result, string field) =>
        result is DeskResult.Refused refused ? [(field, $"{language[new Phrase(refused.Swedish, refused.English)]} ({refused.Code})")] : [];
}

/// <summary>What was filled in.</summary>
public sealed record WrongWords(string? Text = null, string? Address = null, string? GivenName = null, string? FamilyName = null)
{
    public override string ToString() => "Words (not shown)";
}
