namespace RsCard.Ldap;

/// <summary>One step of a refresh (RFC 4533), in the order in which it counts. The last is Done or RefreshRequired.</summary>
public abstract record LdapSyncEvent
{
    private LdapSyncEvent()
    {
    }

    /// <summary>An entry that is new or has changed, as it is now. A server may call a changed one new.</summary>
    public sealed record Changed(Guid EntryUuid, LdapEntry Entry, bool IsNew) : LdapSyncEvent;

    /// <summary>An entry that is there and hasn't changed; told in a present phase only.</summary>
    public sealed record Unchanged(Guid EntryUuid) : LdapSyncEvent;

    /// <summary>An entry that is gone, or no longer matches.</summary>
    public sealed record Deleted(Guid EntryUuid) : LdapSyncEvent;

    /// <summary>
    /// The present phase is over: every entry known from before that was named neither as changed nor as unchanged is gone.
    /// A server that has forgotten what was deleted (a restart) says so in this way; so does a refresh without a cookie.
    /// </summary>
    public sealed record UnnamedAreDeleted : LdapSyncEvent
    {
        public static UnnamedAreDeleted Instance { get; } = new();
    }

    /// <summary>A cookie in the middle of a refresh: what came before needs not be asked for again.</summary>
    public sealed record NewCookie(byte[] Cookie) : LdapSyncEvent;

    /// <summary>The refresh is complete.</summary>
    /// <param name="Cookie">For the next refresh; null where the server gave none, and then the one sent (if any) stays valid.</param>
    public sealed record Done(byte[]? Cookie) : LdapSyncEvent;

    /// <summary>
    /// The cookie is of no use any more: begin without one, and forget what came before this. The server said so (4096); or it
    /// finds itself older than the cookie (53: a directory put back from a backup); or what it said leaves open what is gone. In this
    /// last case a <see cref="NewCookie"/> may stand right before: of use once everything up to then has been read in another way.
    /// </summary>
    public sealed record RefreshRequired : LdapSyncEvent
    {
        public static RefreshRequired Instance { get; } = new();
    }
}
