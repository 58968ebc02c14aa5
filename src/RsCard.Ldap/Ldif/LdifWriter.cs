using System.Text;

namespace RsCard.Ldap;

/// <summary>
/// Writes changes as LDIF (RFC 2849), as <c>ldapmodify</c> takes them: lines of at most 76 octets, and in base64 whatever isn't a
/// safe string. The file is ASCII but for comments. The writer isn't closed.
/// </summary>
public sealed class LdifWriter
{
    private const int LineLength = 76;

    private readonly TextWriter output;

    /// <summary>Begins with the version line.</summary>
    public LdifWriter(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        this.output = output;
        Line("version: 1");
    }

    /// <summary>One record.</summary>
    /// <param name="comment">Stands above it; may have lines of its own.</param>
    public void Write(LdapChange change, string comment = "")
    {
        ArgumentNullException.ThrowIfNull(change);
        Line("");
        foreach (var line in comment.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            output.Write($"# {line}\n");
        Value("dn", change.Dn.ToString());
        switch (change)
        {
            case LdapChange.Add add:
                Line("changetype: add");
                foreach (var attribute in add.Attributes)
                    Values(attribute);
                break;
            case LdapChange.Delete:
                Line("changetype: delete");
                break;
            case LdapChange.Modify modify:
                Line("changetype: modify");
                foreach (var modification in modify.Modifications)
                    Write(modification);
                break;
            case LdapChange.ModifyDn rename:
                Line("changetype: modrdn");
                Value("newrdn", rename.NewRdn.ToString());
                Line($"deleteoldrdn: {(rename.DeleteOldRdn ? 1 : 0)}");
                if (rename.NewSuperior is { } superior)
                    Value("newsuperior", superior.ToString());
                break;
        }
    }

    private void Write(LdapModification modification)
    {
        Line($"{Verb(modification.Kind)}: {modification.Attribute.Name}");
        Values(modification.Attribute);
        Line("-");
    }

    private static string Verb(LdapModificationKind kind) => kind switch
    {
        LdapModificationKind.Add => "add",
        LdapModificationKind.Delete => "delete",
        LdapModificationKind.Replace => "replace",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private void Values(LdapAttribute attribute)
    {
        foreach (var value in attribute.Values)
            Value(attribute.Name, value);
    }

    private void Value(string name, string text) => Value(name, Encoding.UTF8.GetBytes(text));

    private void Value(string name, byte[] value) =>
        Line(IsSafe(value) ? $"{name}: {Encoding.ASCII.GetString(value)}" : $"{name}:: {Convert.ToBase64String(value)}");

    /// <summary>SAFE-STRING; and no space at the end, which editors and mail take away.</summary>
    private static bool IsSafe(ReadOnlySpan<byte> value) =>
        !value.ContainsAnyExceptInRange((byte)1, (byte)127)
        && !value.ContainsAny((byte)'\r', (byte)'\n')
        && (value.IsEmpty || (value[0] is not ((byte)' ' or (byte)':' or (byte)'<') && value[^1] != (byte)' '));

    private void Line(string line)
    {
        for (var (from, room) = (0, LineLength); ; (from, room) = (from + room, LineLength - 1))
        {
            if (from > 0)
                output.Write(' ');
            if (line.Length - from <= room)
            {
                output.Write(line.AsSpan(from));
                output.Write('\n');
                return;
            }

            output.Write(line.AsSpan(from, room));
            output.Write('\n');
        }
    }
}
