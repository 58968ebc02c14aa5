namespace RsCard.Ldap;

/// <summary>A change of one entry, as a request carries it or a file keeps it.</summary>
public abstract record LdapChange
{
    private LdapChange(DistinguishedName dn) => Dn = dn;

    /// <summary>The entry as it is called before the change.</summary>
    public DistinguishedName Dn { get; }

    public sealed record Add(DistinguishedName Dn, IReadOnlyList<LdapAttribute> Attributes) : LdapChange(Dn);

    public sealed record Delete(DistinguishedName Dn) : LdapChange(Dn);

    public sealed record Modify(DistinguishedName Dn, IReadOnlyList<LdapModification> Modifications) : LdapChange(Dn);

    /// <param name="NewSuperior">Null leaves the entry below the same one.</param>
    public sealed record ModifyDn(DistinguishedName Dn, RelativeName NewRdn, bool DeleteOldRdn, DistinguishedName? NewSuperior) : LdapChange(Dn);
}
