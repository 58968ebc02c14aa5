using System.Globalization;
using System.Runtime.InteropServices;
using CsvHelper;

namespace RsCard.Students.Submissions;

/// <summary>
/// The records of a CSV text, one after the other, with what CsvHelper lets pass refused: a quote that is never closed, or that
/// swallows lines before another one closes it, and a record with columns without end.
/// </summary>
internal sealed class CsvRecords : IDisposable
{
    private readonly ReadOnlyMemory<byte> utf8;
    private readonly char delimiter;
    private readonly ListLimits limits;
    private readonly Stream stream;
    private readonly CsvReader reader;
    private long lineOfBadQuote;

    internal CsvRecords(ReadOnlyMemory<byte> utf8, char delimiter, ListLimits limits)
    {
        (this.utf8, this.delimiter, this.limits) = (utf8, delimiter, limits);
        stream = MemoryMarshal.TryGetArray(utf8, out var array)
            ? new MemoryStream(array.Array ?? [], array.Offset, array.Count, writable: false)
            : new MemoryStream(utf8.ToArray(), writable: false);

        // A stream, though the text lies in memory: over memory the library doesn't heed its limit for a record.
        reader = CsvReader.Create(
            stream,
            new CsvReaderOptions
            {
                HasHeader = false,
                Separator = delimiter,
                DetectSeparatorHint = false,
                MaxRecordSize = limits.MaxRecordBytes,
                IncludeValuesInExceptions = false,
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = NoteBadQuote,
                PoolStrings = true,
                TrackLineNumbers = true,
                TrimWhitespace = true,
            },
            leaveOpen: true);
    }

    /// <summary>Why reading stopped before the end; null where it didn't.</summary>
    internal FileRefusal? Refusal { get; private set; }

    /// <summary>The record's cells as text.</summary>
    internal string[] Cells { get; private set; } = [];

    /// <summary>The line of the file where the record begins, blank lines counted.</summary>
    internal int Line => (int)reader.LineNumber;

    /// <summary>False at the end, and where the text is refused.</summary>
    internal bool Read()
    {
        try
        {
            if (!reader.Read())
                return false;
        }
        catch (CsvFormatException tooLarge)
        {
            Refusal = Classify(tooLarge);
            return false;
        }

        if (reader.FieldCount > limits.MaxColumns)
        {
            Refusal = new FileRefusal(FileCodes.Bomb);
            return false;
        }

        if (lineOfBadQuote > 0)
        {
            Refusal = new FileRefusal(FileCodes.Damaged, lineOfBadQuote.ToString(CultureInfo.InvariantCulture));
            return false;
        }

        var cells = new string[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = reader.GetString(i);
        Cells = cells;
        return true;
    }

    public void Dispose()
    {
        reader.Dispose();
        stream.Dispose();
    }

    /// <summary>A stray quote in a name is text; one that has eaten a line end has eaten other students' rows.</summary>
    private void NoteBadQuote(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote || record.RawRecord.AsSpan().ContainsAny('\r', '\n'))
            lineOfBadQuote = record.LineNumber;
    }

    /// <summary>Why a record is larger than any student's: columns without end, or a quote that swallows the rest.</summary>
    private FileRefusal Classify(CsvFormatException tooLarge)
    {
        var (quoted, columns) = (false, 1);
        var start = (int)Math.Clamp(tooLarge.ByteOffset, 0, utf8.Length);
        foreach (var b in utf8.Span.Slice(start, Math.Min(limits.MaxRecordBytes, utf8.Length - start)))
        {
            if (b == (byte)'"')
                quoted = !quoted;
            else if (b == delimiter && !quoted)
                columns++;
        }

        return columns > limits.MaxColumns
            ? new FileRefusal(FileCodes.Bomb)
            : new FileRefusal(FileCodes.Damaged, tooLarge.LineNumber.ToString(CultureInfo.InvariantCulture));
    }
}
