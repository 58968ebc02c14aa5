using System.Runtime.CompilerServices;
using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>One read of the directory into the mirror, each way of it a method.</summary>
internal sealed class MirrorRead(
    LdapConnection connection,
    DirectoryServer server,
    DirectoryMirror mirror,
    MirroredEntryReader entries,
    MirrorCursor? cursor,
    DirectoryOptions options,
    Action<int> progress,
    DateTimeOffset now)
{
    private const int UuidsInOneSearch = 100;

    /// <summary>Clocks of several writers may differ, and a write gets its time before it can be seen.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>RFC 4511, 4.5.1.8.</summary>
    private static readonly string[] NoAttributes = ["1.1"];

    private readonly DistinguishedName baseDn = DistinguishedName.Parse(options.BaseDn);
    private readonly EntryMarks marks = new(options);
    private readonly LdapFilter people = LdapFilter.Parse(options.PersonFilter);
    private int repeated;

    public DirectoryServer Server => server;

    /// <summary>The cursor, where it is of this server and this question, and the server isn't behind it.</summary>
    public MirrorCursor? UsableCursor =>
        cursor is not null
        && cursor.Server == server.Name
        && cursor.Held == cursor.Entries
        && (ContextCsn.Parse(cursor.ContextCsn) is not { } then || (server.ContextCsn?.HasAllOf(then) ?? false))
            ? cursor
            : null;

    /// <summary>Nobody has written since the last read.</summary>
    public bool IsUnchanged => server.ContextCsn is { } csn && ContextCsn.Parse(cursor?.ContextCsn) is { } then && csn.IsSame(then);

    /// <summary>What has changed since the cookie (RFC 4533).</summary>
    /// <returns>
    /// No change: it can't be told in this way. With a cookie, the server has gone on and left open what is gone (389 Directory Server,
    /// wherever something has changed): <see cref="ReadChangedAsync"/> tells. Without: read everything.
    /// </returns>
    public async Task<(MirrorChange? Change, byte[]? Next)> RefreshAsync(byte[] cookie, CancellationToken cancellationToken)
    {
        await using var update = await mirror.BeginAsync(isWhole: false, cancellationToken);
        var (isComplete, next) = await TakeInAsync(update, cookie, cancellationToken);

        if (!isComplete)
            return (null, next);

        // Named as unchanged, and not known: the mirror isn't what the cookie was given for.
        return !update.UnnamedAreGone || (await update.UnknownAsync(cancellationToken)).Count == 0
            ? (await update.CommitAsync(Cursor(next, isFull: false), cancellationToken), next)
            : (null, null);
    }

    /// <summary>
    /// For a server whose refreshes don't tell all: what was written since, and then a sweep of all entryUUIDs, which tells what is gone. Null: nothing
    /// tells since when.
    /// </summary>
    /// <param name="next">A cookie that was given before this read began, for the next refresh; null: none.</param>
    /// <param name="cancellationToken">Gives up; the mirror stays as it was.</param>
    public async Task<MirrorChange?> ReadChangedAsync(byte[]? next, CancellationToken cancellationToken)
    {
        if (await SinceAsync(cancellationToken) is not { } since)
            return null;

        await using var update = await mirror.BeginAsync(isWhole: false, cancellationToken);
        await foreach (var entry in SearchAsync(LdapFilter.And(people, since), entries.Attributes, cancellationToken))
            await PutAsync(update, entry, cancellationToken);

        update.NameAnew();
        repeated = 0;
        await foreach (var entry in SearchAsync(people, marks.Ids, cancellationToken))
            Watch(update.Keep(entries.UuidOf(entry)), update);

        // Moved in from outside, or written with a time of its own: it is there, and nothing told that it changed.
        foreach (var chunk in (await update.UnknownAsync(cancellationToken)).Chunk(UuidsInOneSearch))
        {
            var uuids = LdapFilter.Or(chunk.Select(marks.Is));
            await foreach (var entry in SearchAsync(LdapFilter.And(people, uuids), entries.Attributes, cancellationToken))
                await update.PutAsync(entries.Read(entry), cancellationToken);
        }

        return await update.CommitAsync(Cursor(next, isFull: false), cancellationToken);
    }

    /// <summary>
    /// Every entry, page by page (RFC 2696). Not by RFC 4533 without a cookie: slapd leaves out what is newer than its contextCSN, such as
    /// everything that slapadd loaded without -w, and calls that the whole. It is asked for a cookie alone, before, so that the next
    /// refresh tells what changes meanwhile.
    /// </summary>
    public async Task<MirrorChange> ReadAllAsync(CancellationToken cancellationToken)
    {
        var cookie = server.OffersContentSync ? await FirstCookieAsync(cancellationToken) : null;
        await using var update = await mirror.BeginAsync(isWhole: true, cancellationToken);
        await foreach (var entry in SearchAsync(people, entries.Attributes, cancellationToken))
            await PutAsync(update, entry, cancellationToken);

        return await update.CommitAsync(Cursor(cookie, isFull: true), cancellationToken);
    }

    private async Task<byte[]?> FirstCookieAsync(CancellationToken cancellationToken)
    {
        byte[]? cookie = null;
        try
        {
            await foreach (var step in RefreshStepsAsync(cookie: null, NoAttributes, cancellationToken))
                cookie = step is LdapSyncEvent.NewCookie next ? next.Cookie : step is LdapSyncEvent.Done { Cookie: { } last } ? last : cookie;

            return cookie;
        }
        catch (LdapResultException refused) when (refused.Result.Category is LdapResultCategory.LimitExceeded or LdapResultCategory.Unsupported)
        {
            // Changes are then asked for by time.
            return null;
        }
    }

    /// <summary>The operation's own deadline is for the whole answer: a server that stops in the middle is noticed by its silence.</summary>
    private async IAsyncEnumerable<LdapSyncEvent> RefreshStepsAsync(byte[]? cookie, IReadOnlyList<string> attributes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new LdapSyncRequest(baseDn, LdapScope.Subtree, people, attributes) { Cookie = cookie };
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var steps = connection.SyncAsync(request, LdapRequestOptions.None with { Deadline = options.ReadLimit }, silence.Token).GetAsyncEnumerator(silence.Token);
        while (true)
        {
            silence.CancelAfter(options.OperationLimit);
            try
            {
                if (!await steps.MoveNextAsync())
                    yield break;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new LdapException(LdapErrorCode.DeadlinePassed, "the server stopped in the middle of a refresh");
            }

            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            yield return steps.Current;
        }
    }

    private async Task<(bool IsComplete, byte[]? Cookie)> TakeInAsync(MirrorUpdate update, byte[] sent, CancellationToken cancellationToken)
    {
        repeated = 0;
        byte[]? cookie = null;
        await foreach (var step in RefreshStepsAsync(sent, entries.Attributes, cancellationToken))
        {
            switch (step)
            {
                case LdapSyncEvent.Changed changed:
                    Watch(await update.PutAsync(entries.Read(changed.Entry, changed.EntryUuid), cancellationToken), update);
                    break;
                case LdapSyncEvent.Unchanged kept:
                    update.Keep(kept.EntryUuid);
                    break;
                case LdapSyncEvent.Deleted gone:
                    update.Remove(gone.EntryUuid);
                    break;
                case LdapSyncEvent.UnnamedAreDeleted:
                    update.UnnamedAreGone = true;
                    break;
                case LdapSyncEvent.NewCookie next:
                    cookie = next.Cookie;
                    break;
                case LdapSyncEvent.Done done:
                    return (true, done.Cookie ?? cookie ?? sent);
                case LdapSyncEvent.RefreshRequired:
                    return (false, cookie);
            }
        }

        return (false, null);
    }

    private async Task<LdapFilter?> SinceAsync(CancellationToken cancellationToken)
    {
        if (ContextCsn.Parse(cursor?.ContextCsn) is { } then)
            return LdapFilter.AtLeast(options.NameOf(DirectoryNames.EntryCsn), then.Oldest);

        // An entryCSN begins with its time, as modifyTimestamp has it.
        return DirectoryTime.ToInstant((await mirror.NewestCsnAsync(cancellationToken))?.Split('#')[0]) is { } newest
            ? LdapFilter.AtLeast(EntryMarks.ModifyTimestamp, DirectoryTime.FromInstant(newest - Overlap))
            : null;
    }

    private IAsyncEnumerable<LdapEntry> SearchAsync(LdapFilter filter, IReadOnlyList<string> attributes, CancellationToken cancellationToken) =>
        connection.SearchAsync(
            new LdapSearch(baseDn, LdapScope.Subtree, filter, attributes) { PageSize = server.OffersPaging ? options.PageSize : 0 },
            LdapRequestOptions.None,
            cancellationToken);

    private async ValueTask PutAsync(MirrorUpdate update, LdapEntry entry, CancellationToken cancellationToken) =>
        Watch(await update.PutAsync(entries.Read(entry), cancellationToken), update);

    /// <summary>A server that turns in a circle, or never ends, is left: an entry that moves while it is read comes twice, not a page of them.</summary>
    private void Watch(bool isFirst, MirrorUpdate update)
    {
        repeated = isFirst ? 0 : repeated + 1;
        if (repeated > options.PageSize)
            throw new DirectoryReadException(DirectoryReadException.Untrustworthy, $"the server shows the same entries again and again, after {update.Named} of them");
        if (update.Named > options.MostEntries)
            throw new DirectoryReadException(DirectoryReadException.Untrustworthy, $"the server shows more than {options.MostEntries} entries");
        if (isFirst && update.Named % options.PageSize == 0)
            progress(update.Named);
    }

    private MirrorCursor Cursor(byte[]? cookie, bool isFull) => new(
        (cursor?.Number ?? 0) + 1,
        server.Name,
        cookie,
        server.ContextCsn?.ToString(),
        Entries: 0,
        isFull || cursor is null ? now : cursor.FullReadAt,
        now,
        Held: 0);
}
