using System.Buffers.Binary;
using RsCard.Students.Photos;

namespace RsCard.Students.Tests.Photos;

public sealed class JpegPictureTests
{
    [Theory]
    [InlineData(0xC0)]
    [InlineData(0xC2)]
    public void Picture_of_a_faces_size_is_good_and_its_size_is_read(byte frame)
    {
        var picture = SampleJpeg.Of(560, 720, frame);

        Assert.Equal((560, 720), JpegPicture.FindSize(picture));
        Assert.True(JpegPicture.IsGood(picture));
    }

    [Theory]
    [InlineData(119, 720)]
    [InlineData(560, 2001)]
    [InlineData(0, 0)]
    public void Picture_of_another_size_is_refused(ushort width, ushort height) => Assert.False(JpegPicture.IsGood(SampleJpeg.Of(width, height)));

    [Fact]
    public void What_is_too_large_cut_off_or_no_jpeg_is_refused()
    {
        var good = SampleJpeg.Of(560, 720);
        Assert.False(JpegPicture.IsGood([.. good[..^2], .. new byte[JpegPicture.MostBytes], .. good[^2..]]));
        Assert.False(JpegPicture.IsGood(good.AsSpan(..^1)));
        Assert.False(JpegPicture.IsGood([]));
        Assert.False(JpegPicture.IsGood("GIF89a"u8));
        Assert.False(JpegPicture.IsGood([.. "<svg>"u8, .. good]));
    }

    [Fact]
    public void Segments_that_lead_nowhere_are_refused_and_read_in_one_pass()
    {
        Assert.Null(JpegPicture.FindSize([0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x00, 0, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Null(JpegPicture.FindSize([0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Null(JpegPicture.FindSize([0xFF, 0xD8, 0xFF, 0xDA, 0x00, 0x02, 0xFF, 0xC0, 0, 11, 8, 2, 2, 2, 2, 0xFF, 0xD9]));
        for (var length = 0; length < 30; length++)
            Assert.Null(JpegPicture.FindSize(SampleJpeg.Of(560, 720).AsSpan(0, Math.Min(length, 20))));
    }
}

/// <summary>The frame of a JPEG without a picture in it.</summary>
internal static class SampleJpeg
{
    public static byte[] Of(ushort width, ushort height, byte frame = 0xC0)
    {
        byte[] size = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(size, height);
        BinaryPrimitives.WriteUInt16BigEndian(size.AsSpan(2), width);
        return
        [
            0xFF, 0xD8,
            0xFF, 0xE0, 0x00, 0x10, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0,
            0xFF, frame, 0x00, 0x0B, 8, .. size, 1, 1, 0x11, 0,
            0xFF, 0xDA, 0x00, 0x08, 1, 1, 0, 0, 63, 0, 0x55,
            0xFF, 0xD9,
        ];
    }
}
