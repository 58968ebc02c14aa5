using Dapper;
using Npgsql;

namespace RsCard.Students.Runtime.Instances;

/// <summary>Writes down what went wrong for a person to mend. The same trouble again counts up the row that is there.</summary>
internal static class IncidentWriter
{
    /// <summary>A timer or a start whose deciding code failed, and that is tried again.</summary>
    public static async Task AddFaultAsync(
        NpgsqlTransaction transaction, Guid correlationId, (Guid Id, int Execution) instance, CaseFault fault, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            insert into workflow.incident (kind, correlation_id, instance_id, execution, activity_id, code, detail, attempts)
            values ('fault', @correlationId, @instanceId, @execution, @activityId, @code, @detail, 1)
            on conflict (instance_id, execution) where resolved_at is null and kind = 'fault' and execution is not null
            do update
            set state = 'open',
                attempts = incident.attempts + 1,
                last_seen_at = now(),
                activity_id = excluded.activity_id,
                code = excluded.code,
                detail = excluded.detail
            """,
            new
            {
                correlationId,
                instanceId = instance.Id,
                execution = instance.Execution,
                activityId = fault.ActivityId,
                code = fault.Code,
                detail = fault.Detail,
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>A person's signal that the case couldn't take: nothing happened, and the person has to give it again.</summary>
    public static async Task AddSignalFaultAsync(NpgsqlTransaction transaction, Guid correlationId, string signal, CaseFault fault, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            insert into workflow.incident (kind, correlation_id, signal, activity_id, code, detail, attempts)
            values ('fault', @correlationId, @signal, @ActivityId, @Code, @Detail, 1)
            on conflict (correlation_id, signal) where resolved_at is null and signal is not null
            do update
            set state = 'open',
                attempts = incident.attempts + 1,
                last_seen_at = now(),
                activity_id = excluded.activity_id,
                code = excluded.code,
                detail = excluded.detail
            """,
            new { correlationId, signal, fault.ActivityId, fault.Code, fault.Detail },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>The same signals have now been taken.</summary>
    public static async Task MendSignalsAsync(NpgsqlTransaction transaction, IReadOnlyList<(Guid CorrelationId, string Name)> signals, CancellationToken cancellationToken)
    {
        if (signals.Count == 0)
            return;
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            update workflow.incident
            set state = 'mended',
                resolved_at = now(),
                resolution = 'the signal was taken'
            from unnest(@cases, @names) as taken (correlation_id, name)
            where incident.correlation_id = taken.correlation_id
                and incident.signal = taken.name
                and resolved_at is null
            """,
            new { cases = signals.Select(signal => signal.CorrelationId).ToArray(), names = signals.Select(signal => signal.Name).ToArray() },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Retried items have been done, and their steps go on in this very transaction: only now is it mended. Rolled back with the
    /// case's move where that fails.
    /// </summary>
    public static async Task MendWorkAsync(NpgsqlTransaction transaction, IReadOnlyList<long> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
            return;
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            update workflow.incident
            set state = 'mended',
                resolved_at = now(),
                resolution = 'done on retry'
            where work_item_id = any(@items)
                and resolved_at is null
            """,
            new { items = items.ToArray() },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>Timers and starts that failed before have now gone through.</summary>
    public static Task MendFaultsAsync(NpgsqlTransaction transaction, IReadOnlyList<(Guid InstanceId, int Execution)> steps, CancellationToken cancellationToken) =>
        EndFaultsAsync(transaction, steps, "mended", "succeeded on retry", cancellationToken);

    /// <summary>What failed isn't waited for any more.</summary>
    public static Task SupersedeFaultsAsync(NpgsqlTransaction transaction, IReadOnlyList<(Guid InstanceId, int Execution)> steps, CancellationToken cancellationToken) =>
        EndFaultsAsync(transaction, steps, "superseded", "the case moved on", cancellationToken);

    private static async Task EndFaultsAsync(
        NpgsqlTransaction transaction, IReadOnlyList<(Guid InstanceId, int Execution)> steps, string state, string resolution, CancellationToken cancellationToken)
    {
        if (steps.Count == 0)
            return;
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            update workflow.incident
            set state = @state,
                resolved_at = now(),
                resolution = @resolution
            from unnest(@instances, @executions) as done (instance_id, execution)
            where incident.instance_id = done.instance_id
                and incident.execution = done.execution
                and kind = 'fault'
                and resolved_at is null
            """,
            new
            {
                state,
                resolution,
                instances = steps.Select(step => step.InstanceId).ToArray(),
                executions = steps.Select(step => step.Execution).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }
}
