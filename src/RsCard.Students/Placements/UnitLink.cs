using RsCard.Students.Status;

namespace RsCard.Students.Placements;

/// <summary>
/// A secret link to the page of one placement, for a unit, a supervisor or an office that has no login (D-5, D-15): made afresh for every
/// mail, and only <see cref="Hash"/> is stored, in <c>unit_link</c>.
/// </summary>
/// <param name="Token">A <see cref="SecretToken"/>.</param>
/// <param name="Hash">Of the token.</param>
/// <param name="Address">What the mail carries.</param>
public sealed record UnitLink(string Token, byte[] Hash, Uri Address)
{
    /// <summary>The path below the public address that the pages answer on.</summary>
    public const string Path = "unit/";

    /// <param name="publicAddress">Absolute, ending in a slash: <see cref="StatusOptions.PublicUri"/>.</param>
    public static UnitLink Create(Uri publicAddress)
    {
        var token = SecretToken.New();
        return new UnitLink(token, SecretToken.HashOf(token), new Uri(publicAddress, Path + token));
    }

    /// <summary>The hash to look a visitor's token up by, or null where the text can't be a token.</summary>
    public static byte[]? FindHash(string? text) => SecretToken.FindHash(text);

    /// <summary>The token doesn't reach a log by accident.</summary>
    public override string ToString() => nameof(UnitLink);
}
