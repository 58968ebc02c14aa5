using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>Guards an operation by a filter that its entry must match; refused with 122 (RFC 4528).</summary>
public static class Assertion
{
    /// <summary>The control for <paramref name="filter"/>.</summary>
    public static LdapControl That(LdapFilter filter)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        FilterEncoder.Write(writer, filter);
        return new LdapControl(LdapOid.Assertion, IsCritical: true, writer.Encode());
    }
}
