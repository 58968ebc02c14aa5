namespace RsCard.Ldap;

/// <summary>What a whole refresh came to.</summary>
public abstract record LdapSyncOutcome
{
    private LdapSyncOutcome()
    {
    }

    /// <summary>What changed.</summary>
    /// <param name="Changed">New and changed entries by entryUUID, as they are now.</param>
    /// <param name="Unchanged">Entries that are there and haven't changed; empty unless there was a present phase.</param>
    /// <param name="Deleted">Entries told to be gone.</param>
    /// <param name="UnnamedAreDeleted">
    /// True: deletes are told by absence too, so that what is neither in <paramref name="Changed"/> nor in
    /// <paramref name="Unchanged"/> is gone. False: only what is in <paramref name="Deleted"/>.
    /// </param>
    /// <param name="Cookie">For the next refresh; the one sent where the server gave no new one; null: none at all.</param>
    public sealed record Refreshed(
        IReadOnlyDictionary<Guid, LdapEntry> Changed,
        IReadOnlySet<Guid> Unchanged,
        IReadOnlySet<Guid> Deleted,
        bool UnnamedAreDeleted,
        byte[]? Cookie) : LdapSyncOutcome
    {
        /// <summary>Whether an entry known from before is gone.</summary>
        public bool IsGone(Guid entryUuid) =>
            Deleted.Contains(entryUuid)
            || (UnnamedAreDeleted && !Changed.ContainsKey(entryUuid) && !Unchanged.Contains(entryUuid));
    }

    /// <summary>The cookie is of no use any more: begin without one (<see cref="LdapSyncEvent.RefreshRequired"/>).</summary>
    public sealed record RefreshRequired : LdapSyncOutcome;

    internal static async Task<LdapSyncOutcome> CollectAsync(IAsyncEnumerable<LdapSyncEvent> events, byte[]? cookie)
    {
        var changed = new Dictionary<Guid, LdapEntry>();
        var unchanged = new HashSet<Guid>();
        var deleted = new HashSet<Guid>();
        var unnamedAreDeleted = false;
        await foreach (var step in events)
        {
            switch (step)
            {
                case LdapSyncEvent.Changed change:
                    changed[change.EntryUuid] = change.Entry;
                    deleted.Remove(change.EntryUuid);
                    break;
                case LdapSyncEvent.Unchanged known:
                    unchanged.Add(known.EntryUuid);
                    break;
                case LdapSyncEvent.Deleted gone:
                    deleted.Add(gone.EntryUuid);
                    changed.Remove(gone.EntryUuid);
                    unchanged.Remove(gone.EntryUuid);
                    break;
                case LdapSyncEvent.UnnamedAreDeleted:
                    unnamedAreDeleted = true;
                    break;
                case LdapSyncEvent.NewCookie next:
                    cookie = next.Cookie;
                    break;
                case LdapSyncEvent.Done done:
                    cookie = done.Cookie ?? cookie;
                    break;
                case LdapSyncEvent.RefreshRequired:
                    return new RefreshRequired();
            }
        }

        return new Refreshed(changed, unchanged, deleted, unnamedAreDeleted, cookie);
    }
}
