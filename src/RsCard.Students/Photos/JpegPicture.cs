using System.Buffers.Binary;

namespace RsCard.Students.Photos;

/// <summary>What a counter's camera may send: a JPEG (ITU-T T.81) that is small, of a face's size in pixels, and begins and ends as one.</summary>
public static class JpegPicture
{
    public const string MediaType = "image/jpeg";

    /// <summary>Bytes.</summary>
    public const int MostBytes = 500 * 1024;

    /// <summary>Pixels of a side.</summary>
    public const int LeastSide = 120;

    /// <inheritdoc cref="LeastSide"/>
    public const int MostSide = 2000;

    private const byte Prefix = 0xFF;
    private const byte Begin = 0xD8;
    private const byte End = 0xD9;
    private const byte Scan = 0xDA;

    public static bool IsGood(ReadOnlySpan<byte> content) =>
        content.Length <= MostBytes
        && content.EndsWith((ReadOnlySpan<byte>)[Prefix, End])
        && FindSize(content) is { Width: >= LeastSide and <= MostSide, Height: >= LeastSide and <= MostSide };

    /// <summary>Width and height as the frame's header has them (B.2.2); null where the segments before it don't hold together.</summary>
    public static (int Width, int Height)? FindSize(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith((ReadOnlySpan<byte>)[Prefix, Begin, Prefix]))
            return null;

        // Marker, length with itself, content: up to the frame, which comes before the picture's own bytes.
        for (var rest = content[2..]; rest.Length > 9 && rest[0] == Prefix && rest[1] is not (Scan or End or Begin or 0x00 or Prefix);)
        {
            if (IsFrame(rest[1]))
                return (BinaryPrimitives.ReadUInt16BigEndian(rest[7..]), BinaryPrimitives.ReadUInt16BigEndian(rest[5..]));

            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < 2 || length + 2 > rest.Length)
                return null;
            rest = rest[(length + 2)..];
        }

        return null;
    }

    /// <summary>SOF0 to SOF2: what cameras and browsers write; the others are lossless, hierarchical or arithmetic (table B.1).</summary>
    private static bool IsFrame(byte marker) => marker is 0xC0 or 0xC1 or 0xC2;
}
