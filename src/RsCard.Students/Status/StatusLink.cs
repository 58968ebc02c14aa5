using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RsCard.Students.Status;

/// <summary>
/// A secret link to a student's status page: whoever has it sees the page, so it is made afresh for every mail, and only
/// <see cref="Hash"/> is stored. A plain hash is enough: the token is 256 random bits, there is nothing to guess.
/// </summary>
/// <param name="Token">43 characters of base64url (RFC 4648 section 5). Never stored, never logged.</param>
/// <param name="Hash">SHA-256 of the token: 32 bytes.</param>
/// <param name="Address">What the mail carries.</param>
public sealed record StatusLink(string Token, byte[] Hash, Uri Address)
{
    private const int TokenBytes = 32;

    /// <summary>The path below the public address that the pages answer on.</summary>
    public const string Path = "s/";

    /// <param name="publicAddress">Absolute, ending in a slash: <see cref="StatusOptions.PublicUri"/>.</param>
    public static StatusLink Create(Uri publicAddress)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        return new StatusLink(token, HashOf(token), new Uri(publicAddress, Path + token));
    }

    /// <summary>The hash to look a visitor's token up by, or null where the text can't be a token.</summary>
    public static byte[]? FindHash(string? text)
    {
        if (text is not { Length: 43 } || !Base64Url.IsValid(text, out var length) || length != TokenBytes)
            return null;
        return HashOf(text);
    }

    /// <summary>The token doesn't reach a log by accident.</summary>
    public override string ToString() => nameof(StatusLink);

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));
}
