using System.Formats.Asn1;

namespace RsCard.Ldap;

/// <content>What changes entries.</content>
public sealed partial class LdapConnection
{
    /// <summary>Adds an entry. 68 where the name is taken, 32 where the parent is missing.</summary>
    public Task<LdapResult> AddAsync(DistinguishedName dn, IReadOnlyList<LdapAttribute> attributes, LdapRequestOptions options, CancellationToken cancellationToken) =>
        WriteAsync(LdapTag.AddResponse, RequestWriter.Add(dn, attributes), options, cancellationToken);

    /// <summary>Changes an entry: all changes in order, or none.</summary>
    public Task<LdapResult> ModifyAsync(DistinguishedName dn, IReadOnlyList<LdapModification> changes, LdapRequestOptions options, CancellationToken cancellationToken) =>
        WriteAsync(LdapTag.ModifyResponse, RequestWriter.Modify(dn, changes), options, cancellationToken);

    /// <summary>Renames an entry, and moves it where <paramref name="newParent"/> isn't null. Its entryUUID stays.</summary>
    /// <param name="dn">The entry.</param>
    /// <param name="newRdn">Its new own level; may be the one it has.</param>
    /// <param name="deleteOldRdn">Whether the old level's values leave the entry.</param>
    /// <param name="newParent">Where it goes, or null: it stays where it is.</param>
    /// <param name="options">Controls and deadline.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<LdapResult> ModifyDnAsync(DistinguishedName dn, RelativeName newRdn, bool deleteOldRdn, DistinguishedName? newParent, LdapRequestOptions options, CancellationToken cancellationToken) =>
        WriteAsync(LdapTag.ModifyDnResponse, RequestWriter.ModifyDn(dn, newRdn, deleteOldRdn, newParent), options, cancellationToken);

    /// <summary>Deletes an entry without children. 32 where it is gone already.</summary>
    public Task<LdapResult> DeleteAsync(DistinguishedName dn, LdapRequestOptions options, CancellationToken cancellationToken) =>
        WriteAsync(LdapTag.DeleteResponse, RequestWriter.Delete(dn), options, cancellationToken);

    private async Task<LdapResult> WriteAsync(Asn1Tag doneTag, Action<AsnWriter> request, LdapRequestOptions options, CancellationToken cancellationToken) =>
        (await AskAsync(OperationKind.Write, doneTag, request, options, cancellationToken)).Result;
}
