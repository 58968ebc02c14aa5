using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace RsCard.Students.Submissions;

/// <summary>The encodings of a CSV list: by BOM, then by NUL pattern, then strict UTF-8 over the whole file, then Windows-1252.</summary>
public static class TextEncoding
{
    public const string Utf8 = "utf-8";
    public const string Utf8WithBom = "utf-8-bom";
    public const string Utf16LittleEndian = "utf-16le";
    public const string Utf16BigEndian = "utf-16be";
    public const string Windows1252 = "windows-1252";

    private const int Sample = 4096;

    // Unassigned in Windows-1252: a text that has them was written in something else, such as an old DOS or Mac code page.
    private static readonly SearchValues<byte> Unassigned = SearchValues.Create(0x81, 0x8D, 0x8F, 0x90, 0x9D);

    /// <summary>The file's encoding; null where it is none that we read, or not throughout what it says it is.</summary>
    public static string? Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(new byte[] { 0xFF, 0xFE, 0, 0 }) || bytes.StartsWith(new byte[] { 0, 0, 0xFE, 0xFF }))
            return null;
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            return System.Text.Unicode.Utf8.IsValid(bytes) ? Utf8WithBom : null;
        if (bytes.StartsWith(Encoding.Unicode.Preamble) || LooksLikeUtf16(bytes, zeroAt: 1))
            return IsUtf16(bytes, bigEndian: false) ? Utf16LittleEndian : null;
        if (bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) || LooksLikeUtf16(bytes, zeroAt: 0))
            return IsUtf16(bytes, bigEndian: true) ? Utf16BigEndian : null;
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return Utf8;
        return bytes.ContainsAny(Unassigned) ? null : Windows1252;
    }

    /// <summary>The text in UTF-8, without BOM.</summary>
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> bytes, string encoding)
    {
        var known = Get(encoding);
        var preamble = bytes.Span.StartsWith(known.Preamble) ? known.Preamble.Length : 0;
        return known is UTF8Encoding
            ? bytes[preamble..]
            : Encoding.Convert(known, new UTF8Encoding(false), bytes[preamble..].ToArray());
    }

    /// <summary>The encoding by its name in answers, with a preamble where a file of it begins with a BOM.</summary>
    public static Encoding Get(string name) => name switch
    {
        Utf8 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Utf8WithBom => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        Utf16LittleEndian => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? throw new NotSupportedException("Windows-1252 is missing."),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Expected the name of an encoding of a list."),
    };

    internal static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.Unicode.Preamble)
        || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble)
        || LooksLikeUtf16(bytes, zeroAt: 0)
        || LooksLikeUtf16(bytes, zeroAt: 1);

    /// <summary>Western text in UTF-16 has a NUL in nearly every pair, always on the same side.</summary>
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes, int zeroAt)
    {
        var sample = bytes[..(Math.Min(bytes.Length, Sample) & ~1)];
        var (zeros, wrong) = (0, 0);
        for (var i = 0; i < sample.Length; i += 2)
        {
            zeros += sample[i + zeroAt] == 0 ? 1 : 0;
            wrong += sample[i + 1 - zeroAt] == 0 ? 1 : 0;
        }

        return sample.Length >= 4 && zeros > sample.Length / 2 * 0.6 && wrong < sample.Length / 2 * 0.1;
    }

    private static bool IsUtf16(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        if (bytes.Length % 2 != 0)
            return false;
        var units = MemoryMarshal.Cast<byte, ushort>(bytes).ToArray();
        if (bigEndian)
            BinaryPrimitives.ReverseEndianness(units, units);
        return IsWellFormed(MemoryMarshal.Cast<ushort, char>(units));
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
                return false;
            text = text[length..];
        }

        return true;
    }
}
