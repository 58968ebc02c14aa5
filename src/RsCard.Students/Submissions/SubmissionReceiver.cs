using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Protection;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Status;
using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>
/// Takes a list in: reads it, judges each row, takes protected rows out, and keeps the rest, all before anything else is asked
/// (D-2, D-4). What follows is a work item, so a directory that is down makes the list wait and loses nothing.
/// </summary>
public sealed class SubmissionReceiver(
    NpgsqlDataSource database,
    ListReader reader,
    ListMatching matching,
    StudentProtection protection,
    MasterKeys masterKeys,
    WorkItemQueue queue,
    AuditTrail audit,
    ContactOptions contacts,
    TimeProvider clock)
{
    /// <summary>Rows that the directory is asked about before progress is told.</summary>
    private const int RowsInOneQuestion = 1000;

    /// <summary>Says what would become of the list. Nothing is stored, nothing happens.</summary>
    /// <exception cref="Ldap.LdapException">The directory doesn't answer.</exception>
    public async Task<SubmissionAnswer> DryRunAsync(string institution, ReadOnlyMemory<byte> bytes, string fileName, string language, CancellationToken cancellationToken) =>
        (await PreviewAsync(institution, bytes, fileName, (_, _) => { }, cancellationToken)).In(language, contacts);

    /// <summary>Looks at what would become of the list. Nothing is stored, nothing happens.</summary>
    /// <param name="progress">Told how many rows of how many have been gone through.</param>
    /// <exception cref="Ldap.LdapException">The directory doesn't answer.</exception>
    public async Task<ListPreview> PreviewAsync(string institution, ReadOnlyMemory<byte> bytes, string fileName, Action<int, int> progress, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var reading = await ReadAsync(connection, institution, bytes, fileName, cancellationToken);
        if (reading is ListReading.Refused(var refusal))
            return new ListPreview(refusal, File: null, []);

        var file = ((ListReading.Accepted)reading).File;
        var judged = ListJudge.Judge(file, clock.Today());
        List<FoundEntry> found = [];
        for (var done = 0; done < judged.Count; done += RowsInOneQuestion)
        {
            progress(done, judged.Count);
            found.AddRange(await matching.LookUpAsync(judged.Skip(done).Take(RowsInOneQuestion), cancellationToken));
        }

        var rows = await matching.MatchAsync(connection, judged, institution, ListMatching.ByNumber(found), cancellationToken);
        progress(judged.Count, judged.Count);
        return new ListPreview(
            Refusal: null,
            AnsweredFile.Of(file, judged.Count),
            [.. rows.Select(row => new PreviewedRow(row.Judged.Row, row.Match.Verdict, row.Judged.Errors, row.Forecast, row.Match.Reason))]);
    }

    /// <summary>Keeps the list and orders its rows to be applied.</summary>
    /// <returns>The submission, or the refusal of a file that can't be read: then nothing was kept.</returns>
    public async Task<Receipt> ReceiveAsync(string institution, ReadOnlyMemory<byte> bytes, string fileName, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var reading = await ReadAsync(connection, institution, bytes, fileName, cancellationToken);
        if (reading is ListReading.Refused(var refusal))
            return new Receipt.Refused(refusal);

        var file = ((ListReading.Accepted)reading).File;
        var today = clock.Today();
        var judged = ListJudge.Judge(file, today);
        var id = Id.New<SubmissionId>();
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ProtectAsync(transaction, ProtectedPeople.Of(file, judged, today), actor, cancellationToken);
        await InsertAsync(transaction, id, institution, file, fileName, actor, today, cancellationToken);
        await InsertRowsAsync(transaction, id, file, judged, cancellationToken);
        await queue.EnqueueAsync(transaction, SubmissionHandler.WorkKind, $"submission:{id}", JsonSerializer.Serialize(new SubmissionOrder(id)), correlationId: null, cancellationToken);
        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, "submission.received", Case: null, Student: null, new { submission = id.Value, institution, rows = judged.Count })],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Receipt.Received(id);
    }

    private async Task<ListReading> ReadAsync(NpgsqlConnection connection, string institution, ReadOnlyMemory<byte> bytes, string fileName, CancellationToken cancellationToken)
    {
        var headers = await OwnHeadersAsync(connection, institution, cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select active from institution where code = @institution", new { institution }, cancellationToken: cancellationToken))
            ? reader.Read(bytes, fileName, headers)
            : new ListReading.Refused(new FileRefusal(FileCodes.InstitutionClosed, institution));
    }

    internal static async Task<IReadOnlyDictionary<string, string>> OwnHeadersAsync(NpgsqlConnection connection, string institution, CancellationToken cancellationToken)
    {
        var json = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "select header_names::text from institution where code = @institution",
            new { institution },
            cancellationToken: cancellationToken));
        return json is null
            ? throw new UnknownInstitutionException(institution)
            : JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
    }

    /// <summary>A row may say of a student of ours that they are protected now.</summary>
    private async Task ProtectAsync(NpgsqlTransaction transaction, IReadOnlyCollection<string> people, string actor, CancellationToken cancellationToken)
    {
        if (people.Count > 0)
            await protection.ProtectAsync(transaction, await protection.FindAsync(transaction, people, cancellationToken), actor, cancellationToken);
    }

    private async Task InsertAsync(
        NpgsqlTransaction transaction, SubmissionId id, string institution, ListFile file, string fileName, string actor, DateOnly today, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into submission (
                id, institution_code, submitted_by, received_at, file_name, format, encoding, delimiter, row_count, today, master_key,
                head_sealed, state)
            values (
                @id, @institution, @actor, @now, @fileName, @format, @Encoding, @delimiter, @rows, @today, @Current, @head, 'received')
            """,
            new
            {
                id,
                institution,
                actor,
                now = clock.GetUtcNow(),
                fileName = Path.GetFileName(fileName),
                format = file.Format.ToString(),
                file.Encoding,
                delimiter = file.Delimiter?.ToString(),
                rows = file.Records.Count,
                today,
                masterKeys.Current,
                head = new ListHead(file.HeaderRow, [.. file.Header.Cells]).Seal(masterKeys, id),
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>Rows that need nothing more have their verdict now; the others wait for the runner. A protected row leaves its number only.</summary>
    private async Task InsertRowsAsync(NpgsqlTransaction transaction, SubmissionId id, ListFile file, IReadOnlyList<JudgedRow> judged, CancellationToken cancellationToken)
    {
        await using var writer = await transaction.Connection!.BeginBinaryImportAsync(
            "copy submission_row (submission_id, row_number, verdict, errors, cells_sealed) from stdin (format binary)",
            cancellationToken);
        foreach (var (record, row) in file.Records.Zip(judged))
        {
            await writer.StartRowAsync(cancellationToken);
            await writer.WriteAsync(id.Value, cancellationToken);
            await writer.WriteAsync(row.Row, cancellationToken);
            if (row.Kind != RowKind.HandedOver && ListMatching.WithoutMatching(row.Kind) is { } verdict)
                await writer.WriteAsync(verdict, cancellationToken);
            else
                await writer.WriteNullAsync(cancellationToken);
            await writer.WriteAsync(JsonSerializer.Serialize(row.Errors), NpgsqlDbType.Jsonb, cancellationToken);
            if (row.Kind == RowKind.Protected)
                await writer.WriteNullAsync(cancellationToken);
            else
                await writer.WriteAsync(masterKeys.Seal(JsonSerializer.SerializeToUtf8Bytes(record.Cells), id.ToString()), cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
    }
}

/// <summary>What became of a list that was sent.</summary>
public abstract record Receipt
{
    private Receipt()
    {
    }

    public sealed record Received(SubmissionId Id) : Receipt;

    public sealed record Refused(FileRefusal Refusal) : Receipt;
}

/// <summary><c>INST-001</c>: there is no institution of that code.</summary>
public sealed class UnknownInstitutionException(string code) : Exception($"INST-001: there is no institution '{code}'.");
