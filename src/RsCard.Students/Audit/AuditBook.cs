using System.Text.Json;
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

    /// <summary>Changes of what holds for all students, made by people, the newest first.</summary>
    /// <param name="before">Only those older than the event of this number; null: from the newest on.</param>
    /// <returns>Each with its number.</returns>
    public async Task<IReadOnlyList<(long Number, AuditLine Line)>> OfInstallationAsync(long? before, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Id, DateTimeOffset At, string Actor, string Action, string Facts)>(new CommandDefinition(
            """
            select id, at, actor, action, facts::text
            from audit_event
            where case_id is null
            and student_id is null
            and actor <> 'system'
            and action not like 'submission.%'
            and (@before::bigint is null or id < @before)
            order by id desc
            limit @most
            """,
            new { before, most },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => (row.Id, new AuditLine(row.At, row.Actor, row.Action, row.Facts, Words: null)))];
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
public sealed record AuditLine(DateTimeOffset At, string Actor, string Action, string Facts, string? Words)
{
    /// <summary>The code of what kept it from being done; null where it was done.</summary>
    public string? Refused
    {
        get
        {
            using var facts = JsonDocument.Parse(Facts);
            return facts.RootElement.TryGetProperty("refused", out var code) ? code.GetString() : null;
        }
    }
}
