namespace RsCard.Students.Status;

/// <summary>
/// A secret link to a student's status page: whoever has it sees the page, so it is made afresh for every mail, and only
/// <see cref="Hash"/> is stored.
/// </summary>
/// <param name="Token">A <see cref="SecretToken"/>.</param>
/// <param name="Hash">Of the token.</param>
/// <param name="Address">What the mail carries.</param>
public sealed record StatusLink(string Token, byte[] Hash, Uri Address)
{
    /// <summary>The path below the public address that the pages answer on.</summary>
    public const string Path = "s/";

    /// <param name="publicAddress">Absolute, ending in a slash: <see cref="StatusOptions.PublicUri"/>.</param>
    public static StatusLink Create(Uri publicAddress)
    {
        var token = SecretToken.New();
        return new StatusLink(token, SecretToken.HashOf(token), new Uri(publicAddress, Path + token));
    }

    /// <summary>The hash to look a visitor's token up by, or null where the text can't be a token.</summary>
    public static byte[]? FindHash(string? text) => SecretToken.FindHash(text);

    /// <summary>The token doesn't reach a log by accident.</summary>
    public override string ToString() => nameof(StatusLink);
}
