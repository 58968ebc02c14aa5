using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Placements;

/// <summary>Begins the processes of a case's placements. What has begun isn't begun again, so it may be done as often as one likes.</summary>
internal sealed class PlacementsHandler(NpgsqlDataSource database, PlacementProcesses processes) : IWorkItemHandler
{
    public const string WorkKind = "placements";

    public string Kind => WorkKind;

    public int Concurrency => 4;

    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), MaxAttempts: 100);

    public async Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await processes.StartAsync(transaction, [new CaseId(item.CorrelationId ?? default)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new WorkOutcome.Completed("Done");
    }
}
