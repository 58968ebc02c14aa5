using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Audit;

/// <summary>One change: who did what to which case, from what to what (D-40).</summary>
/// <param name="Actor">For example <c>staff:anna.hsa</c>, <c>system</c>, <c>student</c>.</param>
/// <param name="Action">For example <c>review.approved</c>, <c>directory.added</c>.</param>
/// <param name="Facts">Without personal data; written as JSON.</param>
/// <param name="Personal">From what to what where that is personal: sealed with the student's key.</param>
/// <param name="Words">What a person wrote in a field for free text, which may be about the student's health: sealed with the student's key.</param>
public sealed record AuditEvent(
    string Actor,
    string Action,
    CaseId? Case,
    StudentId? Student,
    object Facts,
    IReadOnlyDictionary<string, string>? Personal = null,
    string? Words = null)
{
    /// <summary>The name of <see cref="Words"/> among what is sealed.</summary>
    internal const string WordsKey = "words";

    internal bool IsSealed => Personal is not null || Words is not null;
}

/// <summary>Writes the audit trail, in the transaction of the change that it tells of. Rows can't be changed afterwards.</summary>
public sealed class AuditTrail(StudentKeys studentKeys, TimeProvider clock)
{
    public async Task WriteAsync(NpgsqlTransaction transaction, IReadOnlyList<AuditEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return;

        var students = await StudentsAsync(transaction, events, cancellationToken);
        var keyring = await studentKeys.OpenAsync(transaction.Connection!, [.. students.Values], cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            insert into audit_event (at, actor, action, case_id, student_id, facts, personal_sealed)
            select @at, actor, action, case_id, student_id, facts::jsonb, personal
            from unnest(@actors, @actions, @cases, @students, @facts, @personal) as new (actor, action, case_id, student_id, facts, personal)
            """,
            transaction.Connection,
            transaction);
        command.Parameters.AddWithValue("at", clock.GetUtcNow().UtcDateTime);
        command.Parameters.AddWithValue("actors", events.Select(e => e.Actor).ToArray());
        command.Parameters.AddWithValue("actions", events.Select(e => e.Action).ToArray());
        command.Parameters.AddWithValue("cases", NpgsqlDbType.Array | NpgsqlDbType.Uuid, events.Select(e => e.Case?.Value).ToArray());
        command.Parameters.AddWithValue("students", NpgsqlDbType.Array | NpgsqlDbType.Uuid, events.Select(e => e.Student?.Value).ToArray());
        command.Parameters.AddWithValue("facts", events.Select(e => JsonSerializer.Serialize(e.Facts)).ToArray());
        command.Parameters.AddWithValue("personal", NpgsqlDbType.Array | NpgsqlDbType.Bytea, events.Select(e => students.TryGetValue(e, out var student) && keyring.Has(student) ? keyring.Seal(student, Sealed(e)) : null).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whose key seals each event that has something to seal: the student named, or the one of the case.</summary>
    private static async Task<Dictionary<AuditEvent, StudentId>> StudentsAsync(NpgsqlTransaction transaction, IReadOnlyList<AuditEvent> events, CancellationToken cancellationToken)
    {
        var secret = events.Where(e => e.IsSealed).ToList();
        var found = secret.Where(e => e.Student is not null).ToDictionary<AuditEvent, AuditEvent, StudentId>(e => e, e => e.Student.GetValueOrDefault(), ReferenceEqualityComparer.Instance);
        var byCase = secret.FindAll(e => e.Student is null && e.Case is not null);
        if (byCase.Count == 0)
            return found;

        var owners = (await transaction.Connection!.QueryAsync<(CaseId Case, StudentId Student)>(new CommandDefinition(
            """
            select c.id, e.student_id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where c.id = any(@cases)
            """,
            new { cases = byCase.Select(e => e.Case.GetValueOrDefault().Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToDictionary(row => row.Case, row => row.Student);
        foreach (var e in byCase)
        {
            if (owners.TryGetValue(e.Case.GetValueOrDefault(), out var student))
                found[e] = student;
        }

        return found;
    }

    private static Dictionary<string, string> Sealed(AuditEvent e)
    {
        var values = new Dictionary<string, string>(e.Personal ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (e.Words is not null)
            values[AuditEvent.WordsKey] = e.Words;
        return values;
    }
}
