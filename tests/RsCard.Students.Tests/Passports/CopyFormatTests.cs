using RsCard.Students.Passports;
using RsCard.Students.Tests.ReserveCards;

namespace RsCard.Students.Tests.Passports;

/// <summary>D-20: what a file is, its bytes say, and never its name.</summary>
public sealed class CopyFormatTests
{
    public static byte[] Png { get; } =
    [
        0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R',
        0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xDE, 0,
    ];

    public static byte[] Jpeg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 0xFF, 0xD9];

    [Fact]
    public void D20_Pdf_jpeg_and_png_are_known_by_their_first_bytes()
    {
        Assert.Equal("application/pdf", CopyFormat.Find(ForeignCases.Pdf)?.MediaType);
        Assert.Equal("image/jpeg", CopyFormat.Find(Jpeg)?.MediaType);
        Assert.Equal("image/png", CopyFormat.Find(Png)?.MediaType);
        Assert.All(new[] { CopyFormat.Pdf, CopyFormat.Jpeg, CopyFormat.Png }, format => Assert.Same(format, CopyFormat.Get(format.MediaType)));
    }

    public static TheoryData<byte[]> Others =>
    [
        [],
        "MZ\u0090\0\u0003 a program that calls itself copy.pdf"u8.ToArray(),
        "<html><script>%PDF-1.7 %%EOF</script>"u8.ToArray(),
        "GIF89a"u8.ToArray(),
        "PK\u0003\u0004 a document"u8.ToArray(),
        "%PDF-1.7 that was cut short"u8.ToArray(),
        "%PDF"u8.ToArray(),
        [0xFF, 0xD8, 0xFF],
        [0xFF, 0xD8, 0xFF, 0xD9, 0, 0],
        Png[..20],
        [.. Png[..12], .. "IDAT"u8, .. Png[16..]],
        [0, .. Png],
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void D20_Anything_else_is_none_whatever_it_calls_itself(byte[] content) => Assert.Null(CopyFormat.Find(content));
}
