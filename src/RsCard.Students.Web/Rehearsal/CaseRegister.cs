using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>A student of the cohort and the case that a list has opened.</summary>
public sealed record RehearsedCase(CaseId Id, CohortStudent Student);

/// <summary>Something that a person is asked for today.</summary>
/// <param name="Signal">What the step waits for.</param>
/// <param name="Since">The Stockholm day on which it began.</param>
/// <param name="Subject">The placement or the card that it is about; null: the case itself.</param>
public sealed record OpenTurn(RehearsedCase Case, string Signal, DateOnly Since, Guid? Subject = null)
{
    public int Index => Case.Student.Index;

    /// <summary>Tells one wait of a student from another, and is the same in each run of a seed.</summary>
    public string Question(string what) => $"{what} {Signal} {Since.DayNumber}";
}

/// <summary>Which student has which case, and whose turn it is: all read with one query a day.</summary>
public sealed class CaseRegister(NpgsqlDataSource database)
{
    private readonly Dictionary<Guid, RehearsedCase> cases = [];

    public IReadOnlyCollection<RehearsedCase> Cases => cases.Values;

    /// <summary>Takes in the cases that a list has opened.</summary>
    public async Task AddAsync(SubmissionId submission, CohortList list, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(Guid Case, int Row)>(new CommandDefinition(
            """
            select c.id, r.row_number
            from submission_row r
            join student_case c on c.enrolment_id = r.enrolment_id
            where r.submission_id = @submission
            """,
            new { submission },
            cancellationToken: cancellationToken));
        foreach (var (id, row) in rows)
            cases[id] = new RehearsedCase(new CaseId(id), list.Row(row));
    }

    /// <summary>Every step that waits for a person, students in the order of the cohort.</summary>
    public async Task<IReadOnlyList<OpenTurn>> OpenTurnsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(Guid Case, string Signal, DateTimeOffset Since, Guid? Subject)>(new CommandDefinition(
            """
            select bookmark.correlation_id, bookmark.name, bookmark.since, instance.subject
            from workflow.bookmark
            join workflow.instance on instance.id = bookmark.instance_id
            where bookmark.kind = 'signal'
            and bookmark.owner <> @Nobody
            order by bookmark.since, bookmark.instance_id
            """,
            new { Owners.Nobody },
            cancellationToken: cancellationToken));
        return
        [
            .. rows
                .Where(row => cases.ContainsKey(row.Case))
                .Select(row => new OpenTurn(cases[row.Case], row.Signal, StockholmTime.DayOf(row.Since), row.Subject))
                .OrderBy(turn => turn.Index)
                .ThenBy(turn => turn.Signal, StringComparer.Ordinal),
        ];
    }
}
