using Dapper;
using Npgsql;
using RsCard.Students.Recurring;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Cards;

/// <summary>Cards that were to be activated, and that the directory shows as active: their students are told (D-9).</summary>
[Recurs("watch-card-activation", "every 30 minutes")]
public sealed class WatchCardActivation(NpgsqlDataSource database, WorkflowEngine engine) : IRecurringJob
{
    private const int CasesInOneTransaction = 200;

    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        var seen = 0;
        foreach (var chunk in (await FindAsync(cancellationToken)).Chunk(CasesInOneTransaction))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var results = await engine.SignalAsync(transaction, [.. chunk.Select(id => new Signal(id, AwaitActivation.Signal, "Activated"))], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            seen += results.Count(result => result == SignalResult.Delivered);
        }

        return new RunResult.Done($"{seen} cards seen as active");
    }

    private async Task<IReadOnlyList<Guid>> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            select step.correlation_id
            from workflow.bookmark step
            join student_case c on c.id = step.correlation_id
            join enrolment e on e.id = c.enrolment_id
            join directory_entry entry on entry.student_id = e.student_id
            where step.kind = 'signal'
            and step.name = @signal
            and entry.card_state = @active
            order by step.correlation_id
            """,
            new { signal = AwaitActivation.Signal, active = CardState.InDirectoryActive },
            cancellationToken: cancellationToken))];
    }
}
