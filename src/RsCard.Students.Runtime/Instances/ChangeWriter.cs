using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Instances;

/// <summary>Saves what bursts did, set-based: the number of statements doesn't depend on the number of cases.</summary>
internal static class ChangeWriter
{
    /// <param name="now">Business time.</param>
    /// <exception cref="InvalidOperationException">An instance has another revision than the one that was loaded under its lock.</exception>
    public static async Task SaveAsync(NpgsqlTransaction transaction, IReadOnlyList<InstanceChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await InsertAsync(transaction, [.. changes.Where(change => change.IsNew)], now, cancellationToken);
        await UpdateAsync(transaction, [.. changes.Where(change => !change.IsNew)], now, cancellationToken);
        await CloseAsync(transaction, [.. changes.SelectMany(change => change.Closed.Select(execution => (change.Before.Id, execution)))], cancellationToken);
        await IncidentWriter.SupersedeFaultsAsync(transaction, [.. changes.SelectMany(CancelledOf)], cancellationToken);
        await OpenedWaits.InsertAsync(transaction, changes, now, cancellationToken);
        await CaseEnd.CleanAsync(
            transaction,
            [.. changes.Where(change => change is { Status: not InstanceStatus.Suspended, Before.ParentId: null }).Select(change => change.Before.CorrelationId)],
            cancellationToken);
    }

    /// <summary>Removes what waited: bookmarks, timers and the work that isn't in flight; work in flight isn't tried again.</summary>
    public static async Task CloseAsync(NpgsqlTransaction transaction, IReadOnlyList<(Guid InstanceId, int Execution)> closed, CancellationToken cancellationToken)
    {
        if (closed.Count == 0)
            return;
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            with gone as (
                select *
                from unnest(@instances, @executions) as gone (instance_id, execution)
            ), bookmarks as (
                delete from workflow.bookmark
                using gone
                where bookmark.instance_id = gone.instance_id
                    and bookmark.execution = gone.execution
            ), timers as (
                delete from workflow.timer
                using gone
                where timer.instance_id = gone.instance_id
                    and timer.execution = gone.execution
            ), in_flight as (
                update workflow.work_item
                set cancelled = true
                from gone
                where work_item.instance_id = gone.instance_id
                    and work_item.execution = gone.execution
                    and state = 'leased'
                returning work_item.id
            ), items as (
                delete from workflow.work_item
                using gone
                where work_item.instance_id = gone.instance_id
                    and work_item.execution = gone.execution
                    and state <> 'leased'
                returning work_item.id
            )
            update workflow.incident
            set state = 'superseded',
                resolved_at = now(),
                resolution = 'the case moved on'
            from (select id from items union all select id from in_flight) as ended
            where incident.work_item_id = ended.id
                and resolved_at is null
            """,
            new
            {
                instances = closed.Select(execution => execution.InstanceId).ToArray(),
                executions = closed.Select(execution => execution.Execution).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>Executions that waited and came to nothing: cancelled, not completed.</summary>
    private static IEnumerable<(Guid InstanceId, int Execution)> CancelledOf(InstanceChange change) => change.Closed
        .Except(change.Journal.Where(entry => entry.Event == "Completed").Select(entry => entry.Execution))
        .Select(execution => (change.Before.Id, execution));

    private static async Task InsertAsync(NpgsqlTransaction transaction, List<InstanceChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
            return;
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            insert into workflow.instance
                (id, correlation_id, definition_hash, definition_id, parent_id, parent_execution, status, state, subject, created_at, updated_at, finished_at)
            select id, correlation_id, hash, definition_id, parent_id, parent_execution, status, state::json, subject, @now, @now,
                case when status <> 'suspended' then @now end
            from unnest(@ids, @correlations, @hashes, @definitions, @parents, @parentExecutions, @statuses, @states, @subjects)
                as new (id, correlation_id, hash, definition_id, parent_id, parent_execution, status, state, subject)
            """,
            new
            {
                now,
                ids = changes.Select(change => change.Before.Id).ToArray(),
                correlations = changes.Select(change => change.Before.CorrelationId).ToArray(),
                hashes = changes.Select(change => change.Before.DefinitionHash).ToArray(),
                definitions = changes.Select(change => change.Before.DefinitionId).ToArray(),
                parents = changes.Select(change => change.Before.ParentId).ToArray(),
                parentExecutions = changes.Select(change => change.Before.ParentExecution).ToArray(),
                statuses = changes.Select(change => NameOf(change.Status)).ToArray(),
                states = changes.Select(change => change.State.ToJson()).ToArray(),
                subjects = changes.Select(change => change.Before.Subject).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static async Task UpdateAsync(NpgsqlTransaction transaction, List<InstanceChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
            return;
        var saved = await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            update workflow.instance
            set state = step.state::json,
                status = step.status,
                revision = instance.revision + 1,
                updated_at = @now,
                finished_at = case when step.status <> 'suspended' then @now end
            from unnest(@ids, @revisions, @statuses, @states) as step (id, revision, status, state)
            where instance.id = step.id
                and instance.revision = step.revision
            """,
            new
            {
                now,
                ids = changes.Select(change => change.Before.Id).ToArray(),
                revisions = changes.Select(change => change.Before.Revision).ToArray(),
                statuses = changes.Select(change => NameOf(change.Status)).ToArray(),
                states = changes.Select(change => change.State.ToJson()).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
        if (saved != changes.Count)
            throw new InvalidOperationException($"expected {changes.Count} instances at the revision that was loaded, got {saved}");
    }

    private static string NameOf(InstanceStatus status) => status switch
    {
        InstanceStatus.Suspended => "suspended",
        InstanceStatus.Finished => "finished",
        InstanceStatus.Faulted => "faulted",
        InstanceStatus.Cancelled => "cancelled",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
