using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Instances;

/// <summary>A case whose start failed must not be forgotten: its instance is saved before its first step, with a timer that tries again.</summary>
internal static class FailedStart
{
    /// <summary>The timer's execution number: real executions begin with 1.</summary>
    public const int Execution = 0;

    public static async Task SaveAsync(NpgsqlTransaction transaction, Stimulus.Start start, CaseFault fault, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var instance = new CaseInstance(
            Guid.CreateVersion7(), start.CorrelationId, start.Definition.Hash, start.Definition.DefinitionId,
            ParentId: null, ParentExecution: null, FlowchartState.Empty, Revision: 0);
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
        await IncidentWriter.AddFaultAsync(transaction, start.CorrelationId, (instance.Id, Execution), fault, cancellationToken);
    }
}
