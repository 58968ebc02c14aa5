using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Status;
using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>A list that was sent, in one line.</summary>
public sealed record SubmissionLine(SubmissionId Id, string InstitutionCode, string FileName, string SubmittedBy, DateTimeOffset ReceivedAt, int Rows, int Judged, bool IsApplied, DateTimeOffset? TakenBackAt, string? TakenBackBy);

/// <summary>Lists that were sent, and their answers.</summary>
public sealed class SubmissionBook(NpgsqlDataSource database, MasterKeys masterKeys, StudentKeys studentKeys, ContactOptions contacts, TimeProvider clock)
{
    /// <summary>So long a list reminds of its refused rows.</summary>
    private static readonly TimeSpan Mending = TimeSpan.FromDays(14);

    /// <summary>The newest lists of these institutions; null: of all.</summary>
    public async Task<IReadOnlyList<SubmissionLine>> ListAsync(IReadOnlyCollection<string>? institutions, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select s.*, (select count(*) from submission_row r where r.submission_id = s.id and r.verdict is not null) as judged
            from submission s
            where @institutions::text[] is null or s.institution_code = any(@institutions)
            order by s.received_at desc, s.id
            limit 100
            """,
            new { institutions = institutions?.ToArray() },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToLine())];
    }

    /// <summary>Lists of the last two weeks that have refused rows, the newest first, with how many.</summary>
    public async Task<IReadOnlyList<(Guid Id, string FileName, int Rows)>> ToMendAsync(IReadOnlyCollection<string> institutions, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(Guid, string, int)>(new CommandDefinition(
            """
            select s.id, s.file_name, refused.rows
            from submission s
            cross join lateral (
                select count(*)::integer as rows
                from submission_row r
                where r.submission_id = s.id
                and r.verdict = 'refused'
            ) refused
            where s.institution_code = any(@institutions)
            and s.received_at >= @since
            and s.taken_back_at is null
            and refused.rows > 0
            order by s.received_at desc, s.id
            limit @most
            """,
            new { institutions = institutions.ToArray(), since = clock.GetUtcNow() - Mending, most },
            cancellationToken: cancellationToken))];
    }

    /// <summary>The list in one line; null where there is none.</summary>
    public async Task<SubmissionLine?> FindAsync(SubmissionId id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await ReadAsync(connection, id, cancellationToken))?.ToLine();
    }

    /// <summary>The answer as far as the rows have their verdicts; a row that waits has none.</summary>
    public async Task<SubmissionAnswer> AnswerAsync(SubmissionId id, string language, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await ReadAsync(connection, id, cancellationToken) ?? throw new InvalidOperationException($"SUB-002: there is no list {id}.");
        var rows = (await connection.QueryAsync<(int Number, string? Verdict, string? Note, string? Forecast, string Errors)>(new CommandDefinition(
            """
            select row_number, verdict, note, forecast, errors::text
            from submission_row
            where submission_id = @id
            order by row_number
            """,
            new { id },
            cancellationToken: cancellationToken)))
            .Select(line => new AnsweredRow(line.Number, line.Verdict, AnsweredError.Of(Errors(line.Errors), language, contacts), line.Forecast, line.Note))
            .ToList();
        return new SubmissionAnswer(
            id.Value,
            new AnsweredFile(row.Format.ToLowerInvariant(), row.Encoding, row.Delimiter, rows.Count, null, null),
            rows,
            SubmissionAnswer.Count(rows));
    }

    /// <summary>The refused rows as a file in the sent format, to be mended and sent again (D-2); null where none was refused.</summary>
    public async Task<byte[]?> RefusedRowsAsync(SubmissionId id, string language, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (row, empty) = await OpenAsync(connection, id, cancellationToken);
        var refused = (await connection.QueryAsync<(int Number, string Errors, byte[] Cells)>(new CommandDefinition(
            """
            select row_number, errors::text, cells_sealed
            from submission_row
            where submission_id = @id
            and verdict = 'refused'
            and cells_sealed is not null
            order by row_number
            """,
            new { id },
            cancellationToken: cancellationToken))).ToList();
        if (refused.Count == 0)
            return null;

        var records = refused.Select(line => new ListRecord(line.Number, JsonSerializer.Deserialize<string[]>(masterKeys.Open(row.MasterKey, line.Cells, id.ToString())) ?? [])).ToList();
        return RefusedRowsFile.Write(empty with { Records = records }, [.. refused.Select(line => new JudgedRow(line.Number, RowKind.Refused, null, Errors(line.Errors)))], language);
    }

    /// <summary>The list as sent, protected rows taken out (D-2, D-4), and without the rows of students who were erased since.</summary>
    public async Task<byte[]> AsSentAsync(SubmissionId id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (row, empty) = await OpenAsync(connection, id, cancellationToken);
        var lines = (await connection.QueryAsync<(int Number, Guid? Student, byte[]? Cells)>(new CommandDefinition(
            """
            select row_number, student_id, cells_sealed
            from submission_row
            where submission_id = @id
            order by row_number
            """,
            new { id },
            cancellationToken: cancellationToken))).ToList();
        var keyring = await studentKeys.OpenAsync(connection, [.. lines.Where(line => line.Student is not null).Select(line => new StudentId(line.Student.GetValueOrDefault()))], cancellationToken);
        var records = lines.Select(line => (line.Number, Cells: line switch
        {
            (_, _, null) => null,
            (_, { } student, { } cells) => keyring.Open<string[]>(new StudentId(student), cells),
            (_, null, { } cells) => JsonSerializer.Deserialize<string[]>(masterKeys.Open(row.MasterKey, cells, id.ToString())),
        }));
        return KeptList.Write(empty with
        {
            Records = [.. records.Where(record => record.Cells is not null).Select(record => new ListRecord(record.Number, record.Cells ?? []))],
        });
    }

    /// <summary>The list's row, and the list as a file without records.</summary>
    private async Task<(Row Row, ListFile Empty)> OpenAsync(NpgsqlConnection connection, SubmissionId id, CancellationToken cancellationToken)
    {
        var row = await ReadAsync(connection, id, cancellationToken) ?? throw new InvalidOperationException($"SUB-002: there is no list {id}.");
        var head = ListHead.Open(masterKeys, row.MasterKey, row.HeadSealed, id);
        var header = head.Map(await SubmissionReceiver.OwnHeadersAsync(connection, row.InstitutionCode, cancellationToken));
        return (row, new ListFile(Enum.Parse<ListFormat>(row.Format), row.Encoding, row.Delimiter?[0], header, head.HeaderRow, [], []));
    }

    private static List<RowError> Errors(string json) => JsonSerializer.Deserialize<List<RowError>>(json) ?? [];

    private static async Task<Row?> ReadAsync(NpgsqlConnection connection, SubmissionId id, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            """
            select s.*, (select count(*) from submission_row r where r.submission_id = s.id and r.verdict is not null) as judged
            from submission s
            where s.id = @id
            """,
            new { id },
            cancellationToken: cancellationToken));

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string InstitutionCode { get; init; } = "";

        public string FileName { get; init; } = "";

        public string SubmittedBy { get; init; } = "";

        public DateTimeOffset ReceivedAt { get; init; }

        public string Format { get; init; } = "";

        public string? Encoding { get; init; }

        public string? Delimiter { get; init; }

        public int RowCount { get; init; }

        public long Judged { get; init; }

        public string State { get; init; } = "";

        public DateTimeOffset? TakenBackAt { get; init; }

        public string? TakenBackBy { get; init; }

        public string MasterKey { get; init; } = "";

        public byte[] HeadSealed { get; init; } = [];

        public SubmissionLine ToLine() => new(new SubmissionId(Id), InstitutionCode, FileName, SubmittedBy, ReceivedAt, RowCount, (int)Judged, State == "applied", TakenBackAt, TakenBackBy);
    }
}
