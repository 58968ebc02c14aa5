using System.Diagnostics;
using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <summary>A filter on the wire (RFC 4511, 4.5.1.7).</summary>
internal static class FilterEncoder
{
    public static void Write(AsnWriter writer, LdapFilter filter)
    {
        switch (filter)
        {
            case LdapFilter.AllOf all:
                WriteAll(writer, 0, all.Inner);
                break;
            case LdapFilter.AnyOf any:
                WriteAll(writer, 1, any.Inner);
                break;
            case LdapFilter.Negation not:
                using (writer.PushSequence(LdapTag.Context(2)))
                    Write(writer, not.Inner);
                break;
            case LdapFilter.Comparison comparison:
                using (writer.PushSequence(LdapTag.Context(Number(comparison.Kind))))
                {
                    writer.WriteText(comparison.Attribute);
                    writer.WriteOctetString(comparison.Value);
                }

                break;
            case LdapFilter.SubstringMatch match:
                WriteSubstrings(writer, match);
                break;
            case LdapFilter.Presence present:
                writer.WriteText(present.Attribute, LdapTag.Context(7));
                break;
            case LdapFilter.ExtensibleMatch match:
                WriteExtensible(writer, match);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteAll(AsnWriter writer, int tag, IReadOnlyList<LdapFilter> filters)
    {
        using (writer.PushSetOf(LdapTag.Context(tag)))
        {
            foreach (var filter in filters)
                Write(writer, filter);
        }
    }

    private static int Number(FilterComparison kind) => kind switch
    {
        FilterComparison.Equal => 3,
        FilterComparison.AtLeast => 5,
        FilterComparison.AtMost => 6,
        FilterComparison.Like => 8,
        _ => throw new UnreachableException(),
    };

    private static void WriteSubstrings(AsnWriter writer, LdapFilter.SubstringMatch match)
    {
        using (writer.PushSequence(LdapTag.Context(4)))
        {
            writer.WriteText(match.Attribute);
            using (writer.PushSequence())
            {
                if (match.Initial is not null)
                    writer.WriteOctetString(match.Initial, LdapTag.Context(0));
                foreach (var piece in match.Any)
                    writer.WriteOctetString(piece, LdapTag.Context(1));
                if (match.Final is not null)
                    writer.WriteOctetString(match.Final, LdapTag.Context(2));
            }
        }
    }

    private static void WriteExtensible(AsnWriter writer, LdapFilter.ExtensibleMatch match)
    {
        using (writer.PushSequence(LdapTag.Context(9)))
        {
            if (match.Rule is not null)
                writer.WriteText(match.Rule, LdapTag.Context(1));
            if (match.Attribute is not null)
                writer.WriteText(match.Attribute, LdapTag.Context(2));
            writer.WriteOctetString(match.Value, LdapTag.Context(3));
            if (match.WithDnAttributes)
                writer.WriteBoolean(true, LdapTag.Context(4));
        }
    }
}
