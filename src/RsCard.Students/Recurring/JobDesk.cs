using Dapper;
using Npgsql;
using RsCard.Students.Audit;

namespace RsCard.Students.Recurring;

/// <summary>A person runs a job now, beside its schedule, or says that it shall not run by itself for a while.</summary>
public sealed class JobDesk(NpgsqlDataSource database, AuditTrail audit, RecurringRunner runner)
{
    /// <summary>Writes down who asked, then runs the job; one that is paused too.</summary>
    /// <param name="actor">For example <c>cli:anna</c>.</param>
    /// <returns>What came of it; null where another run is under way.</returns>
    /// <exception cref="UnknownJobException">This release doesn't have the job.</exception>
    public async Task<RunResult?> RunAsync(string name, string actor, CancellationToken cancellationToken)
    {
        runner.Require(name);
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await audit.WriteAsync(transaction, [new AuditEvent(actor, "job.ordered", Case: null, Student: null, new { job = name })], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return await runner.RunAsync(name, waits: false, cancellationToken);
    }

    /// <summary>The job doesn't run by itself until <see cref="ResumeAsync"/>; a run that is under way ends as it would. May be called twice.</summary>
    /// <returns>False where it is paused already.</returns>
    /// <exception cref="UnknownJobException">This release doesn't have the job.</exception>
    public Task<bool> PauseAsync(string name, string actor, CancellationToken cancellationToken) => SetAsync(
        """
        insert into recurring_job (name, paused_at, paused_by)
        values (@name, now(), @actor)
        on conflict (name) do update
        set paused_at = excluded.paused_at,
            paused_by = excluded.paused_by
        where recurring_job.paused_at is null
        """,
        "job.paused",
        name,
        actor,
        cancellationToken);

    /// <summary>The job runs by itself again, from its next time on. May be called twice.</summary>
    /// <returns>False where it isn't paused.</returns>
    /// <exception cref="UnknownJobException">This release doesn't have the job.</exception>
    public Task<bool> ResumeAsync(string name, string actor, CancellationToken cancellationToken) => SetAsync(
        """
        update recurring_job
        set paused_at = null,
            paused_by = null
        where name = @name
        and paused_at is not null
        """,
        "job.resumed",
        name,
        actor,
        cancellationToken);

    private async Task<bool> SetAsync(string sql, string action, string name, string actor, CancellationToken cancellationToken)
    {
        runner.Require(name);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteAsync(new CommandDefinition(sql, new { name, actor }, transaction, cancellationToken: cancellationToken)) == 0)
            return false;
        await audit.WriteAsync(transaction, [new AuditEvent(actor, action, Case: null, Student: null, new { job = name })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
