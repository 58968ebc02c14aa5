using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Mail;

/// <summary>Sends the mail with the RSid once more: the first may lie in a spam folder (D-10).</summary>
public sealed class MailDesk(NpgsqlDataSource database, WorkItemQueue queue, AuditTrail audit)
{
    /// <returns>False when the student has no RSid yet: there is nothing to send again.</returns>
    public async Task<bool> SendRsIdAgainAsync(CaseId caseId, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var student = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            """
            select e.student_id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join identifier rs on rs.student_id = e.student_id and rs.kind = 'rsid'
            where c.id = @caseId
            and c.closed_at is null
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken));
        if (student is not { } id)
            return false;

        var order = new MailOrder(nameof(MailKind.RsId), caseId, IsAgain: true);
        await queue.EnqueueAsync(transaction, MailHandler.WorkKind, id.ToString(), JsonSerializer.Serialize(order), caseId.Value, cancellationToken);
        await audit.WriteAsync(transaction, [new AuditEvent(actor, "mail.again", caseId, new StudentId(id), new { kind = nameof(MailKind.RsId) })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
