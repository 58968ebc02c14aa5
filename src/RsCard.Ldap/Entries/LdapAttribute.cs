namespace RsCard.Ldap;

/// <summary>An attribute with its values, in the order given. Values are octets; most are UTF-8 text.</summary>
public sealed record LdapAttribute
{
    public LdapAttribute(string name, IReadOnlyList<byte[]> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Name = AttributeName.Checked(name);
        Values = values;
    }

    /// <summary>Name with options, spelled as it came; compared without regard to case.</summary>
    public string Name { get; }

    /// <summary>The values; empty in a modification that takes the whole attribute away, or where only names were asked for.</summary>
    public IReadOnlyList<byte[]> Values { get; }

    /// <summary>An attribute with text values.</summary>
    public static LdapAttribute Text(string name, params IEnumerable<string> values) =>
        new(name, [.. values.Select(Utf8Text.Encode)]);

    /// <summary>The values as text.</summary>
    /// <exception cref="ArgumentException">A value isn't UTF-8.</exception>
    public IReadOnlyList<string> Texts => [.. Values.Select(value => Utf8Text.Decode(value))];
}
