using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Held;

/// <summary>The time to take a batch back is over: what is still held of it is carried out.</summary>
internal sealed class HeldActionHandler(NpgsqlDataSource database, IEnumerable<IHeldActionKind> kinds) : IWorkItemHandler
{
    public const string WorkKind = "held-action";

    public string Kind => WorkKind;

    public int Concurrency => 2;

    /// <summary>A directory that is down is waited for: about three days.</summary>
    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(15), MaxAttempts: 300);

    public async Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize<HeldOrder>(item.Payload) ?? throw new JsonException("empty order");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var held = (await connection.QueryAsync<(CaseId Case, string Kind, string Actor)>(new CommandDefinition(
            """
            select case_id, kind, actor
            from held_action
            where batch_id = @Batch
            and state = 'held'
            order by id
            """,
            order,
            cancellationToken: cancellationToken))).ToList();
        if (held.Count == 0)
            return new WorkOutcome.Completed("Done");

        await connection.CloseAsync();
        foreach (var group in held.GroupBy(row => (row.Kind, row.Actor)))
        {
            var kind = kinds.First(one => one.Kind == group.Key.Kind);
            var outcome = await kind.CarryOutAsync(order.Batch, [.. group.Select(row => row.Case)], group.Key.Actor, cancellationToken);
            if (outcome is not WorkOutcome.Completed)
                return outcome;
        }

        return new WorkOutcome.Completed("Done");
    }
}
