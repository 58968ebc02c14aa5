using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>
/// The pages of one search (RFC 2696). A server's cookie may be the same for each page (389 Directory Server), so that a
/// page which comes again is known by its first entry.
/// </summary>
internal sealed class PagedResults(int pageSize)
{
    private byte[] cookie = [];
    private DistinguishedName? firstOfThis;
    private DistinguishedName? firstOfLast;
    private bool isFirstPage = true;

    /// <summary>Asks for the next page.</summary>
    public LdapControl Request()
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(pageSize);
            writer.WriteOctetString(cookie);
        }

        return new LdapControl(LdapOid.PagedResults, IsCritical: true, writer.Encode());
    }

    /// <summary>An entry of the page came.</summary>
    public void Came(DistinguishedName dn) => firstOfThis ??= dn;

    /// <summary>Whether there is another page behind the one that ended so.</summary>
    /// <exception cref="LdapException"><see cref="LdapErrorCode.PagingBroken"/>: no word of it, or the same page twice.</exception>
    public bool HasMore(LdapResult result)
    {
        var next = CookieOf(result);
        if (next.Length == 0)
            return false;
        // Empty pages are allowed; one that moves nothing would be asked for without end.
        var isSame = firstOfThis is null ? !isFirstPage && next.AsSpan().SequenceEqual(cookie) : firstOfThis == firstOfLast;
        if (isSame)
            throw new LdapException(LdapErrorCode.PagingBroken, "the server gives the same page again");
        (cookie, firstOfLast, firstOfThis, isFirstPage) = (next, firstOfThis, null, false);
        return true;
    }

    private static byte[] CookieOf(LdapResult result)
    {
        var control = result.Controls.FirstOrDefault(candidate => candidate.Oid == LdapOid.PagedResults);
        if (control?.Value is null)
            throw new LdapException(LdapErrorCode.PagingBroken, "the server doesn't say whether there are more pages");
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
