using Dapper;
using Npgsql;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>Every entry of the directory as it was read last, sealed with the installation's key. Filled by <see cref="MirrorReader"/>.</summary>
public sealed class DirectoryMirror(NpgsqlDataSource database, MasterKeys masterKeys)
{
    /// <summary>
    /// All entries but those of people who are protected or erased (D-4). Their values stay packed until they are asked for, so that
    /// 100,000 entries take about 100 MB.
    /// </summary>
    public async Task<IReadOnlyList<MirroredEntry>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with withheld as (
                select entry.entry_uuid, encode(student.personal_number_hash, 'base64') as personal_number_key
                from student
                left join student_key on student_key.student_id = student.id
                left join directory_entry entry on entry.student_id = student.id
                where student.protected_at is not null
                or student.erased_at is not null
                or student.person_sealed is null
                or student_key.wrapped is null)
            select entry_uuid, master_key, entry_sealed
            from directory_mirror
            where entry_uuid not in (select entry_uuid from withheld where entry_uuid is not null)
            and coalesce(personal_number_key, '') not in (select personal_number_key from withheld where personal_number_key is not null)
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<MirroredEntry>();
        while (await rows.ReadAsync(cancellationToken))
            entries.Add(PackedEntry.Unpack(masterKeys.Open(rows.GetString(1), rows.GetFieldValue<byte[]>(2), rows.GetGuid(0).ToString())));

        return entries;
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
        var update = new MirrorUpdate(await database.OpenConnectionAsync(cancellationToken), masterKeys);
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
}
