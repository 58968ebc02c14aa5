using CsvHelper;

namespace RsCard.Students.Submissions;

/// <summary>Reads a CSV list: encoding and delimiter found, header found, records taken one after the other.</summary>
internal sealed class CsvListReader(ListLimits limits)
{
    private static readonly char[] Delimiters = [';', ',', '\t', '|'];

    internal ListReading Read(ReadOnlyMemory<byte> bytes, IReadOnlyDictionary<string, string> ownHeaders)
    {
        if (TextEncoding.Find(bytes.Span) is not { } encoding)
            return Refused(FileCodes.Encoding);
        var utf8 = WithoutHint(TextEncoding.ToUtf8(bytes, encoding));
        if (utf8.Span.Trim(" \t\r\n;,|"u8).IsEmpty)
            return Refused(FileCodes.Empty);

        var (delimiter, refusal) = FindDelimiter(utf8, ownHeaders);
        return refusal is null ? ReadRecords(utf8, encoding, delimiter, ownHeaders) : new ListReading.Refused(refusal);
    }

    /// <summary>Takes off the line <c>sep=;</c> that some programs write for Excel, which doesn't show it either.</summary>
    private static ReadOnlyMemory<byte> WithoutHint(ReadOnlyMemory<byte> utf8)
    {
        var line = utf8.Span.IndexOfAny((byte)'\r', (byte)'\n');
        if (line != 5 || !utf8.Span.StartsWith("sep="u8))
            return utf8;
        return utf8[(utf8.Span[line..].StartsWith("\r\n"u8) ? line + 2 : line + 1)..];
    }

    /// <summary>
    /// The delimiter that makes a header row of some row, and of two such the one that makes more columns of it.
    /// Counting delimiters (as libraries do) is led astray by title rows and by commas in names.
    /// </summary>
    private (char Delimiter, FileRefusal? Refusal) FindDelimiter(ReadOnlyMemory<byte> utf8, IReadOnlyDictionary<string, string> ownHeaders)
    {
        var (best, bestColumns) = (' ', 0);
        FileRefusal? refusal = null;
        foreach (var delimiter in Delimiters)
        {
            var header = FindHeader(utf8, delimiter, ownHeaders, out var found);
            refusal ??= found;
            if (header is not null && header.Columns.Count > bestColumns)
                (best, bestColumns) = (delimiter, header.Columns.Count);
        }

        return bestColumns > 0 ? (best, null) : (best, refusal ?? new FileRefusal(FileCodes.Header));
    }

    private HeaderMap? FindHeader(ReadOnlyMemory<byte> utf8, char delimiter, IReadOnlyDictionary<string, string> ownHeaders, out FileRefusal? refusal)
    {
        using var records = new CsvRecords(utf8, delimiter, limits);
        for (var row = 0; row < limits.MaxTitleRows && records.Read(); row++)
        {
            if (HeaderMap.Find(records.Cells, ownHeaders) is { } header)
            {
                refusal = null;
                return header;
            }
        }

        refusal = records.Refusal;
        return null;
    }

    private ListReading ReadRecords(ReadOnlyMemory<byte> utf8, string encoding, char delimiter, IReadOnlyDictionary<string, string> ownHeaders)
    {
        using var records = new CsvRecords(utf8, delimiter, limits);
        HeaderMap? header = null;
        var (headerLine, recordNumber) = (0, 0);
        List<ListRecord> titles = [], rows = [];
        while (records.Read())
        {
            recordNumber++;
            var cells = records.Cells;
            if (header is null)
            {
                header = HeaderMap.Find(cells, ownHeaders);
                headerLine = records.Line;
                if (header is null && !cells.All(string.IsNullOrWhiteSpace))
                    titles.Add(new ListRecord(records.Line, cells));
                recordNumber = 1;
                continue;
            }

            if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            if (rows.Count == limits.MaxRows)
                return Refused(FileCodes.TooLarge, $"{limits.MaxRows}");
            rows.Add(new ListRecord(titles.Count > 0 ? records.Line : recordNumber, cells));
        }

        if (records.Refusal is not null)
            return new ListReading.Refused(records.Refusal);
        return header is null
            ? Refused(FileCodes.Header)
            : new ListReading.Accepted(new ListFile(ListFormat.Csv, encoding, delimiter, header, titles.Count > 0 ? headerLine : 1, titles, rows));
    }

    private static ListReading.Refused Refused(string code, string? detail = null) => new(new FileRefusal(code, detail));
}
