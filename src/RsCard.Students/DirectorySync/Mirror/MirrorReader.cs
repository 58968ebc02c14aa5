using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>
/// Brings the mirror up to date: nothing where contextCSN says that nothing was written, else what has changed (RFC 4533, or by time
/// of change with a sweep of the entryUUIDs), else everything. A read that fails changes nothing.
/// </summary>
public sealed class MirrorReader(DirectoryConnections connections, DirectoryMirror mirror, MirroredEntryReader entries, DirectoryOptions options, TimeProvider clock)
{
    /// <param name="depth">Every entry, or what has changed since the last read.</param>
    /// <param name="progress">How many entries have come.</param>
    /// <param name="cancellationToken">Gives up; the mirror stays as it was.</param>
    /// <exception cref="DirectoryReadException">It couldn't be read in a way that can be trusted.</exception>
    public async Task<ReadReport> ReadAsync(ReadDepth depth, Action<int> progress, CancellationToken cancellationToken)
    {
        // The real clock: a time limit and a duration are not business time.
        var began = TimeProvider.System.GetTimestamp();
        using var limit = new CancellationTokenSource(options.ReadLimit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var connection = await connections.ReaderAsync(either.Token);
            var server = await DirectoryServer.AskAsync(connection, options, entries.Attributes, either.Token);
            var cursor = await mirror.FindCursorAsync(either.Token);
            var (way, change) = await ReadAsync(new MirrorRead(connection, server, mirror, entries, cursor, options, progress, clock.GetUtcNow()), depth, either.Token);
            return new ReadReport(way, cursor?.Entries ?? 0, change.Entries, change.Written, change.Gone, server.Account, TimeProvider.System.GetElapsedTime(began));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DirectoryReadException(DirectoryReadException.TooSlow, $"reading takes longer than {options.ReadLimit}");
        }
        catch (LdapException broken)
        {
            throw DirectoryReadException.For(broken);
        }
    }

    /// <summary>Whether the server says that nothing was written since the last read. Reads nothing; false where the server doesn't say.</summary>
    /// <exception cref="DirectoryReadException">Another account, or the server doesn't answer.</exception>
    public async Task<bool> IsUnchangedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await connections.ReaderAsync(cancellationToken);
            var server = await DirectoryServer.AskAsync(connection, options, entries.Attributes, cancellationToken);
            var cursor = await mirror.FindCursorAsync(cancellationToken);
            var read = new MirrorRead(connection, server, mirror, entries, cursor, options, _ => { }, clock.GetUtcNow());
            return read is { UsableCursor: not null, IsUnchanged: true };
        }
        catch (LdapException broken)
        {
            throw DirectoryReadException.For(broken);
        }
    }

    private static async Task<(string Way, MirrorChange Change)> ReadAsync(MirrorRead read, ReadDepth depth, CancellationToken cancellationToken)
    {
        if (depth == ReadDepth.Changes && read.UsableCursor is { } cursor)
        {
            if (read.IsUnchanged)
                return (ReadReport.Unchanged, new MirrorChange(cursor.Entries, 0, 0));
            if (cursor.Cookie is not null && read.Server.OffersContentSync)
            {
                var (refreshed, next) = await read.RefreshAsync(cursor.Cookie, cancellationToken);
                if (refreshed is not null)
                    return ("refresh", refreshed);
                if (next is not null && await read.ReadChangedAsync(next, cancellationToken) is { } swept)
                    return ("changed-since", swept);
            }
            else if (await read.ReadChangedAsync(next: null, cancellationToken) is { } changed)
            {
                return ("changed-since", changed);
            }
        }

        return ("full", await read.ReadAllAsync(cancellationToken));
    }
}
