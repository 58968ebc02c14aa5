using RsCard.Ldap;
using RsCard.Students.DirectorySync.Journal;

namespace RsCard.Students.DirectorySync.Writing;

/// <summary>
/// The one place that writes people's entries. A write is guarded: by an assertion on entryCSN (RFC 4528) where the server offers it,
/// else by deleting the values that were read in the same modify that adds the new ones. Any number may be in flight at once.
/// </summary>
public sealed class EntryWriter(DirectoryConnections connections, DirectoryOptions options, OfferedControls offered)
{
    private const int EntriesInOneSearch = 100;

    private readonly string[] everything = ["*", .. new EntryMarks(options).Attributes];
    private readonly DistinguishedName baseDn = DistinguishedName.Parse(options.BaseDn);
    private readonly HashSet<string> unique = DirectoryNames.Unique.Select(options.NameOf).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The entry as it stands now, wherever it is; null where there is none.</summary>
    /// <exception cref="LdapException">The directory can't be asked.</exception>
    public async Task<EntryImage?> ReadAsync(Guid entryUuid, CancellationToken cancellationToken) =>
        (await ReadAsync([entryUuid], cancellationToken)).GetValueOrDefault(entryUuid);

    /// <summary>The same for some at once, by entryUUID; those that aren't there are left out.</summary>
    /// <exception cref="LdapException">The directory can't be asked.</exception>
    public async Task<IReadOnlyDictionary<Guid, EntryImage>> ReadAsync(IReadOnlyCollection<Guid> entryUuids, CancellationToken cancellationToken)
    {
        var images = new Dictionary<Guid, EntryImage>();
        foreach (var some in entryUuids.Chunk(EntriesInOneSearch))
        {
            var connection = await connections.ReaderAsync(cancellationToken);
            var search = new LdapSearch(baseDn, LdapScope.Subtree, LdapFilter.Or(some.Select(new EntryMarks(options).Is)), everything);
            var found = await connection.SearchAllAsync(search, LdapRequestOptions.None, cancellationToken);
            if (!found.Result.IsSuccess)
                throw new LdapResultException(found.Result);
            foreach (var image in found.Entries.Select(entry => EntryImage.Of(entry, options)))
                images[image.EntryUuid] = image;
        }

        return images;
    }

    /// <summary>The entry of this name; null where there is none.</summary>
    public async Task<EntryImage?> ReadAsync(string dn, CancellationToken cancellationToken)
    {
        var connection = await connections.ReaderAsync(cancellationToken);
        return await connection.FindAsync(DistinguishedName.Parse(dn), everything, LdapRequestOptions.None, cancellationToken) is { } entry ? EntryImage.Of(entry, options) : null;
    }

    /// <summary>Carries a write out, or leaves the entry alone where it isn't as it was read.</summary>
    /// <exception cref="LdapOutcomeUnknownException">Perhaps done: read and plan again.</exception>
    public async Task<WriteResult> WriteAsync(EntryWrite write, CancellationToken cancellationToken) => write switch
    {
        { Kind: WriteKind.Add, To: { } dn } => await AddAsync(DistinguishedName.Parse(dn), write.Changes, cancellationToken),
        { Kind: WriteKind.Modify, Now: { } now } => await ModifyAsync(now, now, write.Changes, cancellationToken),
        { Kind: WriteKind.Move, Now: { } now, To: { } to } => await MoveAsync(now, DistinguishedName.Parse(to), write.Changes, cancellationToken),
        { Kind: WriteKind.Delete, Now: { } now } => await DeleteAsync(now, cancellationToken),
        _ => throw new ArgumentException("a write without what it needs", nameof(write)),
    };

    /// <summary>Whether the old name's value leaves the entry with a move: our own naming attribute does, what else an entry was named by stays.</summary>
    internal static bool LeavesOldName(DistinguishedName from, DirectoryOptions options) =>
        from.Rdn.Parts.All(part => part.Type.Equals(options.NameOf(DirectoryNames.NamingAttribute), StringComparison.OrdinalIgnoreCase));

