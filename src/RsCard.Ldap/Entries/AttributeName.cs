using System.Buffers;

namespace RsCard.Ldap;

/// <summary>Attribute descriptions (RFC 4512, 2.5): a keyword or a numeric OID, with options behind semicolons.</summary>
internal static class AttributeName
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.;");

    /// <summary>Whether <paramref name="name"/> can stand in a filter or DN without changing its meaning.</summary>
    public static bool IsValid(ReadOnlySpan<char> name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name[^1] != ';' && !name.ContainsAnyExcept(Allowed);

    /// <summary>Returns the name, or throws <see cref="ArgumentException"/>.</summary>
    public static string Checked(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsValid(name) ? name : throw new ArgumentException("expected an attribute name of letters, digits, '-', '.' and ';'", nameof(name));
    }
}
