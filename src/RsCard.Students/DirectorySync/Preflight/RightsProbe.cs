using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>
/// Asks what an account may do by requests that can't succeed for another reason, which the server looks at after the rights: the
/// answer tells which of the two refused. Measured with slapd 2.5.13: it judges an assertion before the rights of a modify and of an
/// add, so that 122 tells nothing there; of a delete and a move it judges the right on the branch first. OpenLDAP's 'no operation'
/// control (1.3.6.1.4.1.4203.666.5.2) would tell all, but slapd answers 80 and then crashes at the next writes: never sent.
/// </summary>
/// <param name="offersAssertion">Without it, deleting and moving aren't tried.</param>
internal sealed class RightsProbe(LdapConnection connection, ProbeEntry entry, bool offersAssertion)
{
    private static readonly LdapRequestOptions Never = LdapRequestOptions.With(Assertion.That(LdapFilter.Parse("(!(objectClass=*))")));

    /// <summary>Deletes values that no entry has: 16 where the account may write the attributes, else 50. Any server.</summary>
    public async Task<RightAnswer> ChangeAsync(DistinguishedName dn, IEnumerable<string> attributes, CancellationToken cancellationToken)
    {
        var result = await connection.ModifyAsync(
            dn, [.. attributes.Select(name => LdapModification.Delete(name, entry.NobodysValue(name)))], LdapRequestOptions.None, cancellationToken);
        return Judge(result, LdapResultCode.NoSuchAttribute);
    }

    /// <summary>Deletes an entry on a condition that never holds. Tells of the right on the branch alone.</summary>
    public async Task<RightAnswer> DeleteAsync(DistinguishedName dn, CancellationToken cancellationToken) => offersAssertion
        ? Judge(await connection.DeleteAsync(dn, Never, cancellationToken), LdapResultCode.AssertionFailed)
        : new RightAnswer(Right.Unknown, LdapResultCode.UnavailableCriticalExtension);

    /// <summary>Moves an entry on a condition that never holds. Tells of the right on the branch that it leaves alone.</summary>
    public async Task<RightAnswer> MoveAsync(DistinguishedName dn, DistinguishedName to, CancellationToken cancellationToken) => offersAssertion
        ? Judge(await connection.ModifyDnAsync(dn, to.Rdn, deleteOldRdn: true, to.Parent, Never, cancellationToken), LdapResultCode.AssertionFailed)
        : new RightAnswer(Right.Unknown, LdapResultCode.UnavailableCriticalExtension);

    /// <summary>Moves an entry to a name that our probe has: 68 where the account may, else 50. 389 Directory Server says 68 to everybody: ask another account, too.</summary>
    public async Task<RightAnswer> MoveOntoAsync(DistinguishedName dn, DistinguishedName probe, CancellationToken cancellationToken) =>
        Judge(await connection.ModifyDnAsync(dn, probe.Rdn, deleteOldRdn: true, probe.Parent, LdapRequestOptions.None, cancellationToken), LdapResultCode.EntryAlreadyExists);

    /// <summary>Adds a probe, and takes it away at once. Writes: only with a person's leave.</summary>
    public async Task<RightAnswer> AddAsync(DistinguishedName parent, CancellationToken cancellationToken)
    {
        var result = await connection.AddAsync(entry.NameBelow(parent), entry.Values, LdapRequestOptions.None, cancellationToken);
        if (result.IsSuccess)
            await connection.DeleteAsync(entry.NameBelow(parent), LdapRequestOptions.None, CancellationToken.None);
        return Judge(result);
    }

    private static RightAnswer Judge(LdapResult result, LdapResultCode granted = LdapResultCode.Success) => new(
        result.IsSuccess || result.Code == granted ? Right.Granted
        : result.Category is LdapResultCategory.InsufficientRights or LdapResultCategory.NoSuchObject ? Right.Refused
        : Right.Unknown,
        result.Code);
}
