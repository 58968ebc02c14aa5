using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>
/// Asks what an account may do by requests that can't succeed for another reason, which the server looks at after the rights: the
/// answer tells which of the two refused. Measured with slapd 2.5.13: an assertion is judged before the rights of a modify and of an
/// add, so that its 122 tells nothing there; a delete and a move ask for the rights on the branch first.
/// </summary>
internal sealed class RightsProbe(LdapConnection connection, ProbeEntry entry)
{
    /// <summary>Does everything but the change (OpenLDAP). slapd knows it without saying so in its root DSE; a server that doesn't must refuse it with 12.</summary>
    private static readonly LdapControl NoOperation = new("1.3.6.1.4.1.4203.666.5.2", IsCritical: true, Value: null);

    /// <summary>What <see cref="NoOperation"/> answers instead of success.</summary>
    private const LdapResultCode WouldHaveBeenDone = (LdapResultCode)16654;

    private static readonly LdapFilter Never = LdapFilter.Parse("(!(objectClass=*))");

    /// <summary>Deletes values that no entry has: 16 where the account may write the attributes, else 50. Any server.</summary>
    public async Task<RightAnswer> ChangeAsync(DistinguishedName dn, IEnumerable<string> attributes, CancellationToken cancellationToken)
    {
        var result = await connection.ModifyAsync(
            dn, [.. attributes.Select(name => LdapModification.Delete(name, entry.NobodysValue(name)))], LdapRequestOptions.None, cancellationToken);
        return Judge(result, LdapResultCode.NoSuchAttribute);
    }

    /// <summary>Adds an entry without doing it. Tells nothing where the server can't do that.</summary>
    public async Task<RightAnswer> AddAsync(DistinguishedName parent, CancellationToken cancellationToken) =>
        Judge(await TryAddAsync(entry.NameBelow(parent), entry.Values, cancellationToken), WouldHaveBeenDone);

    /// <summary>Adds an entry with these values without doing it: 19 where one of them has to be unique and isn't.</summary>
    public async Task<LdapResultCode> AddAsync(DistinguishedName parent, IReadOnlyList<LdapAttribute> values, CancellationToken cancellationToken) =>
        (await TryAddAsync(entry.NameBelow(parent), values, cancellationToken)).Code;

    /// <summary>Deletes an entry on a condition that never holds. Tells of the right on the branch alone, and only where the server has assertions.</summary>
    public async Task<RightAnswer> DeleteAsync(DistinguishedName dn, CancellationToken cancellationToken)
    {
        var result = await connection.DeleteAsync(dn, LdapRequestOptions.With(Assertion.That(Never)), cancellationToken);
        return Judge(result, LdapResultCode.AssertionFailed);
    }

    /// <summary>Moves an entry to a name that another entry has, and without doing it where the server can.</summary>
    public async Task<RightAnswer> MoveAsync(DistinguishedName dn, DistinguishedName taken, CancellationToken cancellationToken)
    {
        var result = await MoveAsync(dn, taken, LdapRequestOptions.With(NoOperation), cancellationToken);
        if (result.Code == LdapResultCode.UnavailableCriticalExtension)
            result = await MoveAsync(dn, taken, LdapRequestOptions.None, cancellationToken);
        return Judge(result, LdapResultCode.EntryAlreadyExists, WouldHaveBeenDone);
    }

    private Task<LdapResult> MoveAsync(DistinguishedName dn, DistinguishedName taken, LdapRequestOptions options, CancellationToken cancellationToken) =>
        connection.ModifyDnAsync(dn, taken.Rdn, deleteOldRdn: true, taken.Parent, options, cancellationToken);

    private async Task<LdapResult> TryAddAsync(DistinguishedName dn, IReadOnlyList<LdapAttribute> values, CancellationToken cancellationToken)
    {
        var result = await connection.AddAsync(dn, values, LdapRequestOptions.With(NoOperation), cancellationToken);

        // A server that takes no notice of a critical control has made the entry: it is ours, and goes at once.
        if (result.IsSuccess)
            await connection.DeleteAsync(dn, LdapRequestOptions.None, cancellationToken);
        return result;
    }

    private static RightAnswer Judge(LdapResult result, params ReadOnlySpan<LdapResultCode> granted) => new(
        result.IsSuccess || granted.Contains(result.Code) ? Right.Granted
        : result.Category is LdapResultCategory.InsufficientRights or LdapResultCategory.NoSuchObject ? Right.Refused
        : Right.Unknown,
        result.Code);
}
