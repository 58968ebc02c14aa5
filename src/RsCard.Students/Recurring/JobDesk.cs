using Npgsql;
using RsCard.Students.Audit;

namespace RsCard.Students.Recurring;

/// <summary>A person runs a job now, beside its schedule.</summary>
public sealed class JobDesk(NpgsqlDataSource database, AuditTrail audit, RecurringRunner runner)
{
    /// <summary>Writes down who asked, then runs the job.</summary>
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
}
