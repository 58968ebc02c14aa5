namespace RsCard.Ldap;

/// <summary>An entry as the server showed it: its name and those of its attributes that were asked for and may be read.</summary>
public sealed class LdapEntry
{
    public LdapEntry(DistinguishedName dn, IReadOnlyList<LdapAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(dn);
        ArgumentNullException.ThrowIfNull(attributes);
        Dn = dn;
        Attributes = attributes;
    }

    /// <summary>The entry's name.</summary>
    public DistinguishedName Dn { get; }

    /// <summary>All attributes, in the server's order.</summary>
    public IReadOnlyList<LdapAttribute> Attributes { get; }

    /// <summary>The attribute, or null; case doesn't matter. Looked through each time: an entry has some twenty, and a table of them costs more than it saves.</summary>
    public LdapAttribute? Find(string name)
    {
        for (var at = Attributes.Count - 1; at >= 0; at--)
        {
            if (string.Equals(Attributes[at].Name, name, StringComparison.OrdinalIgnoreCase))
                return Attributes[at];
        }

        return null;
    }

    /// <summary>The values; empty where the attribute is absent.</summary>
    public IReadOnlyList<byte[]> Values(string name) => Find(name)?.Values ?? [];

    /// <summary>The values as text; empty where the attribute is absent.</summary>
    public IReadOnlyList<string> Texts(string name) => Find(name)?.Texts ?? [];

    /// <summary>The first value as text, or null where the attribute is absent.</summary>
    public string? Text(string name) => Find(name) is { Values.Count: > 0 } found ? Utf8Text.Decode(found.Values[0]) : null;

    /// <summary>Whether the attribute has a value equal to <paramref name="text"/> without regard to case.</summary>
    public bool Has(string name, string text) => Texts(name).Contains(text, StringComparer.OrdinalIgnoreCase);
}
