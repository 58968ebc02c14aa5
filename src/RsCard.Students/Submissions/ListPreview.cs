using RsCard.Students.Status;

namespace RsCard.Students.Submissions;

/// <summary>What would become of a list. Nothing of a row's cells is in it, so it may lie in memory while somebody looks at it.</summary>
/// <param name="Refusal">Why the file can't be read; null where it can.</param>
/// <param name="File">Null for a file that is refused.</param>
public sealed record ListPreview(FileRefusal? Refusal, AnsweredFile? File, IReadOnlyList<PreviewedRow> Rows)
{
    public SubmissionAnswer In(string language, ContactOptions contacts)
    {
        if (Refusal is not null)
            return SubmissionAnswer.Refused(Refusal, language);

        var rows = Rows.Select(row => new AnsweredRow(row.Row, row.Verdict, AnsweredError.Of(row.Errors, language, contacts), row.Forecast, row.Reason)).ToList();
        return new SubmissionAnswer(Id: null, File ?? throw new InvalidOperationException("an accepted file has its facts"), rows, SubmissionAnswer.Count(rows));
    }
}

/// <param name="Verdict">One of <see cref="Submissions.Verdict"/>.</param>
public sealed record PreviewedRow(int Row, string Verdict, IReadOnlyList<RowError> Errors, string? Forecast, string? Reason);
