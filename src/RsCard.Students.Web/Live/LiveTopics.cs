using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Web.Live;

/// <summary>
/// What a page may be told of: sealed into the page for the person who was allowed to read it, so that <c>/live</c> needs no rules of
/// its own. Good for the longest session.
/// </summary>
public sealed class LiveTopics(IDataProtectionProvider protection)
{
    /// <summary>Somebody's case changed; a queue or a table of cases may be another.</summary>
    public const string Cases = "cases";

    /// <summary>Work that failed, and jobs that recur.</summary>
    public const string Work = "work";

    /// <summary>A list was sent, or is through.</summary>
    public const string Lists = "lists";

    private const char Between = ' ';
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("live-topics").ToTimeLimitedDataProtector();

    public static string OfCase(Guid id) => $"case:{id}";

    public static string OfList(Guid id) => $"list:{id}";

    /// <summary>A list that is shown before it is sent; told of within its node alone.</summary>
    public static string OfPreview(string name) => $"preview:{name}";

    /// <summary>For a page that is made now.</summary>
    public string Seal(string actor, IEnumerable<string> topics) =>
        protector.Protect(string.Join(Between, [actor, Now().ToString(CultureInfo.InvariantCulture), .. topics]), StaffSession.Longest);

    /// <returns>Null where the text wasn't made for this person, or is too old.</returns>
    public Followed? Open(string actor, string? text)
    {
        try
        {
            return text is not null && protector.Unprotect(text).Split(Between) is [var owner, var made, .. var topics] && owner == actor
                ? new Followed(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(made, CultureInfo.InvariantCulture)), topics)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>What a page shows.</summary>
/// <param name="Since">When it was made.</param>
public sealed record Followed(DateTimeOffset Since, IReadOnlyList<string> Topics);
