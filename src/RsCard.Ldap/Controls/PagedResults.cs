using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>Paging (RFC 2696).</summary>
internal static class PagedResults
{
    public static LdapControl Request(int pageSize, byte[] cookie)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(pageSize);
            writer.WriteOctetString(cookie);
        }

        return new LdapControl(LdapOid.PagedResults, IsCritical: true, writer.Encode());
    }

    /// <summary>The cookie that asks for the next page; empty: this was the last.</summary>
    public static byte[] NextCookie(LdapResult result)
    {
        var control = result.Controls.FirstOrDefault(candidate => candidate.Oid == LdapOid.PagedResults);
        if (control?.Value is null)
            return [];
        try
        {
            var sequence = new AsnReader(control.Value, AsnEncodingRules.BER).ReadSequence();
            sequence.ReadInteger();
            return sequence.ReadOctetString();
        }
        catch (AsnContentException e)
        {
            throw new LdapException(LdapErrorCode.MalformedAnswer, "the paging control can't be read", e);
        }
    }
}
