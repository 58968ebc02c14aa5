using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Audit;

/// <summary>The audit trail to read (D-40).</summary>
public sealed class AuditBook(NpgsqlDataSource database, StudentKeys studentKeys)
{
    /// <summary>What was done to a case, the oldest first. Of what is sealed only what people wrote is opened, as long as the student's key is there.</summary>
    public async Task<IReadOnlyList<AuditLine>> ListAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<(DateTimeOffset At, string Actor, string Action, string Facts, byte[]? Sealed, StudentId Student)>(new CommandDefinition(
            """
            select event.at, event.actor, event.action, event.facts::text, event.personal_sealed, e.student_id
            from audit_event event
            join student_case c on c.id = event.case_id
            join enrolment e on e.id = c.enrolment_id
            where event.case_id = @caseId
            order by event.id
            """,
            new { caseId },
            cancellationToken: cancellationToken))).ToList();
        var keyring = await studentKeys.OpenAsync(connection, [.. rows.Select(row => row.Student)], cancellationToken);
        return [.. rows.Select(row => new AuditLine(
            row.At, row.Actor, row.Action, row.Facts, keyring.Open<Dictionary<string, string>>(row.Student, row.Sealed)?.GetValueOrDefault(AuditEvent.WordsKey)))];
    }

    /// <summary>Which activities of each instance have completed: the trail alone tells them from those that were passed over.</summary>
    public async Task<ILookup<Guid, string>> CompletedAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(Guid Instance, string Activity)>(new CommandDefinition(
            """
            select distinct (facts->>'instance')::uuid, split_part(entry, ':', 1)
            from audit_event, jsonb_array_elements_text(facts->'journal') as journal (entry)
            where case_id = @caseId
            and action = 'workflow.advanced'
            and split_part(entry, ':', 2) = 'Completed'
            """,
            new { caseId },
            cancellationToken: cancellationToken));
        return rows.ToLookup(row => row.Instance, row => row.Activity);
    }
}

/// <param name="Facts">JSON without personal data.</param>
/// <param name="Words">What a person wrote: a reason, a question, an answer. Null where nothing was written, or the student's key was destroyed.</param>
public sealed record AuditLine(DateTimeOffset At, string Actor, string Action, string Facts, string? Words);