    private async Task<WriteResult> AddAsync(DistinguishedName dn, IReadOnlyList<ValueChange> values, CancellationToken cancellationToken)
    {
        var offer = await offered.GetAsync(cancellationToken);
        var connection = await connections.SyncAsync(cancellationToken);
        var result = await connection.AddAsync(
            dn,
            [.. values.Where(value => value.Values.Count > 0).Select(value => new LdapAttribute(value.Attribute, [.. value.Values.Select(EntryImage.ToBytes)]))],
            LdapRequestOptions.With(offer.PostRead ? [ReadEntry.After(offer.Everything)] : []),
            cancellationToken);
        return await JudgeAsync(result, before: null, () => ReadAsync(dn.ToString(), cancellationToken));
    }

    /// <summary>
    /// slapo-unique searches with the request's own controls, so an assertion beside a unique attribute fails always (122,
    /// 'unique_search failed', slapd 2.5.13): a modify that touches one is guarded by the values that were read.
    /// </summary>
    /// <param name="first">As the entry was before this modify, and before a move that this modify completes.</param>
    private async Task<WriteResult> ModifyAsync(EntryImage first, EntryImage now, IReadOnlyList<ValueChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
            return new WriteResult(new ApplyResult.Applied(now.EntryUuid), first, now);

        var offer = await offered.GetAsync(cancellationToken);
        var byAssertion = offer.Assertion && EntryMarks.IsOfOneWrite(now.EntryCsn) && !changes.Any(change => unique.Contains(change.Attribute));
        var connection = await connections.SyncAsync(cancellationToken);
        var result = await connection.ModifyAsync(
            DistinguishedName.Parse(now.Dn),
            [.. changes.SelectMany(change => byAssertion ? [Replace(change)] : Exchange(now, change))],
            Controls(offer, now, byAssertion, leavesEntry: true),
            cancellationToken);
        return await JudgeAsync(result, ReferenceEquals(first, now) ? result.PreRead is { } read ? EntryImage.Of(read, options) : now : first, () => ReadAsync(now.EntryUuid, cancellationToken));
    }

    private async Task<WriteResult> MoveAsync(EntryImage now, DistinguishedName to, IReadOnlyList<ValueChange> changes, CancellationToken cancellationToken)
    {
        var offer = await offered.GetAsync(cancellationToken);
        var from = DistinguishedName.Parse(now.Dn);
        var inPlace = from.Parent == to.Parent;
        var connection = inPlace ? await connections.SyncAsync(cancellationToken) : await connections.MoverAsync(cancellationToken);
        var result = await connection.ModifyDnAsync(
            from,
            to.Rdn,
            deleteOldRdn: LeavesOldName(from, options),
            inPlace ? null : to.Parent,
            Controls(offer, now, offer.Assertion && EntryMarks.IsOfOneWrite(now.EntryCsn), leavesEntry: true),
            cancellationToken);
        var moved = await JudgeAsync(result, result.PreRead is { } read ? EntryImage.Of(read, options) : now, () => ReadAsync(now.EntryUuid, cancellationToken));

        // The move gave the entry a new CSN: the changes are guarded by the one it has now.
        return moved switch
        {
            { Outcome: ApplyResult.Applied, After: { } after, Before: { } before } => await CompleteAsync(before, after, [.. changes.Where(change => !after.Holds([new(change.Attribute, change.Values)]))], cancellationToken),
            { Outcome: ApplyResult.Applied } => moved with { Outcome = new ApplyResult.Changed("DIR-005", "the moved entry isn't found") },
            _ => moved,
        };
    }

    /// <summary>Where the changes are refused, the move has been done all the same.</summary>
    private async Task<WriteResult> CompleteAsync(EntryImage before, EntryImage moved, IReadOnlyList<ValueChange> changes, CancellationToken cancellationToken)
    {
        var result = await ModifyAsync(before, moved, changes, cancellationToken);
        return result.Outcome is ApplyResult.Applied ? result : new WriteResult(result.Outcome, before, moved);
    }

