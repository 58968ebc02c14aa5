using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>Shows the entry a write touched, in the write's own answer (RFC 4527). A server shows only what the account may read.</summary>
public static class ReadEntry
{
    /// <summary>For add, modify and modify DN: the entry afterwards, in <see cref="LdapResult.PostRead"/>.</summary>
    public static LdapControl After(params IEnumerable<string> attributes) => Request(LdapOid.PostRead, attributes);

    /// <summary>For modify, modify DN and delete: the entry as it was, in <see cref="LdapResult.PreRead"/>.</summary>
    public static LdapControl Before(params IEnumerable<string> attributes) => Request(LdapOid.PreRead, attributes);

    internal static LdapEntry? Find(IReadOnlyList<LdapControl> controls, string oid)
    {
        var control = controls.FirstOrDefault(candidate => candidate.Oid == oid);
        return control?.Value is null ? null : AnswerReader.ReadEntry(control.Value);
    }

    private static LdapControl Request(string oid, IEnumerable<string> attributes)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            foreach (var attribute in attributes)
                writer.WriteText(attribute);
        }

        return new LdapControl(oid, IsCritical: true, writer.Encode());
    }
}
