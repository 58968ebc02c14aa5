using System.IO.Compression;
using System.Text;

namespace RsCard.Students.Tests.Submissions;

/// <summary>An XLSX written by hand, not by the library that the product writes with.</summary>
internal sealed class XlsxBuilder
{
    private readonly List<(string Name, string Text)> sheets = [];
    private readonly Dictionary<string, string> parts = [];
    private string workbookAttributes = "";

    /// <summary>A sheet of cells as XML: <see cref="Text"/>, <see cref="Number"/>, <see cref="Date"/>, <see cref="Mark"/>.</summary>
    internal XlsxBuilder Sheet(params (int Row, string[] Cells)[] rows) => SheetXml(string.Concat(rows.Select(row =>
        $"<row r=\"{row.Row}\">{string.Concat(row.Cells.Select((cell, place) => cell.Replace("<c ", $"<c r=\"{(char)('A' + place)}{row.Row}\" ", StringComparison.Ordinal)))}</row>")));

    internal XlsxBuilder SheetXml(string sheetData, string state = "visible")
    {
        sheets.Add((state, $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{sheetData}</sheetData></worksheet>"));
        return this;
    }

    /// <summary>A further file, or another in the place of a sheet.</summary>
    internal XlsxBuilder Part(string name, string text)
    {
        parts[name] = text;
        return this;
    }

    internal XlsxBuilder From1904()
    {
        workbookAttributes = "<workbookPr date1904=\"1\"/>";
        return this;
    }

    internal static string Text(string text) => $"<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{System.Security.SecurityElement.Escape(text)}</t></is></c>";

    internal static string Number(string number) => $"<c ><v>{number}</v></c>";

    internal static string Date(int serial) => $"<c s=\"1\"><v>{serial}</v></c>";

    internal static string Mark(bool mark) => $"<c t=\"b\"><v>{(mark ? 1 : 0)}</v></c>";

    internal byte[] Build()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>");
            Add(zip, "_rels/.rels", Relations("<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>"));
            Add(zip, "xl/workbook.xml", $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">{workbookAttributes}<sheets>{string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"S{i}\" sheetId=\"{i + 1}\" state=\"{sheet.Name}\" r:id=\"s{i}\"/>"))}</sheets></workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels", Relations(string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"s{i}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"))
                + "<Relationship Id=\"st\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"));
            Add(zip, "xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            for (var i = 0; i < sheets.Count; i++)
                parts.TryAdd($"xl/worksheets/sheet{i}.xml", sheets[i].Text);
            foreach (var (name, text) in parts)
                Add(zip, name, text);
        }

        return bytes.ToArray();
    }

    private static string Relations(string inner) => $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>";

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
