using Dapper;
using Npgsql;
using NpgsqlTypes;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>
/// Students and entries that need no look, as they are written down. All in the transaction of one look: it sees both sides as they
/// stand at one instant, and what is changed meanwhile is the next look's.
/// </summary>
/// <param name="basis">What the planner's answers rest on besides students, entries and decisions.</param>
internal sealed class SettledBook(NpgsqlConnection connection, MatchKeys matchKeys, long basis, DateOnly today)
{
    private const int KeysAtOnce = 50_000;

    /// <summary>entryUUID, RSid, HSA-id and number: a pair that is as it should has no more. In the table's constraint too.</summary>
    private const int MostKeys = 4;

    /// <summary>Forgets whoever isn't settled any more. What was written of whom since the last look is known from directory_touched.</summary>
    /// <param name="isThorough">Looks at every student, for whatever was changed without being noticed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ForgetAsync(bool isThorough, CancellationToken cancellationToken)
    {
        // Given back as lists: joined here, they would be looked through for each settled one wherever their number is guessed too high.
        var changed = (await connection.QueryAsync<(Guid? Student, Guid? Entry)>(Command(
            """
            with seen as (
                delete from directory_touched
                returning student_id, entry_uuid
            )
            select student_id, entry_uuid
            from seen
            union
            select student_id, entry_uuid
            from directory_decision
            where revoked_at is null
            union
            select key::uuid, null
            from workflow.work_item
            where kind = 'directory'
            and state in ('ready', 'leased')
            and key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
            """,
            parameters: null,
            cancellationToken))).ToList();
        await connection.ExecuteAsync(Command(
            """
            delete from directory_settled
            where basis <> @basis
            or @today not between since and until
            or student_id = any(@students)
            or entry_uuid = any(@entries);

            with now as materialized (
                select wanted.student_id, hash_record_extended(wanted, 0) as fingerprint
                from directory_wanted(null) wanted
            )
            delete from directory_settled
            where @isThorough
            and student_id is not null
            and not exists (
                select
                from now
                where now.student_id = directory_settled.student_id
                and now.fingerprint = directory_settled.fingerprint)
            """,
            new { basis, today, isThorough, students = changed.Select(one => one.Student).OfType<Guid>().ToArray(), entries = changed.Select(one => one.Entry).OfType<Guid>().ToArray() },
            cancellationToken));
    }

    /// <summary>How many students and entries are settled.</summary>
    public Task<(int Students, int Entries)> CountAsync(CancellationToken cancellationToken) => connection.QuerySingleAsync<(int, int)>(Command(
        "select count(student_id)::int, count(entry_uuid)::int from directory_settled",
        parameters: null,
        cancellationToken));

    /// <summary>All students and entries that aren't settled, but for entries of people who are protected or erased (D-4).</summary>
    public async Task<List<Unsettled>> UnsettledAsync(CancellationToken cancellationToken)
    {
        var unsettled = new List<Unsettled>();
        await using var command = new NpgsqlCommand(
            """
            select student_id, rs_id, hsa_id, personal_number_hash, entry_uuid
            from directory_wanted(null) wanted
            where not exists (select from directory_settled where directory_settled.student_id = wanted.student_id);

            select entry_uuid, keys
            from directory_mirror mirror
            where not exists (select from directory_settled where directory_settled.entry_uuid = mirror.entry_uuid);
            """,
            connection);
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                var number = await rows.IsDBNullAsync(3, cancellationToken) ? null : Convert.ToBase64String(rows.GetFieldValue<byte[]>(3));
                unsettled.Add(new Unsettled(new StudentId(rows.GetGuid(0)), EntryUuid: null, matchKeys.Of(rows.GetString(1), rows.GetString(2), number, rows.GetGuid(4))));
            }

