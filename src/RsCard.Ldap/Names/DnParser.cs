using System.Buffers;
using System.Globalization;

namespace RsCard.Ldap;

/// <summary>Reads RFC 4514 text, character by character.</summary>
internal sealed class DnParser(string text)
{
    /// <summary>ASCII that means itself and ends nothing.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(1, 0x7e).Select(code => (char)code).Except("\\\"<>,;+")]);

    private int at;

    public DistinguishedName Parse()
    {
        SkipSpaces();
        if (at == text.Length)
            return DistinguishedName.Root;

        var levels = new List<RelativeName>();
        while (true)
        {
            levels.Add(ParseLevel());
            if (at == text.Length)
                return new DistinguishedName(levels);
            at++; // ',' or ';' ended the level
        }
    }

    private RelativeName ParseLevel()
    {
        var parts = new List<NamePart>();
        while (true)
        {
            parts.Add(ParsePart());
            if (at == text.Length || text[at] != '+')
                return new RelativeName(parts);
            at++;
        }
    }

    private NamePart ParsePart()
    {
        var equals = text.IndexOf('=', at);
        if (equals < 0)
            throw Wrong("a type without '='");
        var type = text[at..equals].Trim(' ');
        if (!AttributeName.IsValid(type))
            throw Wrong("a type that is no attribute name");
        at = equals + 1;
        SkipSpaces();
        return at < text.Length && text[at] == '#' ? ParseBer(type) : ParseText(type);
    }

    private NamePart ParseBer(string type)
    {
        var start = ++at;
        while (at < text.Length && char.IsAsciiHexDigit(text[at]))
            at++;
        var digits = text[start..at];
        SkipSpaces();
        if (digits.Length == 0 || digits.Length % 2 != 0 || !IsAtSeparator)
            throw Wrong("'#' without pairs of hexadecimal digits");
        return new NamePart(type, digits.ToLowerInvariant(), isBer: true);
    }

    private NamePart ParseText(string type)
    {
        // Nearly every value is ASCII without escapes: it is the text itself.
        var end = text.AsSpan(at).IndexOfAnyExcept(Plain);
        var plain = end < 0 ? text.Length : at + end;
        if (plain == text.Length || text[plain] is ',' or ';' or '+')
        {
            var value = text[at..plain].TrimEnd(' ');
            at = plain;
            return value.Length > 0 ? new NamePart(type, value) : throw Wrong("an empty value");
        }

        return ParseEscaped(type);
    }

    private NamePart ParseEscaped(string type)
    {
        var octets = new List<byte>();
        var length = 0; // without unescaped spaces at the end
        while (!IsAtSeparator)
        {
            var c = text[at++];
            if (c == '\\')
                octets.AddRange(ParseEscape());
            else if (c is '"' or '<' or '>' or '\0')
                throw Wrong("a character that must be escaped");
            else
                octets.AddRange(ParseCharacter(c));
            if (c != ' ')
                length = octets.Count;
        }

        if (length == 0)
            throw Wrong("an empty value");
        try
        {
            return new NamePart(type, Utf8Text.Decode([.. octets.Take(length)]));
        }
        catch (ArgumentException)
        {
            throw Wrong("octets that aren't UTF-8");
        }
    }

    private byte[] ParseCharacter(char c)
    {
        if (!char.IsSurrogate(c))
            return Utf8Text.Encode(c.ToString());
        if (!char.IsHighSurrogate(c) || at == text.Length || !char.IsLowSurrogate(text[at]))
            throw Wrong("half a surrogate pair");
        return Utf8Text.Encode(string.Concat(c.ToString(), text[at++].ToString()));
    }

    private byte[] ParseEscape()
    {
        if (at == text.Length)
            throw Wrong("'\\' at the end");
        if (" \"#+,;<=>\\".Contains(text[at], StringComparison.Ordinal))
            return [(byte)text[at++]];
        if (at + 1 < text.Length && byte.TryParse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
        {
            at += 2;
            return [octet];
        }

        throw Wrong("'\\' before something that needs no escape");
    }

    private bool IsAtSeparator => at == text.Length || text[at] is ',' or ';' or '+';

    private void SkipSpaces()
    {
        while (at < text.Length && text[at] == ' ')
            at++;
    }

    // The text itself stays out of the message: names can be personal data.
    private FormatException Wrong(string what) => new($"expected a distinguished name (RFC 4514), got {what} at character {at}");
}
