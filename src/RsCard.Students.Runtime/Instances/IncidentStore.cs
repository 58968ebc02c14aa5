using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Runtime.Instances;

/// <summary>What went wrong and waits for a person: dead work items, and cases whose deciding code failed.</summary>
public sealed class IncidentStore(NpgsqlDataSource dataSource, BusinessClock clock)
{
    /// <summary>Unresolved incidents, the oldest first.</summary>
    /// <param name="limit">At most so many.</param>
    public async Task<IReadOnlyList<Incident>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var incidents = await connection.QueryAsync<Incident>(new CommandDefinition(
            """
            select
                id,
                kind,
                correlation_id as correlationId,
                instance_id as instanceId,
                execution,
                activity_id as activityId,
                work_item_id as workItemId,
                work_kind as workKind,
                code,
                detail,
                attempts,
                created_at as createdAt,
                last_seen_at as lastSeenAt
            from workflow.incident
            where resolved_at is null
            order by created_at, id
            limit @limit
            """,
            new { limit },
            cancellationToken: cancellationToken));
        return [.. incidents];
    }

    /// <inheritdoc cref="RetryAsync(NpgsqlTransaction, long, CancellationToken)"/>
    public Task<bool> RetryAsync(long id, CancellationToken cancellationToken) =>
        InTransactionAsync(transaction => RetryAsync(transaction, id, cancellationToken), cancellationToken);

    /// <summary>Tries again now: a dead item is ready with its attempts forgotten, a failed timer or start is due.</summary>
    /// <returns>False where the incident is unknown or resolved already.</returns>
    public async Task<bool> RetryAsync(NpgsqlTransaction transaction, long id, CancellationToken cancellationToken)
    {
        var found = await transaction.OpenConnection().ExecuteScalarAsync<long>(new CommandDefinition(
            """
            with mended as (
                update workflow.incident
                set resolved_at = now(),
                    resolution = 'retried'
                where id = @id
                    and resolved_at is null
                returning work_item_id, instance_id, execution
            ), items as (
                update workflow.work_item
                set state = 'ready',
                    attempt = 0,
                    due_at = now()
                from mended
                where work_item.id = mended.work_item_id
                    and state = 'dead'
            ), timers as (
                update workflow.timer
                set due_at = least(due_at, @now)
                from mended
                where timer.instance_id = mended.instance_id
                    and timer.execution = mended.execution
            )
            select count(*)
            from mended
            """,
            new { id, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        await Notifications.SendAsync(transaction, Notifications.Work, cancellationToken);
        await Notifications.SendAsync(transaction, Notifications.Timer, cancellationToken);
        return found > 0;
    }

    /// <inheritdoc cref="ResolveAsync(NpgsqlTransaction, long, string, CancellationToken)"/>
    public Task<bool> ResolveAsync(long id, string reason, CancellationToken cancellationToken) =>
        InTransactionAsync(transaction => ResolveAsync(transaction, id, reason, cancellationToken), cancellationToken);

    /// <summary>Closes an incident without trying again. A dead item is given up, so that it blocks nothing; a step that waited for it stays open.</summary>
    /// <param name="reason">Why, without personal data.</param>
    /// <returns>False where the incident is unknown or resolved already.</returns>
    public async Task<bool> ResolveAsync(NpgsqlTransaction transaction, long id, string reason, CancellationToken cancellationToken)
    {
        var found = await transaction.OpenConnection().ExecuteScalarAsync<long>(new CommandDefinition(
            """
            with closed as (
                update workflow.incident
                set resolved_at = now(),
                    resolution = @reason
                where id = @id
                    and resolved_at is null
                returning work_item_id
            ), items as (
                delete from workflow.work_item
                using closed
                where work_item.id = closed.work_item_id
                    and state = 'dead'
            )
            select count(*)
            from closed
            """,
            new { id, reason },
            transaction,
            cancellationToken: cancellationToken));
        await Notifications.SendAsync(transaction, Notifications.Work, cancellationToken);
        return found > 0;
    }

    private async Task<bool> InTransactionAsync(Func<NpgsqlTransaction, Task<bool>> act, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var done = await act(transaction);
        await transaction.CommitAsync(cancellationToken);
        return done;
    }
}

/// <param name="Kind"><c>work</c> for a dead work item, <c>fault</c> for deciding code that failed.</param>
/// <param name="Code">Stable, the same in log, page and docs.</param>
/// <param name="Detail">No personal data.</param>
public sealed record Incident(
    long Id,
    string Kind,
    Guid? CorrelationId,
    Guid? InstanceId,
    int? Execution,
    string? ActivityId,
    long? WorkItemId,
    string? WorkKind,
    string Code,
    string Detail,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt);
