using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>The items of a constructed value, one after the other, without an object for each: a full read has millions of them.</summary>
internal ref struct BerItems(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> rest = content;

    public readonly bool HasData => !rest.IsEmpty;

    public BerItems ReadSequence() => new(Read(Asn1Tag.Sequence));

    public BerItems ReadSetOf() => new(Read(Asn1Tag.SetOf));

    /// <summary>An octet string, which LDAP allows in primitive form alone (RFC 4511, 5.1).</summary>
    public ReadOnlySpan<byte> ReadOctets() => Read(Asn1Tag.PrimitiveOctetString);

    /// <summary>The content of the next item, which has to be constructed; of any tag.</summary>
    public BerItems ReadConstructed()
    {
        var tag = Read(out var value);
        return tag.IsConstructed ? new BerItems(value) : throw new AsnContentException("a primitive value where a constructed one is expected");
    }

    private ReadOnlySpan<byte> Read(Asn1Tag expected) =>
        Read(out var value) == expected ? value : throw new AsnContentException("another tag than expected");

    private Asn1Tag Read(out ReadOnlySpan<byte> value)
    {
        var tag = AsnDecoder.ReadEncodedValue(rest, AsnEncodingRules.BER, out var offset, out var length, out var consumed);
        value = rest.Slice(offset, length);
        rest = rest[consumed..];
        return tag;
    }
}
