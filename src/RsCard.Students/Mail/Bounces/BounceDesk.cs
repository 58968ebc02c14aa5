using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Mail.Bounces;

/// <summary>What came of a delivery report.</summary>
internal enum BounceResult
{
    NotOurs,
    Bounced,

    /// <summary>It was known already: nothing happens twice.</summary>
    Known,

    /// <summary>Late or delivered: nothing to do.</summary>
    Ignored,
}

/// <summary>
/// A mail that came back, or was refused for good: noted once, and where it went to the address that the student still has, a task for
/// the administrator (D-63): one for a student at a time. Of a unit and a supervisor: <see cref="PlacementBounces"/>.
/// </summary>
public sealed class BounceDesk(
    NpgsqlDataSource database, WorkflowEngine engine, StudentStore students, StudentKeys studentKeys, PlacementBounces placements, AuditTrail audit, TimeProvider clock)
{
    internal async Task<BounceResult> NoteAsync(DeliveryReport report, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(transaction, report.MessageIds, cancellationToken) is not { } mail)
            return BounceResult.NotOurs;
        if (report.Failure is null)
            return BounceResult.Ignored;

        // The cases first, as everybody locks.
        await engine.LockAsync(transaction, await OpenCasesAsync(transaction, mail.StudentId, cancellationToken), cancellationToken);
        var noted = await connection.ExecuteAsync(new CommandDefinition(
            """
            update mail
            set state = 'bounced',
                bounced_at = @now,
                bounce_status = @Failure
            where id = @Id
            and state in ('sent', 'composed')
            """,
            new { mail.Id, report.Failure, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        if (noted == 0)
            return BounceResult.Known;

        await audit.WriteAsync(
            transaction,
            [new AuditEvent("system", "mail.bounced", new CaseId(mail.CaseId), new StudentId(mail.StudentId), new { mail = mail.Id, kind = mail.Kind, status = report.Failure })],
            cancellationToken);
        await AskForAddressAsync(transaction, mail, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return BounceResult.Bounced;
    }

    /// <summary>The mail server has refused a mail for good: the same task.</summary>
    internal async Task NoteRefusedAsync(NpgsqlTransaction transaction, MailId mail, CancellationToken cancellationToken)
    {
        if (await FindAsync(transaction, mail, cancellationToken) is { } found)
            await AskForAddressAsync(transaction, found, cancellationToken);
    }

    private async Task AskForAddressAsync(NpgsqlTransaction transaction, Row mail, CancellationToken cancellationToken)
    {
        if (mail.Audience is nameof(MailAudience.Unit) or nameof(MailAudience.Supervisor) && mail.Placement is { } placement)
        {
            if (await FindAddressAsync(transaction, mail, cancellationToken) is { } address)
                await placements.AskForAddressAsync(transaction, mail.CaseId, placement, Enum.Parse<MailAudience>(mail.Audience), address, cancellationToken);
            return;
        }

        if (mail.Audience != nameof(MailAudience.Student) || !await IsToTheSameAddressAsync(transaction, mail, cancellationToken))
            return;

        var open = await OpenCasesAsync(transaction, mail.StudentId, cancellationToken);
        await engine.LockAsync(transaction, open, cancellationToken);
        if (open.Count == 0 || await IsAskedForAsync(transaction, open, cancellationToken))
            return;

        var about = open.Contains(mail.CaseId) ? mail.CaseId : open[0];
        await engine.StartAsync(transaction, [new StartRequest(about, CaseProcess.AddressRepair, Under: CaseProcess.Enrolment)], cancellationToken);
    }

    /// <summary>A late report of an address that was mended meanwhile is nobody's task.</summary>
    private async Task<bool> IsToTheSameAddressAsync(NpgsqlTransaction transaction, Row mail, CancellationToken cancellationToken)
    {
        var student = new StudentId(mail.StudentId);
        var person = (await students.LoadAsync(transaction.Connection!, [student], cancellationToken)).GetValueOrDefault(student)?.Person;
        return person is not null && string.Equals(await FindAddressAsync(transaction, mail, cancellationToken), person.Email, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What the mail was sent to; null when the student's values were erased.</summary>
    private async Task<string?> FindAddressAsync(NpgsqlTransaction transaction, Row mail, CancellationToken cancellationToken)
    {
        var student = new StudentId(mail.StudentId);
        var keyring = await studentKeys.OpenAsync(transaction.Connection!, [student], cancellationToken);
        return keyring.Open<ComposedMail>(student, mail.TextSealed)?.To.Address;
    }

    private static async Task<bool> IsAskedForAsync(NpgsqlTransaction transaction, List<Guid> cases, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            select exists (
                select
                from workflow.instance
                where correlation_id = any(@cases)
                and definition_id = @repair
                and status = 'suspended')
            """,
            new { cases, repair = CaseProcess.AddressRepair },
            transaction,
            cancellationToken: cancellationToken));

    private static async Task<List<Guid>> OpenCasesAsync(NpgsqlTransaction transaction, Guid student, CancellationToken cancellationToken) =>
        [.. await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            select c.id
            from enrolment e
            join student_case c on c.enrolment_id = e.id
            where e.student_id = @student
            and c.closed_at is null
            order by c.ending_at is not null, c.id
            """,
            new { student },
            transaction,
            cancellationToken: cancellationToken))];

    private static Task<Row?> FindAsync(NpgsqlTransaction transaction, IReadOnlyList<string> messageIds, CancellationToken cancellationToken) =>
        transaction.Connection!.QueryFirstOrDefaultAsync<Row>(new CommandDefinition(
            """
            select mail.id, student_id, case_id, kind, audience, text_sealed, coalesce(subject, (select placement_id from unit_link where mail_id = mail.id)) as placement
            from unnest(@ids) with ordinality as named (message_id, place)
            join mail on mail.message_id = named.message_id
            order by place
            limit 1
            """,
            new { ids = messageIds.ToArray() },
            transaction,
            cancellationToken: cancellationToken));

    private static Task<Row?> FindAsync(NpgsqlTransaction transaction, MailId mail, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            """
            select id, student_id, case_id, kind, audience, text_sealed, coalesce(subject, (select placement_id from unit_link where mail_id = mail.id)) as placement
            from mail
            where id = @mail
            """,
            new { mail },
            transaction,
            cancellationToken: cancellationToken));

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid StudentId { get; init; }

        public Guid CaseId { get; init; }

        public string Kind { get; init; } = "";

        public string Audience { get; init; } = "";

        /// <summary>What a mail to a unit or a supervisor is about.</summary>
        public Guid? Placement { get; init; }

        public byte[] TextSealed { get; init; } = [];
    }
}
