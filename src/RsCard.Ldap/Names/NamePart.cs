using System.Buffers;
using System.Text;

namespace RsCard.Ldap;

/// <summary>One <c>type=value</c> of a name (RFC 4514, 2.3).</summary>
public sealed record NamePart
{
    private const string Special = "\"+,;<>\\=";
    private static readonly SearchValues<char> Unsafe =
        SearchValues.Create(Special + string.Concat(Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(code => (char)code)));

    private readonly string foldedType;
    private readonly string folded;

    /// <param name="type">Attribute name or OID.</param>
    /// <param name="value">The value as text, unescaped; not empty.</param>
    /// <exception cref="ArgumentException">A wrong type, an empty value, or half a surrogate pair.</exception>
    public NamePart(string type, string value)
        : this(type, value, isBer: false)
    {
    }

    internal NamePart(string type, string value, bool isBer)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        Type = AttributeName.Checked(type);
        if (!Ascii.IsValid(value))
            _ = Utf8Text.Encode(value);
        Value = value;
        IsBer = isBer;
        foldedType = NameType.Fold(type);
        folded = isBer ? value : Fold(value);
    }

    /// <summary>Attribute name or OID, spelled as it came.</summary>
    public string Type { get; }

    /// <summary>The value unescaped; where <see cref="IsBer"/>, lower-case hexadecimal digits.</summary>
    public string Value { get; }

    /// <summary>Whether the value is a BER encoding (written as <c>#0402…</c>).</summary>
    public bool IsBer { get; }

    /// <summary>Same type and same value, as a directory compares names: without regard to case and to repeated or outer spaces.</summary>
    public bool Equals(NamePart? other) =>
        other is not null && IsBer == other.IsBer
        && string.Equals(foldedType, other.foldedType, StringComparison.Ordinal)
        && string.Equals(folded, other.folded, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(foldedType, folded, IsBer);

    /// <summary>The part as RFC 4514 writes it, escaped.</summary>
    public override string ToString() => Write(Type, Value);

    /// <summary>As <see cref="DistinguishedName.ToKey"/>.</summary>
    internal string ToKey() => Write(foldedType, folded);

    private string Write(string type, string value)
    {
        if (IsBer)
            return type + "=#" + value;
        if (!value.AsSpan().ContainsAny(Unsafe) && value[0] is not (' ' or '#') && value[^1] != ' ')
            return type + "=" + value;
        var text = new StringBuilder(type).Append('=');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsControl(c))
            {
                foreach (var octet in Utf8Text.Encode(c.ToString()))
                    text.Append('\\').Append(Convert.ToHexStringLower([octet]));
            }
            else
            {
                var isOuterSpace = c == ' ' && (i == 0 || i == value.Length - 1);
                if (isOuterSpace || (c == '#' && i == 0) || Special.Contains(c, StringComparison.Ordinal))
                    text.Append('\\');
                text.Append(c);
            }
        }

        return text.ToString();
    }

    /// <summary>RFC 4518 in short: compatibility forms and case made one, spaces trimmed and folded (nothing but spaces: one).</summary>
    private static string Fold(string value)
    {
        if (Ascii.IsValid(value) && !value.Contains("  ", StringComparison.Ordinal) && value[0] != ' ' && value[^1] != ' ')
            return value.ToLowerInvariant();
        var words = value.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? " " : string.Join(' ', words);
    }
}
