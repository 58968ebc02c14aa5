using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Mail.Reminders;
using RsCard.Students.Mail.Texts;
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
    MailTextBook texts,
    MailComposer composer,
    IMailTransport transport,
    StudentKeys studentKeys,
    WorkItemQueue queue,
    BounceDesk bounces,
    JoinedReminders joined,
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
        var draft = order.Draft is { } earlier && !await IsOvertakenAsync(order, earlier, cancellationToken) ? earlier : null;
        if (draft is null)
        {
            var composed = await ComposeAsync(order, cancellationToken);
            if (composed.Draft is null)
                return composed.Otherwise;
            draft = composed.Draft;
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

    /// <returns>No draft when there is nothing to send: nothing to tell, nobody to tell it to, or the RSid was mailed already (D-7).</returns>
    private async Task<(MailDraft? Draft, WorkOutcome Otherwise)> ComposeAsync(MailOrder order, CancellationToken cancellationToken)
    {
        var kind = Enum.Parse<MailKind>(order.Mail);
        var declared = MailCatalogue.Get(kind);
        var nothing = new WorkOutcome.Completed("Done");
        if (await facts.FindAsync(kind, order.Case, order.Subject, cancellationToken) is not { } matter
            || (declared.IsTheRsIdMail && !order.IsAgain && await facts.WasRsIdMailedAsync(matter.Student, cancellationToken)))
            return (null, nothing);
        if (JoinedReminders.IsOne(kind) && await IsToldAsync(order, cancellationToken))
            return (null, new WorkOutcome.Completed("Done", (transaction, token) => NoteUnsentAsync(transaction, order, "mail.joined", declared, matter.Student, token)));
        if (matter.To is not { } recipient)
            return (null, new WorkOutcome.Completed("Done", (transaction, token) => NoteUnsentAsync(transaction, order, "mail.nobody", declared, matter.Student, token)));

        var id = Id.New<MailId>();
        var link = MadeLink.For(declared, order.Case, matter.List, statusOptions.PublicUri);
        var envelope = new MailEnvelope(recipient, matter.Language, MailMessageId.For(id.Value, mailOptions.FromAddress), clock.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var mail = composer.Compose(await texts.ReadAsync(connection, kind, matter.Language, cancellationToken), kind, matter.Facts, link.Address, envelope);
        await joined.NoteAsync(connection, kind, matter.Facts.OtherPlacements ?? [], cancellationToken);
        var keyring = await studentKeys.OpenAsync(connection, [matter.Student], cancellationToken);
        return keyring.Has(matter.Student)
            ? (new MailDraft(
                id,
                matter.Student,
                link.Hash,
                keyring.Seal(matter.Student, mail),
                keyring.Seal(matter.Student, link.Token is { } secret ? mail.Redacted(secret) : mail),
                declared.Link == MailLink.Unit ? matter.Placement : null), nothing)
            : (null, nothing);
    }

    /// <summary>The step goes on, and the trail says why nothing was sent: nobody has said who is to read it, or another mail of the day has told it (D-64).</summary>
    private async Task NoteUnsentAsync(NpgsqlTransaction transaction, MailOrder order, string why, MailDeclaration mail, StudentId student, CancellationToken cancellationToken) =>
        await audit.WriteAsync(
            transaction,
            [new AuditEvent("system", why, order.Case, student, new { kind = order.Mail, audience = mail.Audience.ToString() })],
            cancellationToken);

    private async Task<bool> IsToldAsync(MailOrder order, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await joined.IsToldAsync(connection, order.Subject, cancellationToken);
    }

    /// <summary>The mail's row and the link's hash, before the first attempt: a link that reaches somebody always works.</summary>
    private async Task NoteAsync(NpgsqlConnection connection, CaseId caseId, MailDraft draft, ComposedMail mail, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            with noted as (
                insert into mail (id, student_id, case_id, kind, audience, subject, message_id, language, state, text_sealed, composed_at)
                values (@Id, @Student, @caseId, @kind, @audience, @Placement, @MessageId, @language, 'composed', @Kept, @Date)
                on conflict (id) do nothing
                returning id
            ),
            linked_unit as (
                insert into unit_link (token_hash, placement_id, case_id, mail_id, expires_at)
                select @TokenHash, @Placement, @caseId, id, @expires
                from noted
                where @Placement::uuid is not null
            )
            insert into status_link (token_hash, student_id, case_id, mail_id, expires_at)
            select @TokenHash, @Student, @caseId, id, @expires
            from noted
            where @TokenHash is not null
            and @Placement::uuid is null
            """,
            new
            {
                draft.Id,
                draft.Student,
                caseId,
                kind = mail.Kind.ToString(),
                audience = MailCatalogue.Get(mail.Kind).Audience.ToString(),
                mail.MessageId,
                language = mail.Language.ToString(),
                draft.Kept,
                mail.Date,
                draft.TokenHash,
                draft.Placement,
                expires = mail.Date.AddDays(processOptions.StatusLinkDays),
            },
            cancellationToken: cancellationToken));

    private async Task RecordSentAsync(NpgsqlTransaction transaction, CaseId caseId, MailDraft draft, MailKind kind, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "update mail set state = 'sent', sent_at = @now where id = @Id and state <> 'bounced'",
            new { draft.Id, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        await audit.WriteAsync(
            transaction,
            [new AuditEvent("system", "mail.sent", caseId, draft.Student, new { mail = draft.Id.Value, kind = kind.ToString() })],
            cancellationToken);
    }

    /// <summary>Where the address is to blame, the administrator has the task of another one (D-63).</summary>
    private async Task<WorkOutcome> RecordRefusedAsync(NpgsqlConnection connection, MailDraft draft, string code, string detail, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (MailCodes.WrongAddress.Contains(code, StringComparer.Ordinal))
            await bounces.NoteRefusedAsync(transaction, draft.Id, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "update mail set state = 'refused' where id = @Id and state = 'composed'",
            new { draft.Id },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return new WorkOutcome.Permanent(code, detail);
    }

    /// <summary>Whether the address was mended, or taken back, since the mail was composed (D-63): a retry must not go to the old one.</summary>
    private async Task<bool> IsOvertakenAsync(MailOrder order, MailDraft draft, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var keyring = await studentKeys.OpenAsync(connection, [draft.Student], cancellationToken);
        if (keyring.Open<ComposedMail>(draft.Student, draft.Sealed) is not { } mail
            || await facts.FindAsync(mail.Kind, order.Case, order.Subject, cancellationToken) is not { } matter
            || string.Equals(matter.To?.Address, mail.To.Address, StringComparison.OrdinalIgnoreCase))
            return false;

        await connection.ExecuteAsync(new CommandDefinition(
            "update mail set state = 'cancelled' where id = @Id and state = 'composed'",
            new { draft.Id },
            cancellationToken: cancellationToken));
        return true;
    }
}

/// <summary>The payload of a mail's work item.</summary>
/// <param name="Mail">A <see cref="MailKind"/>.</param>
/// <param name="Draft">Null until it is composed.</param>
/// <param name="IsAgain">A person asked for it once more, for example because it lies in a spam folder (D-10).</param>
/// <param name="Subject">The placement or the card that it is about; null: as <see cref="MailFactsReader.FindAsync"/> chooses.</param>
internal sealed record MailOrder(string Mail, CaseId Case, MailDraft? Draft = null, bool IsAgain = false, Guid? Subject = null);

internal static class MailOrders
{
    /// <summary>Asks for a mail, in the transaction that gives reason to it.</summary>
    public static Task OrderMailAsync(this WorkItemQueue queue, NpgsqlTransaction transaction, StudentId student, MailOrder order, CancellationToken cancellationToken) =>
        queue.EnqueueAsync(transaction, MailHandler.WorkKind, SendMail.KeyOf(order.Mail, student), JsonSerializer.Serialize(order), order.Case.Value, cancellationToken);
}

/// <summary>A composed mail on its way.</summary>
/// <param name="Sealed">The whole mail, with the student's key.</param>
/// <param name="TokenHash">Of its secret link; null where it has none.</param>
/// <param name="Kept">The copy that stays, with a placeholder for the link.</param>
/// <param name="Placement">What the secret link opens; null: the student's status page.</param>
internal sealed record MailDraft(MailId Id, StudentId Student, byte[]? TokenHash, byte[] Sealed, byte[] Kept, Guid? Placement = null);
