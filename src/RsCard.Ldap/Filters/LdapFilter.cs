namespace RsCard.Ldap;

/// <summary>
/// A search filter (RFC 4511, 4.5.1.7; text form RFC 4515). Values are octets and never need escaping here: the text
/// form escapes them, the wire form has lengths. Two filters are compared by their text.
/// </summary>
public abstract record LdapFilter
{
    private LdapFilter()
    {
    }

    /// <summary>All match; none inside: true.</summary>
    public sealed record AllOf(IReadOnlyList<LdapFilter> Inner) : LdapFilter;

    /// <summary>At least one matches; none inside: false.</summary>
    public sealed record AnyOf(IReadOnlyList<LdapFilter> Inner) : LdapFilter;

    /// <summary>The inner one doesn't match.</summary>
    public sealed record Negation(LdapFilter Inner) : LdapFilter;

    /// <summary><c>(attribute=value)</c>, <c>&gt;=</c>, <c>&lt;=</c> or <c>~=</c>.</summary>
    public sealed record Comparison(string Attribute, FilterComparison Kind, byte[] Value) : LdapFilter
    {
        public string Attribute { get; } = AttributeName.Checked(Attribute);
    }

    /// <summary><c>(attribute=*)</c></summary>
    public sealed record Presence(string Attribute) : LdapFilter
    {
        public string Attribute { get; } = AttributeName.Checked(Attribute);
    }

    /// <summary><c>(attribute=initial*any*final)</c>; at least one of the three is there, and none is empty.</summary>
    public sealed record SubstringMatch(string Attribute, byte[]? Initial, IReadOnlyList<byte[]> Any, byte[]? Final) : LdapFilter
    {
        public string Attribute { get; } = AttributeName.Checked(Attribute);

        public IReadOnlyList<byte[]> Any { get; } =
            Initial is { Length: 0 } || Final is { Length: 0 } || Any.Any(piece => piece.Length == 0) || (Initial is null && Final is null && Any.Count == 0)
                ? throw new ArgumentException("expected at least one piece, and none of them empty", nameof(Any))
                : Any;
    }

    /// <summary><c>(attribute:dn:rule:=value)</c>; attribute or rule is there.</summary>
    public sealed record ExtensibleMatch(string? Attribute, string? Rule, bool WithDnAttributes, byte[] Value) : LdapFilter
    {
        public string? Attribute { get; } = Attribute is not null ? AttributeName.Checked(Attribute)
            : Rule is not null ? null
            : throw new ArgumentException("expected an attribute or a matching rule", nameof(Attribute));

        public string? Rule { get; } = Rule is null ? null : AttributeName.Checked(Rule);
    }

    /// <summary>Everything: each entry has an object class.</summary>
    public static LdapFilter Everything { get; } = Present("objectClass");

    public static LdapFilter And(params IEnumerable<LdapFilter> inner) => new AllOf([.. inner]);

    public static LdapFilter Or(params IEnumerable<LdapFilter> inner) => new AnyOf([.. inner]);

    public static LdapFilter Not(LdapFilter inner) => new Negation(inner);

    public static LdapFilter Present(string attribute) => new Presence(attribute);

    public static LdapFilter Equal(string attribute, string value) => Equal(attribute, Utf8Text.Encode(value));

    public static LdapFilter Equal(string attribute, byte[] value) =>
        new Comparison(attribute, FilterComparison.Equal, value);

    public static LdapFilter AtLeast(string attribute, string value) =>
        new Comparison(attribute, FilterComparison.AtLeast, Utf8Text.Encode(value));

    public static LdapFilter AtMost(string attribute, string value) =>
        new Comparison(attribute, FilterComparison.AtMost, Utf8Text.Encode(value));

    public static LdapFilter Like(string attribute, string value) =>
        new Comparison(attribute, FilterComparison.Like, Utf8Text.Encode(value));

    public static LdapFilter StartsWith(string attribute, string start) => Substrings(attribute, start, [], null);

    public static LdapFilter Contains(string attribute, string part) => Substrings(attribute, null, [part], null);

    /// <exception cref="ArgumentException">No piece at all, or an empty one.</exception>
    public static LdapFilter Substrings(string attribute, string? initial, IReadOnlyList<string> any, string? final)
    {
        ArgumentNullException.ThrowIfNull(any);
        return new SubstringMatch(
            attribute,
            initial is null ? null : Utf8Text.Encode(initial),
            [.. any.Select(Utf8Text.Encode)],
            final is null ? null : Utf8Text.Encode(final));
    }

    /// <exception cref="ArgumentException">Neither attribute nor rule.</exception>
    public static LdapFilter Extensible(string? attribute, string? rule, bool withDnAttributes, string value) =>
        new ExtensibleMatch(attribute, rule, withDnAttributes, Utf8Text.Encode(value));

    /// <summary>Reads RFC 4515 text.</summary>
    /// <exception cref="FormatException">Not a filter, or nested deeper than 64.</exception>
    public static LdapFilter Parse(string text) => new FilterParser(text).Parse();

    /// <summary>The text form (RFC 4515), escaped.</summary>
    public sealed override string ToString() => FilterPrinter.Print(this);
}

/// <summary>How a value is compared.</summary>
public enum FilterComparison
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>&gt;=</c></summary>
    AtLeast,

    /// <summary><c>&lt;=</c></summary>
    AtMost,

    /// <summary><c>~=</c></summary>
    Like,
}
