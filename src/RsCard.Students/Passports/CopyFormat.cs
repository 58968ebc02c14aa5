using System.Buffers.Binary;

namespace RsCard.Students.Passports;

/// <summary>What an uploaded copy is, by its bytes alone: a name says nothing (D-20).</summary>
/// <param name="MediaType">As the file is handed out again.</param>
/// <param name="Extension">With its dot.</param>
public sealed record CopyFormat(string MediaType, string Extension)
{
    /// <summary>Readers look for the end of a PDF within its last kilobyte (ISO 32000-1, 7.5.5 and its implementation notes).</summary>
    private const int PdfTail = 1024;

    public static CopyFormat Pdf { get; } = new("application/pdf", ".pdf");

    public static CopyFormat Jpeg { get; } = new("image/jpeg", ".jpg");

    public static CopyFormat Png { get; } = new("image/png", ".png");

    private static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <returns>Null for what is neither PDF, JPEG nor PNG. Each must begin as its format says at the very first byte.</returns>
    public static CopyFormat? Find(ReadOnlySpan<byte> content) =>
        IsPdf(content) ? Pdf
        : IsJpeg(content) ? Jpeg
        : IsPng(content) ? Png
        : null;

    /// <summary>Of a stored copy.</summary>
    public static CopyFormat Get(string mediaType) => mediaType switch
    {
        "application/pdf" => Pdf,
        "image/jpeg" => Jpeg,
        "image/png" => Png,
        _ => throw new ArgumentOutOfRangeException(nameof(mediaType), mediaType, "expected the media type of a passport copy"),
    };

    private static bool IsPdf(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) && content[Math.Max(0, content.Length - PdfTail)..].IndexOf("%%EOF"u8) >= 0;

    /// <summary>SOI, then a marker that begins a segment of an image (JFIF, EXIF, quantisation tables, comment …).</summary>
    private static bool IsJpeg(ReadOnlySpan<byte> content) =>
        content.Length > 4 && content[..3].SequenceEqual((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) && content[3] is >= 0xC0 and < 0xFF and not (0xD8 or 0xD9);

    /// <summary>The signature, then the header chunk of 13 bytes (PNG, 5.2 and 11.2.2).</summary>
    private static bool IsPng(ReadOnlySpan<byte> content) =>
        content.Length > 33
        && content.StartsWith(PngStart)
        && BinaryPrimitives.ReadInt32BigEndian(content[8..]) == 13
        && content[12..].StartsWith("IHDR"u8);
}
