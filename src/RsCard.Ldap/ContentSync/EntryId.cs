using System.Diagnostics.CodeAnalysis;

namespace RsCard.Ldap;

/// <summary>
/// What names an entry for as long as it lives, wherever it is moved: entryUUID (RFC 4530), or the nsUniqueId of 389
/// Directory Server. The latter are the same 32 digits in groups of their own; that server's content sync names entries by it.
/// </summary>
public static class EntryId
{
    /// <summary>Reads either form; false where it is neither.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Guid id) =>
        Guid.TryParse(text, out id)
        || (text is { Length: 35 } && text[8] == '-' && text[17] == '-' && text[26] == '-'
            && Guid.TryParseExact(text.Replace("-", "", StringComparison.Ordinal), "N", out id));

    /// <summary>The value of <paramref name="attribute"/> for a filter.</summary>
    public static string Format(Guid id, string attribute)
    {
        var digits = id.ToString("N");
        return string.Equals(attribute, NsUniqueId, StringComparison.OrdinalIgnoreCase)
            ? string.Join('-', digits[..8], digits[8..16], digits[16..24], digits[24..])
            : id.ToString();
    }

    /// <summary>entryUUID (RFC 4530).</summary>
    public const string EntryUuid = "entryUUID";

    /// <summary>389 Directory Server's own.</summary>
    public const string NsUniqueId = "nsUniqueId";
}
