namespace RsCard.Students.Submissions;

/// <summary>The two kinds of list that we take (D-1).</summary>
public enum ListFormat
{
    Csv,
    Xlsx,
}

/// <summary>A list that could be read. Its rows are judged by <see cref="ListJudge"/>.</summary>
/// <param name="Encoding">utf-8, utf-8-bom, utf-16le, utf-16be, windows-1252; null for XLSX.</param>
/// <param name="Delimiter">Comma, semicolon, tab or bar; null for XLSX.</param>
/// <param name="HeaderRow">1, or the row of the sheet or file where title rows stand above it.</param>
/// <param name="TitleRows">Rows above the header that aren't empty.</param>
/// <param name="Records">Rows below the header that aren't empty, in order.</param>
public sealed record ListFile(
    ListFormat Format,
    string? Encoding,
    char? Delimiter,
    HeaderMap Header,
    int HeaderRow,
    IReadOnlyList<ListRecord> TitleRows,
    IReadOnlyList<ListRecord> Records)
{
    public override string ToString() => $"ListFile ({Format}, {Records.Count} rows, not shown)";
}

/// <summary>One row as it stands in the file.</summary>
/// <param name="Row">
/// The record's number with the header as 1, blank lines not counted; in XLSX, and where title rows stand above the header in CSV,
/// the row of the sheet or the line of the file.
/// </param>
/// <param name="Cells">Text of the cells: numbers without format, dates as <c>2027-01-18</c>, booleans as true and false.</param>
public sealed record ListRecord(int Row, string[] Cells)
{
    public bool IsEmpty => Cells.All(string.IsNullOrWhiteSpace);

    public override string ToString() => $"ListRecord {Row} (not shown)";
}

/// <summary>What became of a file: read, or refused whole.</summary>
public abstract record ListReading
{
    private ListReading()
    {
    }

    public sealed record Accepted(ListFile File) : ListReading;

    public sealed record Refused(FileRefusal Refusal) : ListReading;
}

/// <summary>Why a file is refused whole; the text stands in <see cref="FileTexts"/>.</summary>
/// <param name="Code">One of <see cref="FileCodes"/>.</param>
/// <param name="Detail">What fills the text's gap: a limit, a row's number. Never anything of the content.</param>
public sealed record FileRefusal(string Code, string? Detail = null);
