using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Mail;

/// <summary>What came of asking for a mail once more.</summary>
public enum SendAgain
{
    Ordered,

    /// <summary>The student has no RSid yet, or the case is closed.</summary>
    NothingToSend,

    /// <summary>One is on its way, or left within the last minutes: a second click sends no second mail.</summary>
    JustSent,
}

/// <summary>Sends the mail with the RSid once more: the first may lie in a spam folder (D-10).</summary>
public sealed class MailDesk(NpgsqlDataSource database, WorkItemQueue queue, WorkflowEngine engine, AuditTrail audit, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public async Task<SendAgain> SendRsIdAgainAsync(CaseId caseId, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await engine.LockAsync(transaction, [caseId.Value], cancellationToken);
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
            return SendAgain.NothingToSend;
        if (await IsJustSentAsync(transaction, id, cancellationToken))
            return SendAgain.JustSent;

        var kind = await KindAsync(transaction, caseId, id, cancellationToken);
        await queue.OrderMailAsync(transaction, new StudentId(id), new MailOrder(kind, caseId, IsAgain: true), cancellationToken);
        await audit.WriteAsync(transaction, [new AuditEvent(actor, "mail.again", caseId, new StudentId(id), new { kind })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return SendAgain.Ordered;
    }

    /// <summary>In the form that the case had it in, else the student.</summary>
    private static async Task<string> KindAsync(NpgsqlTransaction transaction, CaseId caseId, Guid student, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteScalarAsync<string?>(new CommandDefinition(
            """
            select kind
            from mail
            where student_id = @student
            and kind = any(@kinds)
            order by case_id = @caseId desc, composed_at desc
            limit 1
            """,
            new { caseId, student, kinds = MailCatalogue.RsIdMails },
            transaction,
            cancellationToken: cancellationToken)) ?? nameof(MailKind.RsId);

    private async Task<bool> IsJustSentAsync(NpgsqlTransaction transaction, Guid student, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            select exists (
                select from workflow.work_item
                where key = @key
                and kind = 'mail'
                and state in ('ready', 'leased'))
            or exists (
                select from mail
                where student_id = @student
                and kind = any(@kinds)
                and state = 'sent'
                and sent_at > @since)
            """,
            new { key = student.ToString(), student, since = clock.GetUtcNow() - Pause, kinds = MailCatalogue.RsIdMails },
            transaction,
            cancellationToken: cancellationToken));
}