            await rows.NextResultAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                unsettled.Add(new Unsettled(Student: null, rows.GetGuid(0), rows.GetFieldValue<long[]>(1)));
        }

        if (unsettled.Count == 0)
            return unsettled;
        if (await CountAsync(cancellationToken) != (0, 0))
            await AddNeighboursAsync(unsettled, cancellationToken);
        return await WithoutWithheldAsync(unsettled, cancellationToken);
    }

    /// <summary>After many were written down: the next look's queries are planned before autovacuum has come by, and by no figures they are slow.</summary>
    public Task AnalyzeAsync(CancellationToken cancellationToken) => connection.ExecuteAsync(Command(
        "analyze directory_settled",
        parameters: null,
        cancellationToken));

    /// <summary>Writes down who is settled from now on.</summary>
    public async Task KeepAsync(IReadOnlyList<SettledPair> settled, CancellationToken cancellationToken)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            "copy directory_settled (student_id, entry_uuid, fingerprint, keys, basis, since, until) from stdin (format binary)",
            cancellationToken);
        foreach (var (wanted, found, until) in settled)
        {
            if (KeysOf(wanted, found) is not { Length: <= MostKeys } keys)
                continue;
            await writer.StartRowAsync(cancellationToken);
            await WriteAsync(writer, wanted?.Student.Value, cancellationToken);
            await WriteAsync(writer, found?.EntryUuid, cancellationToken);
            await writer.WriteAsync(wanted?.Fingerprint ?? 0, NpgsqlDbType.Bigint, cancellationToken);
            await writer.WriteAsync(keys, NpgsqlDbType.Array | NpgsqlDbType.Bigint, cancellationToken);
            await writer.WriteAsync(basis, NpgsqlDbType.Bigint, cancellationToken);
            await writer.WriteAsync(today, NpgsqlDbType.Date, cancellationToken);
            await writer.WriteAsync(until, NpgsqlDbType.Date, cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
    }

    /// <summary>
    /// Whoever has a key in common with one that isn't settled isn't either. One turn nearly always finds all: settled ones have no key
    /// in common with each other.
    /// </summary>
    private async Task AddNeighboursAsync(List<Unsettled> unsettled, CancellationToken cancellationToken)
    {
        for (var from = 0; from < unsettled.Count;)
        {
            var keys = new HashSet<long>();
            for (; from < unsettled.Count && keys.Count < KeysAtOnce; from++)
                keys.UnionWith(unsettled[from].Keys);
            var found = await connection.QueryAsync<(Guid? Student, Guid? Entry, long[] Keys)>(Command(
                """
                delete from directory_settled
                where keys[1] = any(@keys)
                or keys[2] = any(@keys)
                or keys[3] = any(@keys)
                or keys[4] = any(@keys)
                returning student_id, entry_uuid, keys
                """,
                new { keys = keys.ToArray() },
                cancellationToken));
            foreach (var (student, entry, own) in found)
            {
                if (student is { } id)
                    unsettled.Add(new Unsettled(new StudentId(id), EntryUuid: null, own));
                if (entry is { } uuid)
                    unsettled.Add(new Unsettled(Student: null, uuid, own));
            }
        }
    }

    private async Task<List<Unsettled>> WithoutWithheldAsync(List<Unsettled> unsettled, CancellationToken cancellationToken)
    {
        var (entries, numbers) = (new HashSet<Guid>(), new HashSet<long>());
        await using (var command = new NpgsqlCommand("select entry_uuid, personal_number_hash from directory_withheld", connection))
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                if (!await rows.IsDBNullAsync(0, cancellationToken))
                    entries.Add(rows.GetGuid(0));
                if (!await rows.IsDBNullAsync(1, cancellationToken))
                    numbers.Add(MatchKeys.OfNumber(Convert.ToBase64String(rows.GetFieldValue<byte[]>(1))));
            }
        }

        unsettled.RemoveAll(one => one.EntryUuid is { } uuid && (entries.Contains(uuid) || numbers.Overlaps(one.Keys)));
        return unsettled;
    }

    private long[] KeysOf(WantedStudent? wanted, MirroredEntry? found) =>
        [.. (wanted is null ? [] : matchKeys.Of(wanted)).Union(found is null ? [] : matchKeys.Of(found))];

    private static Task WriteAsync(NpgsqlBinaryImporter writer, Guid? value, CancellationToken cancellationToken) =>
        value is { } id ? writer.WriteAsync(id, NpgsqlDbType.Uuid, cancellationToken) : writer.WriteNullAsync(cancellationToken);

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, commandTimeout: 300, cancellationToken: cancellationToken);
}
