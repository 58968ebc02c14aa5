using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Runtime.Instances;

/// <summary>A case whose start failed must not be forgotten: its instance is saved before its first step, with a timer that tries again.</summary>
internal static class FailedStart
{
    /// <summary>The timer's execution number: real executions begin with 1.</summary>
    public const int Execution = 0;

    public static async Task SaveAsync(NpgsqlTransaction transaction, Stimulus.Start start, CaseFault fault, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parent = await FindParentAsync(transaction, start, cancellationToken);
        var instance = new CaseInstance(
            Guid.CreateVersion7(), start.CorrelationId, start.Definition.Hash, start.Definition.DefinitionId,
            parent, parent is null ? null : CaseBurst.NobodyWaits, FlowchartState.Empty, Revision: 0, start.Subject);
        var change = new InstanceChange(instance, instance.State, InstanceStatus.Suspended, [], [], [], [], []);
        await ChangeWriter.SaveAsync(transaction, [change], now, cancellationToken);
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            insert into workflow.timer (instance_id, execution, correlation_id, due_at, failures)
            values (@id, @execution, @correlationId, @dueAt, 1)
            """,
            new { id = instance.Id, execution = Execution, correlationId = start.CorrelationId, dueAt = now.AddSeconds(30) },
            transaction,
            cancellationToken: cancellationToken));
        await CaseParking.StopTimersAsync(transaction, [instance.Id], now, cancellationToken);
        await IncidentWriter.AddFaultAsync(transaction, start.CorrelationId, (instance.Id, Execution), fault, cancellationToken);
    }

    private static Task<Guid?> FindParentAsync(NpgsqlTransaction transaction, Stimulus.Start start, CancellationToken cancellationToken) =>
        transaction.OpenConnection().ExecuteScalarAsync<Guid?>(new CommandDefinition(
            """
            select id
            from workflow.instance
            where correlation_id = @CorrelationId
                and definition_id = @Under
                and parent_id is null
                and status = 'suspended'
            order by id
            limit 1
            """,
            new { start.CorrelationId, start.Under },
            transaction,
            cancellationToken: cancellationToken));
}
