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

        var secret = events.Where(e => e.IsSealed).ToList();
        var owners = await OwnersAsync(transaction, [.. secret.Where(e => e.Student is null).Select(e => e.Case).OfType<CaseId>()], cancellationToken);
        StudentId? OwnerOf(AuditEvent e) => e.Student ?? (e.Case is { } id && owners.TryGetValue(id, out var owner) ? owner : null);
        var keyring = await studentKeys.OpenAsync(transaction.Connection!, [.. secret.Select(OwnerOf).OfType<StudentId>()], cancellationToken);
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
        command.Parameters.AddWithValue("personal", NpgsqlDbType.Array | NpgsqlDbType.Bytea, events.Select(e => e.IsSealed && OwnerOf(e) is { } owner && keyring.Has(owner) ? keyring.Seal(owner, Sealed(e)) : null).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whom these cases are about: their keys seal what names no student.</summary>
    private static async Task<Dictionary<CaseId, StudentId>> OwnersAsync(NpgsqlTransaction transaction, IReadOnlyCollection<CaseId> cases, CancellationToken cancellationToken) =>
        cases.Count == 0 ? [] : (await transaction.Connection!.QueryAsync<(CaseId Case, StudentId Student)>(new CommandDefinition(
            """
            select c.id, e.student_id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where c.id = any(@cases)
            """,
            new { cases = cases.Select(id => id.Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToDictionary(row => row.Case, row => row.Student);

    private static Dictionary<string, string> Sealed(AuditEvent e)
    {
        var values = new Dictionary<string, string>(e.Personal ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (e.Words is not null)
            values[AuditEvent.WordsKey] = e.Words;
        return values;
    }
}
