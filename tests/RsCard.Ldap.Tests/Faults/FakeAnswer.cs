using System.Formats.Asn1;

namespace RsCard.Ldap.Tests.Faults;

/// <summary>Answers as a server writes them, right or wrong.</summary>
internal static class FakeAnswer
{
    public static byte[] Success(int messageId, Asn1Tag tag, params LdapControl[] controls) => Result(messageId, tag, LdapResultCode.Success, controls);

    public static byte[] Result(int messageId, Asn1Tag tag, LdapResultCode code, params LdapControl[] controls) => RequestWriter.Message(
        messageId,
        writer =>
        {
            using (writer.PushSequence(tag))
            {
                writer.WriteEnumeratedValue(code);
                writer.WriteText("");
                writer.WriteText("");
            }
        },
        controls);

    public static byte[] Entry(int messageId, string dn, params LdapControl[] controls) => RequestWriter.Message(
        messageId,
        writer =>
        {
            using (writer.PushSequence(LdapTag.SearchEntry))
            {
                writer.WriteText(dn);
                using (writer.PushSequence())
                {
                }
            }
        },
        controls);

    public static byte[] Info(int messageId, Action<AsnWriter> value) => RequestWriter.Message(
        messageId,
        writer =>
        {
            using (writer.PushSequence(LdapTag.IntermediateResponse))
            {
                writer.WriteText(LdapOid.SyncInfo, LdapTag.Context(0));
                writer.WriteOctetString(Encoded(value), LdapTag.Context(1));
            }
        },
        []);

    public static byte[] NoticeOfDisconnection { get; } = RequestWriter.Message(
        0,
        writer =>
        {
            using (writer.PushSequence(LdapTag.ExtendedResponse))
            {
                writer.WriteEnumeratedValue(LdapResultCode.Unavailable);
                writer.WriteText("");
                writer.WriteText("");
                writer.WriteText(LdapOid.NoticeOfDisconnection, LdapTag.Context(10));
            }
        },
        []);

    public static LdapControl Page(string cookie) => new(
        LdapOid.PagedResults,
        IsCritical: false,
        Encoded(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                writer.WriteOctetString(System.Text.Encoding.ASCII.GetBytes(cookie));
            }
        }));

    public static LdapControl State(int state, Guid uuid) => new(
        LdapOid.SyncState,
        IsCritical: false,
        Encoded(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteEnumeratedValue((SyncState)state);
                writer.WriteOctetString(uuid.ToByteArray(bigEndian: true));
            }
        }));

    public static LdapControl Done(string? cookie, bool refreshDeletes) => new(
        LdapOid.SyncDone,
        IsCritical: false,
        Encoded(writer =>
        {
            using (writer.PushSequence())
            {
                if (cookie is not null)
                    writer.WriteOctetString(System.Text.Encoding.ASCII.GetBytes(cookie));
                if (refreshDeletes)
                    writer.WriteBoolean(true);
            }
        }));

    public static byte[] Encoded(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        write(writer);
        return writer.Encode();
    }
}
