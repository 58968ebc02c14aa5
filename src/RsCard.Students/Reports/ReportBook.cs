using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Reports;

/// <summary>What students have said is wrong.</summary>
public sealed class ReportBook(NpgsqlDataSource database, StudentKeys studentKeys)
{
    /// <summary>All of one case, the newest first.</summary>
    public async Task<IReadOnlyList<StudentReport>> ListAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await OpenAsync(connection, await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select id, student_id, case_id, kind, text_sealed, reported_at, answer_sealed, answered_by, answered_at
            from student_report
            where case_id = @caseId
            order by reported_at desc, id
            """,
            new { caseId },
            cancellationToken: cancellationToken)), cancellationToken);
    }

    /// <summary>Those that wait for an answer, whoever has waited longest first.</summary>
    public async Task<IReadOnlyList<StudentReport>> ListOpenAsync(ReportScope scope, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await OpenAsync(connection, await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select report.id, report.student_id, report.case_id, report.kind, report.text_sealed, report.reported_at, report.answer_sealed, report.answered_by, report.answered_at
            from student_report report
            join student_case c on c.id = report.case_id
            join enrolment e on e.id = c.enrolment_id
            where report.answered_at is null
            and report.turn = @Turn
            and (@institutions::text[] is null or e.institution_code = any(@institutions))
            order by report.reported_at, report.id
            limit @most
            """,
            new { scope.Turn, institutions = scope.Institutions?.ToArray(), most },
            cancellationToken: cancellationToken)), cancellationToken);
    }

    /// <summary>How many wait for an answer.</summary>
    public async Task<int> CountOpenAsync(ReportScope scope, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            select count(*)::int
            from student_report report
            join student_case c on c.id = report.case_id
            join enrolment e on e.id = c.enrolment_id
            where report.answered_at is null
            and report.turn = @Turn
            and (@institutions::text[] is null or e.institution_code = any(@institutions))
            """,
            new { scope.Turn, institutions = scope.Institutions?.ToArray() },
            cancellationToken: cancellationToken));
    }

    private async Task<IReadOnlyList<StudentReport>> OpenAsync(NpgsqlConnection connection, IEnumerable<Row> found, CancellationToken cancellationToken)
    {
        var rows = found.ToList();
        var keyring = await studentKeys.OpenAsync(connection, [.. rows.Select(row => new StudentId(row.StudentId))], cancellationToken);
        return
        [
            .. from row in rows
               let student = new StudentId(row.StudentId)
               select new StudentReport(
                   row.Id,
                   new CaseId(row.CaseId),
                   ReportKind.Get(row.Kind),
                   keyring.Open<SealedText>(student, row.TextSealed)?.Text,
                   row.ReportedAt,
                   keyring.Open<SealedText>(student, row.AnswerSealed)?.Text,
                   row.AnsweredBy,
                   row.AnsweredAt),
        ];
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid StudentId { get; init; }

        public Guid CaseId { get; init; }

        public string Kind { get; init; } = "";

        public byte[]? TextSealed { get; init; }

        public DateTimeOffset ReportedAt { get; init; }

        public byte[]? AnswerSealed { get; init; }

        public string? AnsweredBy { get; init; }

        public DateTimeOffset? AnsweredAt { get; init; }
    }
}

internal sealed record SealedText(string Text)
{
    public override string ToString() => "Text (not shown)";
}
