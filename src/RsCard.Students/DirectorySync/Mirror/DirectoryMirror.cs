using Dapper;
using Npgsql;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>Every entry of the directory as it was read last, sealed with the installation's key. Filled by <see cref="MirrorReader"/>.</summary>
public sealed class DirectoryMirror(NpgsqlDataSource database, MasterKeys masterKeys, MatchKeys matchKeys)
{
    /// <summary>
    /// All entries but those of people who are protected or erased (D-4). Their values stay packed until they are asked for, so that
    /// 100,000 entries take about 100 MB.
    /// </summary>
    public async Task<IReadOnlyList<MirroredEntry>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with withheld as materialized (
                select entry_uuid, encode(personal_number_hash, 'base64') as personal_number_key
                from directory_withheld)
            select entry_uuid, master_key, entry_sealed
            from directory_mirror
            where entry_uuid not in (select entry_uuid from withheld where entry_uuid is not null)
            and coalesce(personal_number_key, '') not in (select personal_number_key from withheld where personal_number_key is not null)
            """);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>These entries, whosoever they are, as the connection's transaction sees them.</summary>
    internal async Task<IReadOnlyList<MirroredEntry>> LoadAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> entries, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select entry_uuid, master_key, entry_sealed from directory_mirror where entry_uuid = any(@entries)", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("entries", [.. entries]));
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Null before the first read.</summary>
    internal async Task<MirrorCursor?> FindCursorAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<MirrorCursor>(new CommandDefinition(
            """
            select number, server, cookie, context_csn, entries, full_read_at, read_at, (select count(*) from directory_mirror)::int as held
            from directory_cursor
            """,
            cancellationToken: cancellationToken));
    }

    /// <summary>The newest entryCSN (or modifyTimestamp) of all entries; null where there are none.</summary>
    internal async Task<string?> NewestCsnAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "select max(entry_csn collate \"C\") from directory_mirror where entry_csn <> ''",
            cancellationToken: cancellationToken));
    }

    /// <summary>Begins to take in a read. Nothing changes before <see cref="MirrorUpdate.CommitAsync"/>.</summary>
    /// <param name="isWhole">Every entry will come: what is as it was is then not written again.</param>
    internal async Task<MirrorUpdate> BeginAsync(bool isWhole, CancellationToken cancellationToken)
    {
        var update = new MirrorUpdate(await database.OpenConnectionAsync(cancellationToken), masterKeys, matchKeys);
        try
        {
            await update.PrepareAsync(isWhole, cancellationToken);
            return update;
        }
        catch
        {
            await update.DisposeAsync();
            throw;
        }
    }

    private async Task<IReadOnlyList<MirroredEntry>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<MirroredEntry>();
        while (await rows.ReadAsync(cancellationToken))
            entries.Add(PackedEntry.Unpack(masterKeys.Open(rows.GetString(1), rows.GetFieldValue<byte[]>(2), rows.GetGuid(0).ToString())));

        return entries;
    }
}
