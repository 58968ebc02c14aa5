using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Status;
using RsCard.Students.Students;

namespace RsCard.Students.Mail;

/// <summary>
/// Composes a mail once, then sends it until the server has taken it, always the same text with the same Message-ID. Until
/// then the text lies in the work item, sealed with the student's key; afterwards only the link's hash remains (D-10, D-42).
/// </summary>
internal sealed class MailHandler(
    NpgsqlDataSource database,
    MailFactsReader facts,
    MailComposer composer,
    IMailTransport transport,
    StudentKeys studentKeys,
    WorkItemQueue queue,
    AuditTrail audit,
    MailOptions mailOptions,
    StatusOptions statusOptions,
    ProcessOptions processOptions,
    TimeProvider clock) : IWorkItemHandler
{
    public const string WorkKind = "mail";

    public string Kind => WorkKind;

    public int Concurrency => mailOptions.Connections;

    /// <summary>A mail server that is down is waited for: about three days.</summary>
    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(15), MaxAttempts: 300);

    public async Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize<MailOrder>(item.Payload) ?? throw new JsonException("empty mail order");
        var draft = order.Draft;
        if (draft is null)
        {
            draft = await ComposeAsync(order, cancellationToken);
            if (draft is null)
                return new WorkOutcome.Completed("Done");
            if (!await queue.ReplacePayloadAsync(item, JsonSerializer.Serialize(order with { Draft = draft }), cancellationToken))
                return new WorkOutcome.Transient("WORK-002", "the lease has gone");
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var keyring = await studentKeys.OpenAsync(connection, [draft.Student], cancellationToken);
        if (keyring.Open<ComposedMail>(draft.Student, draft.Sealed) is not { } mail)
            return new WorkOutcome.Completed("Done");

        await NoteAsync(connection, order.Case, draft, mail, cancellationToken);
        return await transport.SendAsync(mail, cancellationToken) switch
        {
            MailDelivery.Accepted => new WorkOutcome.Completed("Done", (transaction, token) => RecordSentAsync(transaction, order.Case, draft, mail.Kind, token)),
            MailDelivery.Transient(var code, var detail) => new WorkOutcome.Transient(code, detail),
            MailDelivery.OutcomeUnknown(var code, var detail) => new WorkOutcome.Transient(code, detail),
            MailDelivery.Permanent(var code, var detail) => await RecordRefusedAsync(connection, draft, code, detail, cancellationToken),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <returns>Null when there is nothing to send: nobody to tell, or the RSid has been mailed already (D-7).</returns>
    private async Task<MailDraft?> ComposeAsync(MailOrder order, CancellationToken cancellationToken)
    {
        var kind = Enum.Parse<MailKind>(order.Mail);
        var id = Id.New<MailId>();
        if (await facts.FindAsync(kind, order.Case, cancellationToken) is not { } matter
            || (kind == MailKind.RsId && !order.IsAgain && await facts.WasSentAsync(matter.Student, kind, cancellationToken)))
            return null;

        var link = matter.IsToAdministrator ? null : StatusLink.Create(statusOptions.PublicUri);
        var envelope = new MailEnvelope(matter.To, matter.Language, MailMessageId.For(id.Value, mailOptions.FromAddress), clock.GetUtcNow());
        var mail = composer.Compose(matter.Facts, link?.Address ?? new Uri(statusOptions.PublicUri, $"lists/{matter.List}"), envelope);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var keyring = await studentKeys.OpenAsync(connection, [matter.Student], cancellationToken);
        return keyring.Has(matter.Student)
            ? new MailDraft(
                id,
                matter.Student,
                link?.Hash,
                keyring.Seal(matter.Student, mail),
                keyring.Seal(matter.Student, link is null ? mail : mail.Redacted(link.Token)))
            : null;
    }

    /// <summary>The mail's row and the link's hash, before the first attempt: a link that reaches somebody always works.</summary>
    private async Task NoteAsync(NpgsqlConnection connection, CaseId caseId, MailDraft draft, ComposedMail mail, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            with noted as (
                insert into mail (id, student_id, case_id, kind, message_id, language, state, text_sealed, composed_at)
                values (@Id, @Student, @caseId, @kind, @MessageId, @language, 'composed', @Kept, @Date)
                on conflict (id) do nothing
                returning id
            )
            insert into status_link (token_hash, student_id, case_id, mail_id, expires_at)
            select @TokenHash, @Student, @caseId, id, @expires
            from noted
            where @TokenHash is not null
            """,
            new
            {
                draft.Id,
                draft.Student,
                caseId,
                kind = mail.Kind.ToString(),
                mail.MessageId,
                language = mail.Language.ToString(),
                draft.Kept,
                mail.Date,
                draft.TokenHash,
                expires = mail.Date.AddDays(processOptions.StatusLinkDays),
            },
            cancellationToken: cancellationToken));

    private async Task RecordSentAsync(NpgsqlTransaction transaction, CaseId caseId, MailDraft draft, MailKind kind, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "update mail set state = 'sent', sent_at = @now where id = @Id",
            new { draft.Id, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        await audit.WriteAsync(
            transaction,
            [new AuditEvent("system", "mail.sent", caseId, draft.Student, new { mail = draft.Id.Value, kind = kind.ToString() })],
            cancellationToken);
    }

    private static async Task<WorkOutcome> RecordRefusedAsync(NpgsqlConnection connection, MailDraft draft, string code, string detail, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "update mail set state = 'refused' where id = @Id and state = 'composed'",
            new { draft.Id },
            cancellationToken: cancellationToken));
        return new WorkOutcome.Permanent(code, detail);
    }
}

/// <summary>The payload of a mail's work item.</summary>
/// <param name="Mail">A <see cref="MailKind"/>.</param>
/// <param name="Draft">Null until it is composed.</param>
/// <param name="IsAgain">A person asked for it once more, for example because it lies in a spam folder (D-10).</param>
internal sealed record MailOrder(string Mail, CaseId Case, MailDraft? Draft = null, bool IsAgain = false);

/// <summary>A composed mail on its way.</summary>
/// <param name="Sealed">The whole mail, with the student's key.</param>
/// <param name="Kept">The copy that stays, with a placeholder for the link.</param>
internal sealed record MailDraft(MailId Id, StudentId Student, byte[]? TokenHash, byte[] Sealed, byte[] Kept);
