using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Mail.Bounces;

/// <summary>What came of saying a student's address.</summary>
public enum AddressChange
{
    Done,

    /// <summary>CASE-001.</summary>
    Unknown,

    /// <summary>CASE-002.</summary>
    Closed,

    /// <summary>CASE-010: not one e-mail address.</summary>
    NotAnAddress,
}

/// <summary>
/// A student's address is mended (D-63): mails that were refused for good are composed anew and tried again, and where mail came back the
/// task is done and the mail with the RSid goes to the new address.
/// </summary>
public sealed class AddressDesk(NpgsqlDataSource database, WorkflowEngine engine, IncidentStore incidents, StudentStore students, StudentKeys studentKeys, AuditTrail audit)
{
    private static readonly string[] ToStudents = [.. MailCatalogue.All.Where(mail => mail.Audience == MailAudience.Student).Select(mail => mail.Kind.ToString())];

    /// <param name="address">The same as before is taken too: the mailbox may work again.</param>
    public async Task<AddressChange> GiveAsync(CaseId caseId, string address, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (student, problem) = await FindStudentAsync(transaction, caseId, cancellationToken);
        if (student is not { } id)
            return problem;

        await engine.LockAsync(transaction, await CasesAsync(transaction, [id], cancellationToken), cancellationToken);
        var mended = MailCell.Find(address.Trim());
        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, "student.address", caseId, id, new { refused = mended is null ? "CASE-010" : null })],
            cancellationToken);
        if (mended is not null)
        {
            var keyring = await studentKeys.OpenAsync(connection, [id], cancellationToken);
            if ((await students.LoadAsync(connection, [id], cancellationToken)).GetValueOrDefault(id)?.Person is not { } person)
                return AddressChange.Closed;
            await students.SaveAsync(transaction, keyring, [(id, person with { Email = mended })], cancellationToken);
            await GoOnAsync(transaction, [id], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return mended is null ? AddressChange.NotAnAddress : AddressChange.Done;
    }

    /// <summary>These students have another address now: what waited for it goes on. Their cases are locked, and the address saved.</summary>
    internal async Task GoOnAsync(NpgsqlTransaction transaction, IReadOnlyCollection<StudentId> those, CancellationToken cancellationToken)
    {
        if (those.Count == 0)
            return;

        var cases = await CasesAsync(transaction, those, cancellationToken);
        var refused = await transaction.Connection!.QueryAsync<(long Id, Guid Case)>(new CommandDefinition(
            """
            select incident.id, incident.correlation_id
            from workflow.incident
            join workflow.work_item on work_item.id = incident.work_item_id
            where incident.correlation_id = any(@cases)
            and incident.state = 'open'
            and incident.work_kind = @kind
            and incident.code = any(@codes)
            and work_item.payload ->> 'Mail' = any(@toStudents)
            """,
            new { cases, kind = MailHandler.WorkKind, codes = MailCodes.WrongAddress, toStudents = ToStudents },
            transaction,
            cancellationToken: cancellationToken));
        var retried = await incidents.RetryAsync(transaction, [.. refused.Select(incident => incident.Id)], cancellationToken);

        // What was refused goes out now, with a link of its own: the mail with the RSid needn't come besides.
        var outcome = retried.Count > 0 ? "Retried" : "Given";
        await engine.SignalAsync(transaction, [.. cases.Select(id => new Signal(id, AwaitNewAddress.Signal, outcome))], cancellationToken);
    }

    private static async Task<(StudentId? Student, AddressChange Problem)> FindStudentAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<(Guid Student, bool IsClosed)?>(new CommandDefinition(
            """
            select e.student_id, c.closed_at is not null
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where c.id = @caseId
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken)) switch
        {
            null => (null, AddressChange.Unknown),
            { IsClosed: true } => (null, AddressChange.Closed),
            var found => (new StudentId(found.Value.Student), AddressChange.Done),
        };

    private static async Task<List<Guid>> CasesAsync(NpgsqlTransaction transaction, IReadOnlyCollection<StudentId> those, CancellationToken cancellationToken) =>
        [.. await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            select c.id
            from enrolment e
            join student_case c on c.enrolment_id = e.id
            where e.student_id = any(@students)
            and c.closed_at is null
            order by c.id
            """,
            new { students = those.Select(student => student.Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken))];
}
