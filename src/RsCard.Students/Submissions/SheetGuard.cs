using System.IO.Compression;
using System.Xml;

namespace RsCard.Students.Submissions;

/// <summary>
/// Looks through the large parts of a workbook before the library does. The library reads every sheet twice and builds whatever it meets:
/// 7 MB of one row repeated cost it 8 s and 1.8 GB. Here such a part is given up at the first place where no spreadsheet program
/// would have written it so. Small parts are let pass: they can't cost much.
/// </summary>
internal sealed class SheetGuard(ListLimits limits)
{
    private const long SmallPart = 4 * 1024 * 1024;
    private const int LastRow = 1_048_576;
    private const int LongestText = 32_767;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        XmlResolver = null,
    };

    private int row;
    private int cellsInRow;
    private int cells;
    private int sharedTexts;
    private long characters;

    /// <summary>Null where the library may read it.</summary>
    internal FileRefusal? Check(Stream workbook)
    {
        using var zip = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var part in zip.Entries.Where(part => part.Length > SmallPart && part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
        {
            using var content = part.Open();
            if (CheckPart(content) is { } refusal)
                return refusal;
        }

        return null;
    }

    private FileRefusal? CheckPart(Stream content)
    {
        (row, cellsInRow) = (0, 0);
        using var xml = XmlReader.Create(content, Settings);
        while (xml.Read())
        {
            var code = xml.NodeType switch
            {
                XmlNodeType.Element => CheckElement(xml),
                XmlNodeType.Text => CheckText(xml),
                _ => null,
            };
            if (code is not null)
                return new FileRefusal(code);
        }

        return null;
    }

    private string? CheckElement(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "row":
                var next = int.TryParse(xml.GetAttribute("r"), out var number) ? number : row + 1;
                if (next <= row || next > LastRow)
                    return FileCodes.Damaged;
                (row, cellsInRow) = (next, 0);
                return null;
            case "c":
                return ++cellsInRow > limits.MaxColumns || ++cells > limits.MaxCells ? FileCodes.Bomb : null;
            case "si":
                return ++sharedTexts > limits.MaxCells ? FileCodes.Bomb : null;
            default:
                return null;
        }
    }

    private string? CheckText(XmlReader xml)
    {
        characters += xml.Value.Length;
        return xml.Value.Length > LongestText || characters > limits.MaxUnpackedBytes / 2 ? FileCodes.Bomb : null;
    }
}
