using RsCard.Students.Submissions;

namespace RsCard.Students.Web.Pages.Submissions;

/// <summary>An answer to a list, as a page shows it: totals, and the rows that need somebody.</summary>
/// <param name="Href">Where the refused rows are fetched; null before the list was sent.</param>
public sealed record AnswerView(SubmissionAnswer Answer, string? Href, bool IsPreview)
{
    /// <summary>More are in the file; the page stays light.</summary>
    public const int MostRows = 50;

    public IReadOnlyList<AnsweredRow> Refused { get; } = [.. Answer.Rows.Where(row => row.Verdict == Verdict.Refused)];

    public IReadOnlyList<AnsweredRow> Noted { get; } = [.. Answer.Rows.Where(row => row.Verdict != Verdict.Refused && row.Errors.Count > 0)];
}
