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
public sealed record AuditEvent(
    string Actor,
    string Action,
    CaseId? Case,
    StudentId? Student,
    object Facts,
    IReadOnlyDictionary<string, string>? Personal = null);

/// <summary>Writes the audit trail, in the transaction of the change that it tells of. Rows can't be changed afterwards.</summary>
public sealed class AuditTrail(StudentKeys studentKeys, TimeProvider clock)
{
    public async Task WriteAsync(NpgsqlTransaction transaction, IReadOnlyList<AuditEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return;

        var personal = events.Where(e => e.Personal is not null).Select(e => e.Student.GetValueOrDefault()).ToList();
        var keyring = await studentKeys.OpenAsync(transaction.Connection!, personal, cancellationToken);
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
        command.Parameters.AddWithValue("personal", NpgsqlDbType.Array | NpgsqlDbType.Bytea, events.Select(e => Seal(keyring, e)).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static byte[]? Seal(StudentKeyring keyring, AuditEvent e) =>
        e.Personal is not null && e.Student is { } student && keyring.Has(student) ? keyring.Seal(student, e.Personal) : null;
}
