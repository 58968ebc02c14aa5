using System.Collections.Frozen;

namespace RsCard.Ldap;

/// <summary>The types of names that have several spellings (RFC 4514, 3 and RFC 4519), made one: short, in lower case.</summary>
internal static class NameType
{
    private static readonly FrozenDictionary<string, string> Short = new Dictionary<string, string>
    {
        ["2.5.4.3"] = "cn",
        ["commonName"] = "cn",
        ["2.5.4.7"] = "l",
        ["localityName"] = "l",
        ["2.5.4.8"] = "st",
        ["stateOrProvinceName"] = "st",
        ["2.5.4.10"] = "o",
        ["organizationName"] = "o",
        ["2.5.4.11"] = "ou",
        ["organizationalUnitName"] = "ou",
        ["2.5.4.6"] = "c",
        ["countryName"] = "c",
        ["2.5.4.9"] = "street",
        ["streetAddress"] = "street",
        ["0.9.2342.19200300.100.1.25"] = "dc",
        ["domainComponent"] = "dc",
        ["0.9.2342.19200300.100.1.1"] = "uid",
        ["userId"] = "uid",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Fold(string type) => Short.TryGetValue(type, out var name) ? name : type.ToLowerInvariant();
}
