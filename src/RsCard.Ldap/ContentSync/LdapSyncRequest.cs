namespace RsCard.Ldap;

/// <summary>
/// Asks for what has changed since a cookie, or for everything (RFC 4533, refreshOnly). The same base, scope, filter and
/// attributes must go with a cookie that they were first asked with.
/// </summary>
/// <param name="Base">Where it begins.</param>
/// <param name="Scope">How far it goes.</param>
/// <param name="Filter">What matches. An entry that no longer does counts as deleted.</param>
/// <param name="Attributes">As in <see cref="LdapSearch"/>.</param>
public sealed record LdapSyncRequest(DistinguishedName Base, LdapScope Scope, LdapFilter Filter, IReadOnlyList<string> Attributes)
{
    /// <summary>
    /// Where the last refresh ended, octet by octet as it came; null: from the beginning. slapd takes one that it can't read
    /// for none and answers with everything, but says that deletes are told one by one: a damaged cookie hides deletes.
    /// </summary>
    public byte[]? Cookie { get; init; }
}
