using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ExcelDataReader;

namespace RsCard.Students.Submissions;

/// <summary>Reads an XLSX list: the first sheet that isn't hidden and has a header.</summary>
internal sealed class XlsxListReader(ListLimits limits)
{
    static XlsxListReader() =>
        // The library's configuration asks for code page 1252 when it is made, also for files that don't need it.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    internal ListReading Read(ReadOnlyMemory<byte> bytes, IReadOnlyDictionary<string, string> ownHeaders)
    {
        if (ZipDirectory.Check(bytes.Span, limits) is { } refusal)
            return new ListReading.Refused(refusal);
        using var stream = MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array ?? [], array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
        try
        {
            if (new SheetGuard(limits).Check(stream) is { } shape)
                return new ListReading.Refused(shape);
            stream.Position = 0;
            using var workbook = ExcelReaderFactory.CreateOpenXmlReader(stream, new ExcelReaderConfiguration { LeaveOpen = true });
            return ReadSheets(workbook, ownHeaders);
        }
        catch (Exception damage) when (damage is not (OutOfMemoryException or OperationCanceledException))
        {
            // What the library throws on bytes that aren't what they say is documented nowhere, and goes from FormatException to
            // NullReferenceException. It sees nothing but these bytes, so whatever it throws is about them.
            return Refused(FileCodes.Damaged);
        }
    }

    private ListReading ReadSheets(IExcelDataReader workbook, IReadOnlyDictionary<string, string> ownHeaders)
    {
        var isEmpty = true;
        do
        {
            if (!string.Equals(workbook.VisibleState, "visible", StringComparison.OrdinalIgnoreCase))
                continue;
            if (workbook.FieldCount > limits.MaxColumns)
                return Refused(FileCodes.Bomb);
            var titles = new List<ListRecord>();
            while (workbook.Read() && titles.Count < limits.MaxTitleRows)
            {
                var record = new ListRecord(workbook.Depth + 1, Cells(workbook));
                if (HeaderMap.Find(record.Cells, ownHeaders) is { } header)
                    return ReadRecords(workbook, header, record.Row, titles);
                if (!record.IsEmpty)
                    titles.Add(record);
            }

            isEmpty &= titles.Count == 0;
        }
        while (workbook.NextResult());
        return Refused(isEmpty ? FileCodes.Empty : FileCodes.Header);
    }

    private ListReading ReadRecords(IExcelDataReader workbook, HeaderMap header, int headerRow, List<ListRecord> titles)
    {
        var rows = new List<ListRecord>();
        while (workbook.Read())
        {
            var record = new ListRecord(workbook.Depth + 1, Cells(workbook));
            if (record.IsEmpty)
                continue;
            if (rows.Count == limits.MaxRows)
                return Refused(FileCodes.TooLarge, limits.MaxRows.ToString(CultureInfo.InvariantCulture));
            rows.Add(record);
        }

        return new ListReading.Accepted(new ListFile(ListFormat.Xlsx, null, null, header, headerRow, titles, rows));
    }

    private static string[] Cells(IExcelDataReader row)
    {
        var cells = new string[row.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Text(row.GetValue(i));
        return cells;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool mark => mark ? "true" : "false",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        double number when number == Math.Truncate(number) && Math.Abs(number) < 1e15 => number.ToString("F0", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static ListReading.Refused Refused(string code, string? detail = null) => new(new FileRefusal(code, detail));
}
