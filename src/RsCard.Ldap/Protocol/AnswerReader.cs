using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>Decodes what a server sends (RFC 4511, section 4). Throws <see cref="AsnContentException"/> or <see cref="ArgumentException"/> at what isn't LDAP.</summary>
internal static class AnswerReader
{
    public static (int MessageId, LdapAnswer Answer) Read(byte[] message)
    {
        BerShape.Check(message);
        var outer = new AsnReader(message, AsnEncodingRules.BER);
        var reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!reader.TryReadInt32(out var messageId) || messageId < 0)
            throw new AsnContentException("a message id out of range");

        var tag = reader.PeekTag();
        var operation = new AsnReader(reader.ReadEncodedValue(), AsnEncodingRules.BER);
        var controls = reader.HasData && reader.PeekTag().Is(LdapTag.Context(0)) ? ReadControls(reader.ReadSequence(LdapTag.Context(0))) : [];
        return (messageId, ReadOperation(tag, operation, controls));
    }

    /// <param name="encoded">A SearchResultEntry, whatever its tag.</param>
    public static LdapEntry ReadEntry(ReadOnlySpan<byte> encoded)
    {
        var entry = new BerItems(encoded).ReadConstructed();
        var dn = ReadDn(Utf8Text.Decode(entry.ReadOctets()));
        var list = entry.ReadSequence();
        var attributes = new List<LdapAttribute>();
        while (list.HasData)
        {
            var pair = list.ReadSequence();
            var name = Utf8Text.Decode(pair.ReadOctets());
            attributes.Add(new LdapAttribute(name, ReadValues(pair.ReadSetOf())));
        }

        return new LdapEntry(dn, attributes);
    }

    private static byte[][] ReadValues(BerItems set)
    {
        if (!set.HasData)
            return [];

        // Nearly every attribute has one value.
        var first = set.ReadOctets().ToArray();
        if (!set.HasData)
            return [first];

        var values = new List<byte[]> { first };
        while (set.HasData)
            values.Add(set.ReadOctets().ToArray());
        return [.. values];
    }

    private static LdapAnswer ReadOperation(Asn1Tag tag, AsnReader operation, List<LdapControl> controls)
    {
        if (tag.Is(LdapTag.SearchEntry))
            return new LdapAnswer.Entry(ReadEntry(operation.PeekEncodedValue().Span), controls);
        if (tag.Is(LdapTag.SearchReference))
            return new LdapAnswer.Reference(ReadTexts(operation.ReadSequence(LdapTag.SearchReference)));
        if (tag.Is(LdapTag.IntermediateResponse))
            return ReadIntermediate(operation.ReadSequence(LdapTag.IntermediateResponse));
        if (tag.Is(LdapTag.BindResponse) || tag.Is(LdapTag.SearchDone) || tag.Is(LdapTag.ModifyResponse)
            || tag.Is(LdapTag.AddResponse) || tag.Is(LdapTag.DeleteResponse) || tag.Is(LdapTag.ModifyDnResponse)
            || tag.Is(LdapTag.CompareResponse) || tag.Is(LdapTag.ExtendedResponse))
            return ReadDone(tag, operation.ReadSequence(tag), controls);
        throw new AsnContentException("an operation no server sends");
    }

    private static LdapAnswer.Intermediate ReadIntermediate(AsnReader reader)
    {
        var name = reader.HasData && reader.PeekTag().Is(LdapTag.Context(0)) ? reader.ReadText(LdapTag.Context(0)) : null;
        var value = reader.HasData && reader.PeekTag().Is(LdapTag.Context(1)) ? reader.ReadOctets(LdapTag.Context(1)).ToArray() : null;
        return new LdapAnswer.Intermediate(name, value);
    }

    private static LdapAnswer.Done ReadDone(Asn1Tag tag, AsnReader reader, List<LdapControl> controls)
    {
        var code = reader.ReadEnumeratedValue<LdapResultCode>();
        var matchedDn = reader.ReadText();
        var diagnostic = reader.ReadText();
        var referrals = new List<string>();
        string? name = null;
        byte[]? value = null;
        while (reader.HasData)
        {
            var next = reader.PeekTag();
            if (next.Is(LdapTag.Context(3)))
                referrals = ReadTexts(reader.ReadSequence(LdapTag.Context(3)));
            else if (next.Is(LdapTag.Context(10)) && tag.Is(LdapTag.ExtendedResponse))
                name = reader.ReadText(LdapTag.Context(10));
            else if (next.Is(LdapTag.Context(11)) && tag.Is(LdapTag.ExtendedResponse))
                value = reader.ReadOctets(LdapTag.Context(11)).ToArray();
            else
                reader.ReadEncodedValue(); // extensions are to be passed over (RFC 4511, 4)
        }

        var result = new LdapResult(code, matchedDn, diagnostic, referrals, controls)
        {
            PostRead = Ldap.ReadEntry.Find(controls, LdapOid.PostRead),
            PreRead = Ldap.ReadEntry.Find(controls, LdapOid.PreRead),
        };
        return new LdapAnswer.Done(tag, result, name, value);
    }

    private static List<LdapControl> ReadControls(AsnReader list)
    {
        var controls = new List<LdapControl>();
        while (list.HasData)
        {
            var reader = list.ReadSequence();
            var oid = reader.ReadText();
            var isCritical = reader.HasData && reader.PeekTag().Is(Asn1Tag.Boolean) && reader.ReadBoolean();
            var value = reader.HasData ? reader.ReadOctets().ToArray() : null;
            controls.Add(new LdapControl(oid, isCritical, value));
        }

        return controls;
    }

    private static List<string> ReadTexts(AsnReader list)
    {
        var texts = new List<string>();
        while (list.HasData)
            texts.Add(list.ReadText());
        return texts;
    }

    private static DistinguishedName ReadDn(string text) =>
        DistinguishedName.TryParse(text, out var dn) ? dn : throw new AsnContentException("an entry's name isn't RFC 4514");
}