    private async Task<WriteResult> DeleteAsync(EntryImage now, CancellationToken cancellationToken)
    {
        var offer = await offered.GetAsync(cancellationToken);
        var connection = await connections.SyncAsync(cancellationToken);
        var result = await connection.DeleteAsync(
            DistinguishedName.Parse(now.Dn), Controls(offer, now, offer.Assertion && EntryMarks.IsOfOneWrite(now.EntryCsn), leavesEntry: false), cancellationToken);

        // Gone already is done: somebody else was quicker, or an attempt of ours whose answer was lost.
        return result.IsSuccess || result.Category == LdapResultCategory.NoSuchObject
            ? new WriteResult(new ApplyResult.Applied(now.EntryUuid), result.PreRead is { } read ? EntryImage.Of(read, options) : now, After: null)
            : new WriteResult(Judge(result, now.EntryUuid), Before: null, After: null);
    }

    private LdapRequestOptions Controls(OfferedControls.Offer offer, EntryImage now, bool asserts, bool leavesEntry) => LdapRequestOptions.With(
    [
        .. asserts ? [Assertion.That(LdapFilter.Equal(options.NameOf(DirectoryNames.EntryCsn), now.EntryCsn))] : Array.Empty<LdapControl>(),
        .. offer.PreRead ? [ReadEntry.Before(offer.Everything)] : Array.Empty<LdapControl>(),
        .. offer.PostRead && leavesEntry ? [ReadEntry.After(offer.Everything)] : Array.Empty<LdapControl>(),
    ]);

    private static LdapModification Replace(ValueChange change) =>
        new(LdapModificationKind.Replace, new LdapAttribute(change.Attribute, [.. change.Values.Select(EntryImage.ToBytes)]));

    private static IEnumerable<LdapModification> Exchange(EntryImage now, ValueChange change)
    {
        var old = now.Of(change.Attribute);
        var gone = old.Except(change.Values, StringComparer.Ordinal).ToList();
        var come = change.Values.Except(old, StringComparer.Ordinal).ToList();
        if (gone.Count > 0)
            yield return new(LdapModificationKind.Delete, new LdapAttribute(change.Attribute, [.. gone.Select(EntryImage.ToBytes)]));
        if (come.Count > 0)
            yield return new(LdapModificationKind.Add, new LdapAttribute(change.Attribute, [.. come.Select(EntryImage.ToBytes)]));
    }

    private async Task<WriteResult> JudgeAsync(LdapResult result, EntryImage? before, Func<Task<EntryImage?>> readAsync)
    {
        if (!result.IsSuccess)
            return new WriteResult(Judge(result, before?.EntryUuid ?? Guid.Empty), Before: null, After: null);

        var after = result.PostRead is { } shown ? EntryImage.Of(shown, options) : await readAsync();
        return new WriteResult(new ApplyResult.Applied(after?.EntryUuid ?? before?.EntryUuid ?? Guid.Empty), before, after);
    }

    private static ApplyResult Judge(LdapResult result, Guid uuid) => result.Category switch
    {
        LdapResultCategory.Success => new ApplyResult.Applied(uuid),
        LdapResultCategory.AssertionFailed or LdapResultCategory.NoSuchObject or LdapResultCategory.AlreadyExists or LdapResultCategory.ValueMismatch =>
            new ApplyResult.Changed("DIR-005", $"the entry isn't as it was read ({(int)result.Code})"),
        LdapResultCategory.Transient or LdapResultCategory.LimitExceeded =>
            new ApplyResult.Changed("DIR-002", $"the directory refuses for now ({(int)result.Code})"),
        LdapResultCategory.InsufficientRights => new ApplyResult.Refused("DIR-006", "the account may not write this: see the rights of the service accounts"),
        LdapResultCategory.ConstraintViolation => new ApplyResult.Refused("DIR-011", "a value that must be unique stands in another entry"),
        _ => new ApplyResult.Refused("DIR-007", $"the directory refused with {(int)result.Code} ({result.Code})"),
    };
}
