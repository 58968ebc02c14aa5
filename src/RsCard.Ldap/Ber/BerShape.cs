using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>
/// LDAP's restriction of BER (RFC 4511, 5.1) that a BER reader doesn't make: lengths are definite at every level. And
/// no message of the protocol nests deep, so that one which does is refused before anything walks it.
/// </summary>
internal static class BerShape
{
    private const int DeepestNesting = 32;
    private const byte Constructed = 0x20;

    /// <exception cref="AsnContentException">An indefinite or wrong length, or nesting deeper than 32.</exception>
    public static void Check(ReadOnlySpan<byte> message) => Check(message, depth: 0);

    private static void Check(ReadOnlySpan<byte> rest, int depth)
    {
        if (depth > DeepestNesting)
            throw new AsnContentException("nested too deep");
        while (!rest.IsEmpty)
        {
            var isConstructed = (rest[0] & Constructed) != 0;
            if (!AsnDecoder.TryReadEncodedValue(rest, AsnEncodingRules.BER, out _, out var offset, out var length, out var consumed)
                || consumed != offset + length) // an indefinite length is followed by an end mark
                throw new AsnContentException("a wrong or indefinite length");
            if (isConstructed)
                Check(rest.Slice(offset, length), depth + 1);
            rest = rest[consumed..];
        }
    }
}
