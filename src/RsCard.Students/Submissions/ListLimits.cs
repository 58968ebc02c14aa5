namespace RsCard.Students.Submissions;

/// <summary>How large a list may be. Beyond it the file is refused before it costs anything.</summary>
public sealed record ListLimits
{
    /// <summary>Bytes of the file as sent.</summary>
    public long MaxBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>Records below the header.</summary>
    public int MaxRows { get; init; } = 200_000;

    /// <summary>Cells in one record.</summary>
    public int MaxColumns { get; init; } = 500;

    /// <summary>Cells in the sheets of an XLSX together, and likewise its shared texts.</summary>
    public int MaxCells { get; init; } = 3_000_000;

    /// <summary>Bytes of one CSV record, in UTF-8: what an unclosed quote may swallow before it is noticed.</summary>
    public int MaxRecordBytes { get; init; } = 64 * 1024;

    /// <summary>Rows among which the header is looked for.</summary>
    public int MaxTitleRows { get; init; } = 100;

    /// <summary>Files inside an XLSX.</summary>
    public int MaxParts { get; init; } = 1_000;

    /// <summary>Bytes of an XLSX when unpacked, all files inside together.</summary>
    public long MaxUnpackedBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>How many times larger a file inside an XLSX may become; those under 1 MB are let pass.</summary>
    public int MaxRatio { get; init; } = 100;
}
