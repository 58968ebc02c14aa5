using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>Encodes what a client sends (RFC 4511, section 4).</summary>
internal static class RequestWriter
{
    private const int ProtocolVersion = 3;

    private enum DerefAliases
    {
        Never = 0,
    }

    public static byte[] Message(int messageId, Action<AsnWriter> operation, IReadOnlyList<LdapControl> controls)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(messageId);
            operation(writer);
            if (controls.Count > 0)
                WriteControls(writer, controls);
        }

        return writer.Encode();
    }

    public static Action<AsnWriter> Bind(DistinguishedName dn, string password) => writer =>
    {
        using (writer.PushSequence(LdapTag.BindRequest))
        {
            writer.WriteInteger(ProtocolVersion);
            writer.WriteText(dn.ToString());
            writer.WriteText(password, LdapTag.Context(0));
        }
    };

    public static void Unbind(AsnWriter writer) => writer.WriteNull(LdapTag.UnbindRequest);

    public static Action<AsnWriter> Abandon(int messageId) => writer => writer.WriteInteger(messageId, LdapTag.AbandonRequest);

    public static Action<AsnWriter> Extended(string oid) => writer =>
    {
        using (writer.PushSequence(LdapTag.ExtendedRequest))
            writer.WriteText(oid, LdapTag.Context(0));
    };

    public static Action<AsnWriter> Add(DistinguishedName dn, IReadOnlyList<LdapAttribute> attributes) => writer =>
    {
        using (writer.PushSequence(LdapTag.AddRequest))
        {
            writer.WriteText(dn.ToString());
            using (writer.PushSequence())
            {
                foreach (var attribute in attributes)
                    WriteAttribute(writer, attribute);
            }
        }
    };

    public static Action<AsnWriter> Modify(DistinguishedName dn, IReadOnlyList<LdapModification> changes) => writer =>
    {
        using (writer.PushSequence(LdapTag.ModifyRequest))
        {
            writer.WriteText(dn.ToString());
            using (writer.PushSequence())
            {
                foreach (var change in changes)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteEnumeratedValue(change.Kind);
                        WriteAttribute(writer, change.Attribute);
                    }
                }
            }
        }
    };

    public static Action<AsnWriter> ModifyDn(DistinguishedName dn, RelativeName rdn, bool deleteOldRdn, DistinguishedName? superior) => writer =>
    {
        using (writer.PushSequence(LdapTag.ModifyDnRequest))
        {
            writer.WriteText(dn.ToString());
            writer.WriteText(rdn.ToString());
            writer.WriteBoolean(deleteOldRdn);
            if (superior is not null)
                writer.WriteText(superior.ToString(), LdapTag.Context(0));
        }
    };

    public static Action<AsnWriter> Delete(DistinguishedName dn) => writer => writer.WriteText(dn.ToString(), LdapTag.DeleteRequest);

    public static Action<AsnWriter> Compare(DistinguishedName dn, string attribute, byte[] value) => writer =>
    {
        using (writer.PushSequence(LdapTag.CompareRequest))
        {
            writer.WriteText(dn.ToString());
            using (writer.PushSequence())
            {
                writer.WriteText(attribute);
                writer.WriteOctetString(value);
            }
        }
    };

    public static Action<AsnWriter> Search(LdapSearch search) => writer =>
    {
        using (writer.PushSequence(LdapTag.SearchRequest))
        {
            writer.WriteText(search.Base.ToString());
            writer.WriteEnumeratedValue(search.Scope);
            writer.WriteEnumeratedValue(DerefAliases.Never);
            writer.WriteInteger(search.SizeLimit);
            writer.WriteInteger((int)Math.Ceiling(search.TimeLimit.TotalSeconds));
            writer.WriteBoolean(false);
            FilterEncoder.Write(writer, search.Filter);
            using (writer.PushSequence())
            {
                foreach (var attribute in search.Attributes)
                    writer.WriteText(attribute);
            }
        }
    };

    private static void WriteAttribute(AsnWriter writer, LdapAttribute attribute)
    {
        using (writer.PushSequence())
        {
            writer.WriteText(attribute.Name);
            using (writer.PushSetOf())
            {
                foreach (var value in attribute.Values)
                    writer.WriteOctetString(value);
            }
        }
    }

    private static void WriteControls(AsnWriter writer, IReadOnlyList<LdapControl> controls)
    {
        using (writer.PushSequence(LdapTag.Context(0)))
        {
            foreach (var control in controls)
            {
                using (writer.PushSequence())
                {
                    writer.WriteText(control.Oid);
                    if (control.IsCritical)
                        writer.WriteBoolean(true);
                    if (control.Value is not null)
                        writer.WriteOctetString(control.Value);
                }
            }
        }
    }
}
