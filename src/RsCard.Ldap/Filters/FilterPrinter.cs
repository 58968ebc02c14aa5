using System.Diagnostics;
using System.Text;

namespace RsCard.Ldap;

/// <summary>A filter as RFC 4515 text.</summary>
internal static class FilterPrinter
{
    public static string Print(LdapFilter filter) => Append(new StringBuilder(), filter).ToString();

    private static StringBuilder Append(StringBuilder text, LdapFilter filter)
    {
        text.Append('(');
        switch (filter)
        {
            case LdapFilter.AllOf all:
                AppendAll(text.Append('&'), all.Inner);
                break;
            case LdapFilter.AnyOf any:
                AppendAll(text.Append('|'), any.Inner);
                break;
            case LdapFilter.Negation not:
                Append(text.Append('!'), not.Inner);
                break;
            case LdapFilter.Presence present:
                text.Append(present.Attribute).Append("=*");
                break;
            case LdapFilter.Comparison comparison:
                text.Append(comparison.Attribute).Append(Sign(comparison.Kind));
                AppendValue(text, comparison.Value);
                break;
            case LdapFilter.SubstringMatch match:
                AppendSubstrings(text, match);
                break;
            case LdapFilter.ExtensibleMatch match:
                text.Append(match.Attribute)
                    .Append(match.WithDnAttributes ? ":dn" : string.Empty)
                    .Append(match.Rule is null ? string.Empty : ":" + match.Rule)
                    .Append(":=");
                AppendValue(text, match.Value);
                break;
            default:
                throw new UnreachableException();
        }

        return text.Append(')');
    }

    private static void AppendAll(StringBuilder text, IReadOnlyList<LdapFilter> filters)
    {
        foreach (var filter in filters)
            Append(text, filter);
    }

    private static void AppendSubstrings(StringBuilder text, LdapFilter.SubstringMatch match)
    {
        text.Append(match.Attribute).Append('=');
        AppendValue(text, match.Initial ?? []);
        text.Append('*');
        foreach (var piece in match.Any)
        {
            AppendValue(text, piece);
            text.Append('*');
        }

        AppendValue(text, match.Final ?? []);
    }

    private static string Sign(FilterComparison kind) => kind switch
    {
        FilterComparison.Equal => "=",
        FilterComparison.AtLeast => ">=",
        FilterComparison.AtMost => "<=",
        FilterComparison.Like => "~=",
        _ => throw new UnreachableException(),
    };

    // Whatever isn't printable ASCII is escaped octet by octet: then binary values and text need no distinction.
    private static void AppendValue(StringBuilder text, byte[] value)
    {
        foreach (var octet in value)
        {
            if (octet is <= 0x20 or >= 0x7f or (byte)'(' or (byte)')' or (byte)'*' or (byte)'\\')
                text.Append('\\').Append(Convert.ToHexStringLower([octet]));
            else
                text.Append((char)octet);
        }
    }
}
