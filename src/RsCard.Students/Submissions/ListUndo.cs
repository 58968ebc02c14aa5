using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Submissions;

/// <summary>
/// Takes a sent list back, as long as nobody has decided: the cases that it opened are closed, without a mail and without a word to the
/// directory. Whom the HSA team has decided about, and what a list changed of earlier cases, stays. The same list may be sent again.
/// </summary>
public sealed class ListUndo(NpgsqlDataSource database, WorkflowEngine engine, AuditTrail audit, TimeProvider clock)
{
    /// <summary>How a case ended that was opened by such a list.</summary>
    public const string Outcome = "taken-back";

    /// <summary>Cases that the list opened, open still, without a decision, and without an approval that is only held.</summary>
    private const string Undecided =
        """
        select distinct c.id
        from submission s
        join submission_row r on r.submission_id = s.id
        join student_case c on c.enrolment_id = r.enrolment_id
        where s.id = @id
        and s.state = 'applied'
        and s.taken_back_at is null
        and r.verdict in ('new', 'review')
        and c.opened_at >= s.received_at
        and c.closed_at is null
        and not exists (
            select
            from review_decision
            where case_id = c.id
        )
        and not exists (
            select
            from held_action
            where case_id = c.id
            and state = 'held'
        )
        """;

    /// <summary>How many students would be taken back now.</summary>
    public async Task<int> CountAsync(SubmissionId id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await UndecidedAsync(connection, transaction: null, id, cancellationToken)).Length;
    }

    /// <returns>How many students were taken back; none where the list had been taken back before, or everybody was decided about.</returns>
    public async Task<int> TakeBackAsync(SubmissionId id, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("select from submission where id = @id for update", new { id }, transaction, cancellationToken: cancellationToken));
        await engine.LockAsync(transaction, await UndecidedAsync(connection, transaction, id, cancellationToken), cancellationToken);

        // Under the lock: somebody may have decided meanwhile.
        var cases = await UndecidedAsync(connection, transaction, id, cancellationToken);
        if (cases.Length == 0)
            return 0;

        foreach (var one in cases)
            await engine.CancelAsync(transaction, one, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update student_case
            set closed_at = @now,
                outcome = @Outcome
            where id = any(@cases);

            update submission
            set taken_back_at = @now,
                taken_back_by = @actor
            where id = @id;
            """,
            new { id, actor, cases, Outcome, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        await audit.WriteAsync(
            transaction,
            [
                .. cases.Select(one => new AuditEvent(actor, "case.taken-back", new CaseId(one), Student: null, new { submission = id.Value })),
                new AuditEvent(actor, "submission.taken-back", Case: null, Student: null, new { submission = id.Value, cases = cases.Length }),
            ],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return cases.Length;
    }

    private static async Task<Guid[]> UndecidedAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, SubmissionId id, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<Guid>(new CommandDefinition(Undecided, new { id }, transaction, cancellationToken: cancellationToken))];
}
