using System.Buffers;
using System.Buffers.Binary;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>
/// One read on its way into the mirror: entries are put beside it, in a table that goes with the connection, and all of them
/// change the mirror in one transaction at the end, together with the cursor. No transaction stands open while the directory is read.
/// </summary>
internal sealed class MirrorUpdate(NpgsqlConnection connection, MasterKeys masterKeys, MatchKeys matchKeys) : IAsyncDisposable
{
    private const int RowsInOneCopy = 2000;

    private readonly ArrayBufferWriter<byte> packed = new(4096);
    private readonly List<Row> waiting = new(RowsInOneCopy);
    private readonly HashSet<Guid> put = [];
    private readonly HashSet<Guid> named = [];
    private readonly HashSet<Guid> removed = [];
    private Dictionary<Guid, UInt128>? known;
    private int copied;

    /// <summary>How many different entries were named: put, or kept.</summary>
    public int Named => named.Count;

    /// <summary>Every entry that isn't named is gone.</summary>
    public bool UnnamedAreGone { get; set; }

    public async Task PrepareAsync(bool isWhole, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            """
            drop table if exists pg_temp.directory_read;
            create temp table directory_read (
                n integer not null,
                entry_uuid uuid not null,
                entry_csn text not null,
                branch text not null,
                personal_number_key text,
                keys bigint[] not null,
                entry_sealed bytea not null,
                content_hash bytea not null)
            """,
            cancellationToken: cancellationToken));
        UnnamedAreGone = isWhole;
        if (isWhole)
            await KnownAsync(cancellationToken);
    }

    /// <summary>An entry that is there, as it is now.</summary>
    /// <returns>False: it was named before.</returns>
    public async ValueTask<bool> PutAsync(MirroredEntry entry, CancellationToken cancellationToken)
    {
        packed.ResetWrittenCount();
        PackedEntry.Pack(entry, packed);
        var hash = masterKeys.LookupHash(packed.WrittenSpan)[..16];
        var isFirst = named.Add(entry.EntryUuid);
        removed.Remove(entry.EntryUuid);
        if (isFirst && known is not null && known.TryGetValue(entry.EntryUuid, out var before) && before == ToNumber(hash))
            return true;

        put.Add(entry.EntryUuid);
        waiting.Add(new Row(entry, masterKeys.Seal(packed.WrittenSpan, entry.EntryUuid.ToString()), hash));
        if (waiting.Count == RowsInOneCopy)
            await CopyAsync(cancellationToken);
        return isFirst;
    }

    /// <summary>An entry that is there and hasn't changed.</summary>
    public bool Keep(Guid entryUuid) => named.Add(entryUuid);

    /// <summary>An entry that is gone.</summary>
    public void Remove(Guid entryUuid)
    {
        named.Remove(entryUuid);
        removed.Add(entryUuid);
    }

    /// <summary>From here on everything that is there is named anew (a sweep): what was put before and isn't named again is gone.</summary>
    public void NameAnew()
    {
        named.Clear();
        UnnamedAreGone = true;
    }

    /// <summary>Entries that were named, never put, and aren't in the mirror.</summary>
    public async Task<IReadOnlyList<Guid>> UnknownAsync(CancellationToken cancellationToken)
    {
        var before = await KnownAsync(cancellationToken);
        return [.. named.Where(uuid => !before.ContainsKey(uuid) && !put.Contains(uuid))];
    }

    /// <summary>Changes mirror and cursor, all or nothing.</summary>
    /// <param name="cursor">Where the read ended; its entries are counted here.</param>
    /// <param name="cancellationToken">Gives up; nothing is changed.</param>
    /// <exception cref="DirectoryReadException"><see cref="DirectoryReadException.Overtaken"/>.</exception>
    public async Task<MirrorChange> CommitAsync(MirrorCursor cursor, CancellationToken cancellationToken)
    {
        await CopyAsync(cancellationToken);
        Guid[] gone = UnnamedAreGone
            ? [.. removed.Union((await KnownAsync(cancellationToken)).Keys.Union(put).Where(uuid => !named.Contains(uuid)))]
            : [.. removed];

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var fenced = await connection.ExecuteScalarAsync<long?>(Command("select number from directory_cursor for update", parameters: null)) ?? 0;
        if (fenced != cursor.Number - 1)
            throw new DirectoryReadException(DirectoryReadException.Overtaken, "another read ended meanwhile");

        var deleted = await connection.ExecuteScalarAsync<int>(Command(
            """
            with deleted as (
                delete from directory_mirror
                where entry_uuid = any(@gone)
                returning entry_uuid
            ), unsettled as (
                delete from directory_settled
                where entry_uuid = any(@gone)
            )
            select count(*)::int from deleted
            """,
            new { gone }));
        var written = await connection.ExecuteScalarAsync<int>(Command(
            """
            with written as (
                insert into directory_mirror (entry_uuid, entry_csn, branch, personal_number_key, keys, entry_sealed, content_hash, master_key, read_at)
                select distinct on (entry_uuid)
                    entry_uuid, entry_csn, branch, personal_number_key, keys, entry_sealed, content_hash, @Current, @ReadAt
                from directory_read
                where entry_uuid <> all(@withheld)
                and entry_uuid not in (
                    select entry.entry_uuid
                    from student
                    join directory_entry entry on entry.student_id = student.id
                    where student.erased_at is not null
                    or student.protected_at is not null)
                order by entry_uuid, n desc
                on conflict (entry_uuid) do update
                set entry_csn = excluded.entry_csn,
                    branch = excluded.branch,
                    personal_number_key = excluded.personal_number_key,
                    keys = excluded.keys,
                    entry_sealed = excluded.entry_sealed,
                    content_hash = excluded.content_hash,
                    master_key = excluded.master_key,
                    read_at = excluded.read_at
                where directory_mirror.content_hash <> excluded.content_hash
                or directory_mirror.master_key <> excluded.master_key
                returning entry_uuid
            ), unsettled as (
                delete from directory_settled
                using written
                where directory_settled.entry_uuid = written.entry_uuid
            )
            select count(*)::int from written
            """,
            new { masterKeys.Current, cursor.ReadAt, withheld = put.Intersect(gone).ToArray() }));
        if (deleted + written > 0)
            await connection.ExecuteAsync(Command("update directory_look set run_id = null", parameters: null));
        var entries = await connection.ExecuteScalarAsync<int>(Command(
            """
            insert into directory_cursor (number, server, cookie, context_csn, entries, full_read_at, read_at)
            values (@Number, @Server, @Cookie, @ContextCsn, (select count(*) from directory_mirror), @FullReadAt, @ReadAt)
            on conflict (singleton) do update
            set number = excluded.number,
                server = excluded.server,
                cookie = excluded.cookie,
                context_csn = excluded.context_csn,
                entries = excluded.entries,
                full_read_at = excluded.full_read_at,
                read_at = excluded.read_at
            returning entries
            """,
            cursor));
        await transaction.CommitAsync(cancellationToken);
        return new MirrorChange(entries, written, deleted);

        CommandDefinition Command(string sql, object? parameters) => new(sql, parameters, transaction, commandTimeout: 300, cancellationToken: cancellationToken);
    }

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();

    /// <summary>What the mirror holds, with the hash of each; one sealed with an earlier master key never equals, so that it is sealed anew.</summary>
    private async Task<Dictionary<Guid, UInt128>> KnownAsync(CancellationToken cancellationToken)
    {
        if (known is not null)
            return known;

        known = [];
        await using var command = new NpgsqlCommand("select entry_uuid, content_hash, master_key = $1 from directory_mirror", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = masterKeys.Current });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            known[rows.GetGuid(0)] = rows.GetBoolean(2) ? ToNumber(rows.GetFieldValue<byte[]>(1)) : UInt128.Zero;

        return known;
    }

    private static UInt128 ToNumber(byte[] hash) => BinaryPrimitives.ReadUInt128LittleEndian(hash);

    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        if (waiting.Count == 0)
            return;

        await using var writer = await connection.BeginBinaryImportAsync(
            "copy directory_read (n, entry_uuid, entry_csn, branch, personal_number_key, keys, entry_sealed, content_hash) from stdin (format binary)",
            cancellationToken);
        foreach (var (entry, @sealed, hash) in waiting)
        {
            await writer.StartRowAsync(cancellationToken);
            await writer.WriteAsync(copied++, NpgsqlDbType.Integer, cancellationToken);
            await writer.WriteAsync(entry.EntryUuid, NpgsqlDbType.Uuid, cancellationToken);
            await writer.WriteAsync(entry.EntryCsn, NpgsqlDbType.Text, cancellationToken);
            await writer.WriteAsync(entry.Branch.ToString(), NpgsqlDbType.Text, cancellationToken);
            await writer.WriteAsync(entry.PersonalNumberKey, NpgsqlDbType.Text, cancellationToken);
            await writer.WriteAsync(matchKeys.Of(entry), NpgsqlDbType.Array | NpgsqlDbType.Bigint, cancellationToken);
            await writer.WriteAsync(@sealed, NpgsqlDbType.Bytea, cancellationToken);
            await writer.WriteAsync(hash, NpgsqlDbType.Bytea, cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
        waiting.Clear();
    }

    private sealed record Row(MirroredEntry Entry, byte[] Sealed, byte[] Hash);
}

/// <summary>What a read changed.</summary>
/// <param name="Entries">How many the mirror holds now.</param>
/// <param name="Written">New ones, and those that aren't as they were.</param>
internal sealed record MirrorChange(int Entries, int Written, int Gone);
