using System.Text;

namespace RsCard.Students.Submissions;

/// <summary>What a file is, by its first bytes.</summary>
internal static class FileSignature
{
    private const int Sample = 4096;

    private static readonly byte[][] OtherFiles =
    [
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], // old Excel and Word, and an XLSX with a password
        "%PDF"u8.ToArray(),
        [0x89, (byte)'P', (byte)'N', (byte)'G'],
        [0xFF, 0xD8, 0xFF],
        "GIF8"u8.ToArray(),
        "II*\0"u8.ToArray(),
        "MM\0*"u8.ToArray(),
        "{\\rtf"u8.ToArray(),
        "7z\xBC\xAF"u8.ToArray(),
        "Rar!"u8.ToArray(),
        [0x1F, 0x8B, 0x08],
        "MZ\x90\0"u8.ToArray(),
        [0x7F, (byte)'E', (byte)'L', (byte)'F'],
        "PAR1"u8.ToArray(),
        "SQLite format 3"u8.ToArray(),
    ];

    internal enum Kind
    {
        Nothing,
        Text,
        Zip,
        Other,
    }

    internal static Kind Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return Kind.Nothing;
        if (bytes.StartsWith("PK"u8) && bytes.Length > 3 && bytes[2] is 3 or 5 or 7 && bytes[3] is 4 or 6 or 8)
            return Kind.Zip;
        return IsKnownOther(bytes) || IsMarkup(bytes) || IsBinary(bytes) ? Kind.Other : Kind.Text;
    }

    /// <summary>Neither text nor any file that has a name here: perhaps a list that was damaged.</summary>
    internal static bool IsUnknown(ReadOnlySpan<byte> bytes) => !IsKnownOther(bytes) && !IsMarkup(bytes);

    private static bool IsKnownOther(ReadOnlySpan<byte> bytes)
    {
        foreach (var start in OtherFiles)
        {
            if (bytes.StartsWith(start))
                return true;
        }

        return false;
    }

    /// <summary>A page or an XML file, which some systems hand out under the name of a spreadsheet.</summary>
    private static bool IsMarkup(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        return bytes.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }

    /// <summary>More control bytes than a text has, and no UTF-16: a single one is a matter for its row.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        if (TextEncoding.LooksLikeUtf16(bytes))
            return false;
        var sample = bytes[..Math.Min(bytes.Length, Sample)];
        var controls = 0;
        foreach (var b in sample)
            controls += b is < 0x20 and not (0x09 or 0x0A or 0x0D) ? 1 : 0;
        return controls > 2 && controls * 10 > sample.Length;
    }
}
