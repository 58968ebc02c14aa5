using System.Text;

namespace RsCard.Ldap;

/// <summary>UTF-8 that refuses what isn't: half a surrogate pair out, a broken sequence in.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="EncoderFallbackException">Half a surrogate pair (an <see cref="ArgumentException"/>).</exception>
    public static byte[] Encode(string text) => Strict.GetBytes(text);

    /// <exception cref="DecoderFallbackException">Bytes that aren't UTF-8 (an <see cref="ArgumentException"/>).</exception>
    public static string Decode(ReadOnlySpan<byte> bytes) => Strict.GetString(bytes);
}
