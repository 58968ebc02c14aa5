using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace RsCard.Students.Submissions;

/// <summary>Writes a list in the form in which one was sent. Cells are texts: nothing in an XLSX of ours can run.</summary>
internal static class ListWriter
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    internal static byte[] Write(ListFile like, IEnumerable<ListRecord> rows) =>
        like is { Encoding: { } encoding, Delimiter: { } delimiter } ? Csv(encoding, delimiter, rows) : Xlsx(rows);

    /// <summary>Each row stands in the row of its number where none before it took more; between them stand rows of empty cells.</summary>
    private static byte[] Csv(string encoding, char delimiter, IEnumerable<ListRecord> rows)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, TextEncoding.Get(encoding), leaveOpen: true))
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { Separator = delimiter, ValidateFieldCount = false }))
        {
            var next = 1;
            foreach (var row in rows)
            {
                for (; next < row.Row; next++)
                    WriteRecord(csv, ["", ""]);
                WriteRecord(csv, row.Cells);
                next++;
            }
        }

        return bytes.ToArray();
    }

    private static void WriteRecord(CsvWriter csv, string[] cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.EndRecord();
    }

    private static byte[] Xlsx(IEnumerable<ListRecord> rows)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            WriteSheet(sheet, rows);
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "Lista" }));
        }

        return bytes.ToArray();
    }

    private static void WriteSheet(WorksheetPart part, IEnumerable<ListRecord> rows)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteStartElement(new SheetData());
        foreach (var row in rows)
        {
            writer.WriteStartElement(new Row { RowIndex = (uint)row.Row });
            for (var place = 0; place < row.Cells.Length; place++)
            {
                if (row.Cells[place].Length > 0)
                    writer.WriteElement(TextCell(row.Row, place, row.Cells[place]));
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Cell TextCell(int row, int place, string text) => new()
    {
        CellReference = ColumnName(place) + row.ToString(CultureInfo.InvariantCulture),
        DataType = CellValues.InlineString,
        InlineString = new InlineString(new Text(Encoded(text)) { Space = SpaceProcessingModeValues.Preserve }),
    };

    private static string ColumnName(int place) =>
        place < 26 ? ((char)('A' + place)).ToString() : ColumnName(place / 26 - 1) + (char)('A' + place % 26);

    /// <summary>Characters that XML can't hold, as ECMA-376 (22.9.2.19, ST_Xstring) writes them: <c>_x0000_</c>.</summary>
    private static string Encoded(string text)
    {
        var encoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
                encoded.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c) || c is < ' ' and not ('\t' or '\n') || c is '\uFFFE' or '\uFFFF' || LooksEncoded(text.AsSpan(i)))
                encoded.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");
            else
                encoded.Append(c);
        }

        return encoded.ToString();
    }

    private static bool LooksEncoded(ReadOnlySpan<char> text) =>
        text.Length >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' && !text[2..6].ContainsAnyExcept(HexDigits);
}
