using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RsCard.Students.Status;

/// <summary>
/// What opens a page without a login: 256 random bits as 43 characters of base64url (RFC 4648 section 5). Only its hash is stored, and
/// a plain one is enough: there is nothing to guess.
/// </summary>
public static class SecretToken
{
    private const int Bytes = 32;

    /// <summary>Never stored, never logged.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 of the token: 32 bytes.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    /// <summary>The hash to look a visitor's token up by, or null where the text can't be a token.</summary>
    public static byte[]? FindHash(string? text) =>
        text is { Length: 43 } && Base64Url.IsValid(text, out var length) && length == Bytes ? HashOf(text) : null;
}
