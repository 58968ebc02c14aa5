using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>LDAPString: UTF-8 in an octet string, which LDAP allows in primitive form alone (RFC 4511, 5.1).</summary>
internal static class AsnText
{
    public static void WriteText(this AsnWriter writer, string text, Asn1Tag? tag = null) =>
        writer.WriteOctetString(Utf8Text.Encode(text), tag);

    public static string ReadText(this AsnReader reader, Asn1Tag? tag = null) => Utf8Text.Decode(reader.ReadOctets(tag).Span);

    public static ReadOnlyMemory<byte> ReadOctets(this AsnReader reader, Asn1Tag? tag = null) =>
        reader.TryReadPrimitiveOctetString(out var octets, tag) ? octets : throw new AsnContentException("a constructed octet string");
}
