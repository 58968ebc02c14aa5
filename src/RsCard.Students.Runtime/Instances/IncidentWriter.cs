using Dapper;
using Npgsql;

namespace RsCard.Students.Runtime.Instances;

/// <summary>Writes down what went wrong for a person to mend. The same trouble again counts up the row that is there.</summary>
internal static class IncidentWriter
{
    /// <param name="instance">The step that failed and is tried again; null where nothing will be.</param>
    public static async Task AddFaultAsync(
        NpgsqlTransaction transaction, Guid correlationId, (Guid Id, int Execution)? instance, CaseFault fault, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            insert into workflow.incident (kind, correlation_id, instance_id, execution, activity_id, code, detail, attempts)
            values ('fault', @correlationId, @instanceId, @execution, @activityId, @code, @detail, 1)
            on conflict (instance_id, execution) where resolved_at is null and kind = 'fault' and execution is not null
            do update
            set attempts = incident.attempts + 1,
                last_seen_at = now(),
                activity_id = excluded.activity_id,
                code = excluded.code,
                detail = excluded.detail
            """,
            new
            {
                correlationId,
                instanceId = instance?.Id,
                execution = instance?.Execution,
                activityId = fault.ActivityId,
                code = fault.Code,
                detail = fault.Detail,
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>Steps that failed before have now gone through.</summary>
    public static async Task ResolveFaultsAsync(
        NpgsqlTransaction transaction, IReadOnlyList<(Guid InstanceId, int Execution)> steps, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            update workflow.incident
            set resolved_at = now(),
                resolution = 'succeeded on retry'
            from unnest(@instances, @executions) as done (instance_id, execution)
            where incident.instance_id = done.instance_id
                and incident.execution = done.execution
                and kind = 'fault'
                and resolved_at is null
            """,
            new
            {
                instances = steps.Select(step => step.InstanceId).ToArray(),
                executions = steps.Select(step => step.Execution).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
}
