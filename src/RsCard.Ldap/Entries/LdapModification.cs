namespace RsCard.Ldap;

/// <summary>RFC 4511, 4.6.</summary>
public enum LdapModificationKind
{
    Add = 0,
    Delete = 1,
    Replace = 2,
}

/// <summary>One change of one attribute. A modify applies its changes in order, all or none.</summary>
public sealed record LdapModification(LdapModificationKind Kind, LdapAttribute Attribute)
{
    /// <summary>Adds values; a value that is there already fails the modify (20).</summary>
    public static LdapModification Add(string name, params IEnumerable<string> values) =>
        new(LdapModificationKind.Add, LdapAttribute.Text(name, values));

    /// <summary>Deletes values, or the whole attribute where none are given; what isn't there fails the modify (16).</summary>
    public static LdapModification Delete(string name, params IEnumerable<string> values) =>
        new(LdapModificationKind.Delete, LdapAttribute.Text(name, values));

    /// <summary>Sets exactly these values; with none, takes the attribute away if it is there (never fails for that).</summary>
    public static LdapModification Replace(string name, params IEnumerable<string> values) =>
        new(LdapModificationKind.Replace, LdapAttribute.Text(name, values));
}
