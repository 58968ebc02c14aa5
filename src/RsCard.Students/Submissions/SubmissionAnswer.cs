using System.Text.Json.Serialization;
using RsCard.Students.Status;

namespace RsCard.Students.Submissions;

/// <summary>The answer to a list, as <c>submit --json</c> gives it and the pages show it.</summary>
public sealed record SubmissionAnswer(
    [property: JsonIgnore] Guid? Id,
    AnsweredFile File,
    IReadOnlyList<AnsweredRow> Rows,
    IReadOnlyDictionary<string, int> Totals)
{
    /// <summary>A file that is refused whole: no rows.</summary>
    public static SubmissionAnswer Refused(FileRefusal refusal, string language) => new(
        Id: null,
        new AnsweredFile(null, null, null, 0, refusal.Code, FileTexts.Message(refusal, language)),
        [],
        Count([]));

    internal static IReadOnlyDictionary<string, int> Count(IReadOnlyCollection<AnsweredRow> rows) =>
        Verdict.All.ToDictionary(verdict => verdict, verdict => rows.Count(row => row.Verdict == verdict));
}

/// <param name="Message">What to do about a file that is refused whole; null otherwise.</param>
public sealed record AnsweredFile(
    string? Format,
    string? Encoding,
    string? Delimiter,
    int Rows,
    string? Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message)
{
    public static AnsweredFile Of(ListFile file, int rows) =>
        new(file.Format == ListFormat.Csv ? "csv" : "xlsx", file.Encoding, file.Delimiter?.ToString(), rows, Code: null, Message: null);
}

/// <param name="Reason">Why a row stands in review; not part of the contract's answer.</param>
public sealed record AnsweredRow(
    int Row,
    string? Verdict,
    IReadOnlyList<AnsweredError> Errors,
    string? Forecast,
    [property: JsonIgnore] string? Reason);

public sealed record AnsweredError(string? Column, string Code, string Message)
{
    public static IReadOnlyList<AnsweredError> Of(IEnumerable<RowError> errors, string language, ContactOptions contacts) =>
        [.. errors.Select(error => new AnsweredError(error.Column, error.Code, RowTexts.Message(error, language, contacts)))];
}
