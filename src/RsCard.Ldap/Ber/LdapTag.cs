using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>The protocol's tags (RFC 4511, appendix B).</summary>
internal static class LdapTag
{
    public static readonly Asn1Tag BindRequest = Application(0);
    public static readonly Asn1Tag BindResponse = Application(1);
    public static readonly Asn1Tag UnbindRequest = Application(2);
    public static readonly Asn1Tag SearchRequest = Application(3);
    public static readonly Asn1Tag SearchEntry = Application(4);
    public static readonly Asn1Tag SearchDone = Application(5);
    public static readonly Asn1Tag ModifyRequest = Application(6);
    public static readonly Asn1Tag ModifyResponse = Application(7);
    public static readonly Asn1Tag AddRequest = Application(8);
    public static readonly Asn1Tag AddResponse = Application(9);
    public static readonly Asn1Tag DeleteRequest = Application(10);
    public static readonly Asn1Tag DeleteResponse = Application(11);
    public static readonly Asn1Tag ModifyDnRequest = Application(12);
    public static readonly Asn1Tag ModifyDnResponse = Application(13);
    public static readonly Asn1Tag CompareRequest = Application(14);
    public static readonly Asn1Tag CompareResponse = Application(15);
    public static readonly Asn1Tag AbandonRequest = Application(16);
    public static readonly Asn1Tag SearchReference = Application(19);
    public static readonly Asn1Tag ExtendedRequest = Application(23);
    public static readonly Asn1Tag ExtendedResponse = Application(24);
    public static readonly Asn1Tag IntermediateResponse = Application(25);

    public static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number);

    /// <summary>Whether two tags are the same, be they primitive or constructed.</summary>
    public static bool Is(this Asn1Tag tag, Asn1Tag other) => tag.HasSameClassAndValue(other);

    private static Asn1Tag Application(int number) => new(TagClass.Application, number);
}
