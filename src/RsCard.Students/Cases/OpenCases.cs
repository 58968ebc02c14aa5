using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Cases;

/// <summary>Where something new about a student is to begin.</summary>
public sealed class OpenCases
{
    /// <summary>The case itself where it goes on, else another of the student's that does, the longest period first; null where none does.</summary>
    public async Task<OpenCase?> FindAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken)
    {
        var row = await transaction.Connection!.QuerySingleOrDefaultAsync<(Guid Case, Guid Student, string Path)?>(new CommandDefinition(
            """
            select c.id, e.student_id, c.path
            from student_case this_case
            join enrolment this on this.id = this_case.enrolment_id
            join enrolment e on e.student_id = this.student_id
            join student_case c on c.enrolment_id = e.id
            where this_case.id = @caseId
            and c.closed_at is null
            and c.ending_at is null
            and c.path <> 'halmstad'
            order by c.id = @caseId desc, e.last_day desc, c.id
            limit 1
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken));
        return row is { } found ? new OpenCase(new CaseId(found.Case), new StudentId(found.Student), found.Path) : null;
    }
}

/// <param name="Path">One of <see cref="CasePath"/>.</param>
public sealed record OpenCase(CaseId Case, StudentId Student, string Path);
