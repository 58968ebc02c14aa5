using Dapper;
using Npgsql;
using NpgsqlTypes;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Writing;

namespace RsCard.Students.DirectorySync.Journal;

/// <summary>What was written to which entry, with the entry as it was before and after: undo and an entry's history read it.</summary>
public sealed class EntryJournal(NpgsqlDataSource database, EntrySeals seals, TimeProvider clock)
{
    /// <summary>Writes lines, in the transaction that finishes their writes' work items: exactly one for each write, whatever dies.</summary>
    internal async Task WriteAsync(NpgsqlTransaction transaction, IReadOnlyList<SealedLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
            return;

        var images = lines.Select(line => (Before: line.Seal(line.Line.Before), After: line.Seal(line.Line.After))).ToList();
        await using var command = new NpgsqlCommand(
            """
            insert into directory_journal (
                at, run_id, student_id, entry_uuid, operation, before_sealed, after_sealed, master_key, csn_before, csn_after, proved)
            select @now, run, student, entry, operation, before, after, master_key, csn_before, csn_after, proved
            from unnest(@runs, @students, @entries, @operations, @before, @after, @masterKeys, @csnsBefore, @csnsAfter, @proved)
                as line (run, student, entry, operation, before, after, master_key, csn_before, csn_after, proved)
            """,
            transaction.Connection,
            transaction);
        command.Parameters.AddWithValue("now", clock.GetUtcNow().UtcDateTime);
        command.Parameters.AddWithValue("runs", NpgsqlDbType.Array | NpgsqlDbType.Uuid, lines.Select(line => line.Line.Run).ToArray());
        command.Parameters.AddWithValue("students", NpgsqlDbType.Array | NpgsqlDbType.Uuid, lines.Select(line => line.Line.Student?.Value).ToArray());
        command.Parameters.AddWithValue("entries", lines.Select(line => line.Line.EntryUuid).ToArray());
        command.Parameters.AddWithValue("operations", lines.Select(line => line.Line.Operation.ToString().ToLowerInvariant()).ToArray());
        command.Parameters.AddWithValue("before", NpgsqlDbType.Array | NpgsqlDbType.Bytea, images.Select(image => image.Before?.Bytes).ToArray());
        command.Parameters.AddWithValue("after", NpgsqlDbType.Array | NpgsqlDbType.Bytea, images.Select(image => image.After?.Bytes).ToArray());
        command.Parameters.AddWithValue("masterKeys", NpgsqlDbType.Array | NpgsqlDbType.Text, images.Select(image => (image.Before ?? image.After)?.MasterKey).ToArray());
        command.Parameters.AddWithValue("csnsBefore", NpgsqlDbType.Array | NpgsqlDbType.Text, lines.Select(line => line.Line.Before?.EntryCsn).ToArray());
        command.Parameters.AddWithValue("csnsAfter", NpgsqlDbType.Array | NpgsqlDbType.Text, lines.Select(line => line.Line.After?.EntryCsn).ToArray());
        command.Parameters.AddWithValue("proved", lines.Select(line => line.Line.Proved).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What a run wrote, the last first.</summary>
    public Task<IReadOnlyList<JournalLine>> OfRunAsync(Guid run, CancellationToken cancellationToken) => ReadAsync(
        """
        select id, at, run_id as run, student_id, entry_uuid, operation, before_sealed, after_sealed, master_key, proved
        from directory_journal
        where run_id = @id
        order by id desc
        """,
        new { id = run },
        cancellationToken);

    /// <summary>An entry's history, the last first.</summary>
    public Task<IReadOnlyList<JournalLine>> OfEntryAsync(Guid entryUuid, CancellationToken cancellationToken) => ReadAsync(
        """
        select id, at, run_id as run, student_id, entry_uuid, operation, before_sealed, after_sealed, master_key, proved
        from directory_journal
        where entry_uuid = @id
        order by id desc
        """,
        new { id = entryUuid },
        cancellationToken);

    /// <summary>What was written to a student's entries, those that are gone included, and to this entry; the last first.</summary>
    public Task<IReadOnlyList<JournalLine>> OfAsync(StudentId? student, Guid? entryUuid, int atMost, CancellationToken cancellationToken) => ReadAsync(
        """
        select id, at, run_id as run, student_id, entry_uuid, operation, before_sealed, after_sealed, master_key, proved
        from directory_journal
        where student_id = @student
            or entry_uuid = @entryUuid
        order by id desc
        limit @atMost
        """,
        new { student = student?.Value, entryUuid, atMost },
        cancellationToken);

    /// <summary>The last write of each of these entries that was read back as it was to be; entries that were never written so are left out.</summary>
    public Task<IReadOnlyList<JournalLine>> LastProvedAsync(IReadOnlyCollection<Guid> entries, CancellationToken cancellationToken) => ReadAsync(
        """
        select distinct on (entry_uuid) id, at, run_id as run, student_id, entry_uuid, operation, before_sealed, after_sealed, master_key, proved
        from directory_journal
        where entry_uuid = any(@entries)
            and proved
        order by entry_uuid, id desc
        """,
        new { entries = entries.ToArray() },
        cancellationToken);

    private async Task<IReadOnlyList<JournalLine>> ReadAsync(string sql, object which, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(sql, which, cancellationToken: cancellationToken))).ToList();
        var keyring = await seals.OpenAsync(connection, [.. rows.Select(row => row.StudentId).OfType<Guid>().Distinct().Select(student => new StudentId(student))], cancellationToken);
        return [.. rows.Select(row => row.ToLine(keyring))];
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public DateTimeOffset At { get; init; }

        public Guid? Run { get; init; }

        public Guid? StudentId { get; init; }

        public Guid EntryUuid { get; init; }

        public required string Operation { get; init; }

        public byte[]? BeforeSealed { get; init; }

        public byte[]? AfterSealed { get; init; }

        public string? MasterKey { get; init; }

        public bool Proved { get; init; }

        public JournalLine ToLine(EntryKeyring keyring)
        {
            var student = StudentId is { } id ? new StudentId(id) : (StudentId?)null;
            return new JournalLine(
                Run,
                student,
                EntryUuid,
                Enum.Parse<WriteKind>(Operation, ignoreCase: true),
                keyring.Open<EntryImage>(student, BeforeSealed, MasterKey),
                keyring.Open<EntryImage>(student, AfterSealed, MasterKey),
                Proved)
            { Id = Id, At = At };
        }
    }
}

/// <summary>One write of one entry.</summary>
/// <param name="Run">Null for the process's own writes.</param>
/// <param name="Before">Null for an added entry, and where the person was erased.</param>
/// <param name="After">Null for a deleted entry, and where the person was erased.</param>
/// <param name="Proved">False: the write's answer never came, and the entry has been changed by somebody since.</param>
public sealed record JournalLine(Guid? Run, StudentId? Student, Guid EntryUuid, WriteKind Operation, EntryImage? Before, EntryImage? After, bool Proved)
{
    public long Id { get; init; }

    /// <summary>Business time, UTC.</summary>
    public DateTimeOffset At { get; init; }

    public override string ToString() => $"{Operation} of {EntryUuid}";
}

/// <summary>A line on its way into the journal.</summary>
/// <param name="Keyring">Seals its images.</param>
internal sealed record SealedLine(JournalLine Line, EntryKeyring Keyring)
{
    public SealedValue? Seal(EntryImage? image) => image is null ? null : Keyring.Seal(Line.Student, image);
}
