using System.Globalization;

namespace RsCard.Ldap;

/// <summary>Reads RFC 4515 text.</summary>
internal sealed class FilterParser(string text)
{
    private const int DeepestNesting = 64;
    private int at;

    public LdapFilter Parse()
    {
        var filter = ParseFilter(depth: 0);
        return at == text.Length ? filter : throw Wrong("more text behind the filter");
    }

    private LdapFilter ParseFilter(int depth)
    {
        if (depth > DeepestNesting)
            throw Wrong("filters nested too deep");
        Expect('(');
        LdapFilter filter;
        switch (Peek())
        {
            case '&':
                at++;
                filter = LdapFilter.And(ParseList(depth));
                break;
            case '|':
                at++;
                filter = LdapFilter.Or(ParseList(depth));
                break;
            case '!':
                at++;
                filter = LdapFilter.Not(ParseFilter(depth + 1));
                break;
            default:
                filter = ParseItem();
                break;
        }

        Expect(')');
        return filter;
    }

    private List<LdapFilter> ParseList(int depth)
    {
        var inner = new List<LdapFilter>();
        while (Peek() == '(')
            inner.Add(ParseFilter(depth + 1));
        return inner;
    }

    private LdapFilter ParseItem()
    {
        var start = at;
        while (Peek() is not ('=' or '>' or '<' or '~' or ':' or '(' or ')'))
            at++;
        var attribute = text[start..at];
        if (Peek() == ':')
            return ParseExtensible(attribute);

        var kind = Peek() switch
        {
            '>' => FilterComparison.AtLeast,
            '<' => FilterComparison.AtMost,
            '~' => FilterComparison.Like,
            _ => FilterComparison.Equal,
        };
        if (kind != FilterComparison.Equal)
            at++;
        Expect('=');
        if (!AttributeName.IsValid(attribute))
            throw Wrong("no attribute name");
        var pieces = ParsePieces();
        if (kind != FilterComparison.Equal || pieces.Count == 1)
            return pieces.Count == 1 ? new LdapFilter.Comparison(attribute, kind, pieces[0]) : throw Wrong("a '*' that must be escaped");
        return ParseSubstrings(attribute, pieces);
    }

    private LdapFilter ParseSubstrings(string attribute, List<byte[]> pieces)
    {
        var initial = pieces[0];
        var final = pieces[^1];
        var any = pieces[1..^1];
        if (initial.Length == 0 && final.Length == 0 && any.Count == 0)
            return LdapFilter.Present(attribute);
        if (any.Exists(piece => piece.Length == 0))
            throw Wrong("two '*' side by side");
        return new LdapFilter.SubstringMatch(attribute, initial.Length == 0 ? null : initial, any, final.Length == 0 ? null : final);
    }

    private LdapFilter.ExtensibleMatch ParseExtensible(string attribute)
    {
        var end = text.IndexOf(":=", at, StringComparison.Ordinal);
        if (end < 0)
            throw Wrong("':' without ':='");
        var words = end == at ? [] : text[(at + 1)..end].Split(':');
        at = end + 2;
        var withDn = words.Length > 0 && words[0].Equals("dn", StringComparison.OrdinalIgnoreCase);
        var rest = withDn ? words[1..] : words;
        var rule = rest.Length == 0 ? null : rest[0];
        if (rest.Length > 1 || (rule is not null && !AttributeName.IsValid(rule))
            || (attribute.Length == 0 ? rule is null : !AttributeName.IsValid(attribute)))
            throw Wrong("no attribute or matching rule");
        var pieces = ParsePieces();
        return pieces.Count == 1
            ? new LdapFilter.ExtensibleMatch(attribute.Length == 0 ? null : attribute, rule, withDn, pieces[0])
            : throw Wrong("a '*' that must be escaped");
    }

    /// <summary>The value up to ')', cut at each '*'.</summary>
    private List<byte[]> ParsePieces()
    {
        var pieces = new List<byte[]>();
        var piece = new List<byte>();
        while (Peek() != ')')
        {
            var c = text[at++];
            switch (c)
            {
                case '*':
                    pieces.Add([.. piece]);
                    piece.Clear();
                    break;
                case '\\':
                    piece.Add(ParseEscape());
                    break;
                case '(' or '\0':
                    throw Wrong("a character that must be escaped");
                case var high when char.IsHighSurrogate(high) && char.IsLowSurrogate(Peek()):
                    piece.AddRange(Utf8Text.Encode(string.Concat(high.ToString(), text[at++].ToString())));
                    break;
                case var half when char.IsSurrogate(half):
                    throw Wrong("half a surrogate pair");
                default:
                    piece.AddRange(Utf8Text.Encode(c.ToString()));
                    break;
            }
        }

        pieces.Add([.. piece]);
        return pieces;
    }

    private byte ParseEscape()
    {
        if (at + 2 > text.Length
            || !byte.TryParse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            throw Wrong("'\\' without two hexadecimal digits");
        at += 2;
        return octet;
    }

    private char Peek() => at < text.Length ? text[at] : throw Wrong("an end too early");

    private void Expect(char wanted)
    {
        if (Peek() != wanted)
            throw Wrong($"no '{wanted}'");
        at++;
    }

    // The text itself stays out of the message: values can be personal data.
    private FormatException Wrong(string what) => new($"expected a filter (RFC 4515), got {what} at character {at}");
}
