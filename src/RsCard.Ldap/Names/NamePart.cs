using System.Text;

namespace RsCard.Ldap;

/// <summary>One <c>type=value</c> of a name (RFC 4514, 2.3).</summary>
public sealed record NamePart
{
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
        _ = Utf8Text.Encode(value);
        Value = value;
        IsBer = isBer;
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
        && Type.Equals(other.Type, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Folded(), other.Folded(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(Type), StringComparer.Ordinal.GetHashCode(Folded()), IsBer);

    /// <summary>The part as RFC 4514 writes it, escaped.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Type).Append('=');
        if (IsBer)
            return text.Append('#').Append(Value).ToString();
        for (var i = 0; i < Value.Length; i++)
        {
            var c = Value[i];
            if (char.IsControl(c))
            {
                foreach (var octet in Utf8Text.Encode(c.ToString()))
                    text.Append('\\').Append(Convert.ToHexStringLower([octet]));
            }
            else
            {
                var isOuterSpace = c == ' ' && (i == 0 || i == Value.Length - 1);
                if (isOuterSpace || (c == '#' && i == 0) || "\"+,;<>\\=".Contains(c, StringComparison.Ordinal))
                    text.Append('\\');
                text.Append(c);
            }
        }

        return text.ToString();
    }

    /// <summary>RFC 4518 in short: compatibility forms and case made one, spaces trimmed and folded.</summary>
    internal string Folded() =>
        string.Join(' ', Value.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
