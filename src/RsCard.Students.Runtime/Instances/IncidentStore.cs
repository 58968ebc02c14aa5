using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Runtime.Instances;

/// <summary>What went wrong and waits for a person: dead work items, and cases whose deciding code failed.</summary>
public sealed class IncidentStore(NpgsqlDataSource dataSource, BusinessClock clock)
{
    /// <inheritdoc cref="ListAsync(int, string, CancellationToken)"/>
    public Task<IReadOnlyList<Incident>> ListAsync(int limit, CancellationToken cancellationToken) => ListAsync(limit, code: null, cancellationToken);

    /// <summary>Incidents that are open or being retried, the oldest first.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="code">Those with this code alone; null for all.</param>
    public async Task<IReadOnlyList<Incident>> ListAsync(int limit, string? code, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var incidents = await connection.QueryAsync<Incident>(new CommandDefinition(
            """
            select
                incident.id,
                incident.kind,
                incident.correlation_id as correlationId,
                incident.instance_id as instanceId,
                incident.execution,
                activity_id as activityId,
                work_item_id as workItemId,
                work_kind as workKind,
                signal,
                code,
                detail,
                attempts,
                incident.created_at as createdAt,
                last_seen_at as lastSeenAt,
                incident.state = 'retrying' as isRetrying,
                retried_at as retriedAt,
                case when item.state = 'ready' and incident.state = 'retrying' then item.due_at end as nextTry
            from workflow.incident
            left join workflow.work_item as item on item.id = incident.work_item_id
            where resolved_at is null
                and (@code::text is null or code = @code)
            order by incident.created_at, incident.id
            limit @limit
            """,
            new { limit, code },
            cancellationToken: cancellationToken));
        return [.. incidents];
    }

    /// <summary>The same incidents by what caused them, the most frequent first.</summary>
    public async Task<IReadOnlyList<IncidentGroup>> GroupsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var groups = await connection.QueryAsync<GroupRow>(new CommandDefinition(
            """
            select
                code,
                coalesce(work_kind, 'case') as kind,
                count(*) filter (where state = 'open') as open,
                count(*) filter (where state = 'retrying') as retrying,
                count(*) filter (where state = 'open' and signal is null) as retryable,
                min(created_at) as oldest,
                max(last_seen_at) as newest,
                max(id) as last
            from workflow.incident
            where resolved_at is null
            group by code, coalesce(work_kind, 'case')
            order by count(*) desc, code, kind
            """,
            cancellationToken: cancellationToken));
        return [.. groups.Select(row => new IncidentGroup(new IncidentCause(row.Code, row.Kind), row.Open, row.Retrying, row.Retryable, row.Oldest, row.Newest, row.Last))];
    }

    /// <inheritdoc cref="RetryAsync(NpgsqlTransaction, IReadOnlyCollection{long}, CancellationToken)"/>
    /// <returns>False where the incident is unknown, resolved, or being retried already, or can't be.</returns>
    public async Task<bool> RetryAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var retried = await RetryAsync(transaction, [id], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return retried.Count > 0;
    }

    /// <summary>
    /// Tries again now: a dead item is ready with its attempts forgotten, a failed timer or start is due (of a parked case: when it
    /// is resumed). The incidents stay, and say that a retry is ordered, until it has gone through or failed again.
    /// </summary>
    /// <returns>Those that are tried again; the others are unknown, resolved, being retried already, or a signal that a person has to give again.</returns>
    public async Task<IReadOnlyList<RetriedIncident>> RetryAsync(NpgsqlTransaction transaction, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var connection = transaction.OpenConnection();
        var cases = await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            select distinct correlation_id
            from workflow.incident
            where id = any(@ids)
                and state = 'open'
                and correlation_id is not null
            """,
            new { ids = ids.ToArray() },
            transaction,
            cancellationToken: cancellationToken));

        // Instances before timers, items and incidents, as everybody locks.
        await InstanceStore.LockAsync(transaction, [.. cases], skipLocked: false, cancellationToken);
        var retried = await connection.QueryAsync<RetriedIncident>(new CommandDefinition(
            """
            with items as (
                update workflow.work_item
                set state = 'ready',
                    attempt = 0,
                    lost = 0,
                    retried = true,
                    due_at = now()
                from workflow.incident
                where incident.id = any(@ids)
                    and incident.state = 'open'
                    and work_item.id = incident.work_item_id
                    and work_item.state = 'dead'
                returning incident.id
            ), timers as (
                update workflow.timer
                set due_at = case when stopped_at is null then least(due_at, @now) else due_at end,
                    stopped_due_at = case when stopped_at is not null then least(stopped_due_at, stopped_at) end
                from workflow.incident
                where incident.id = any(@ids)
                    and incident.state = 'open'
                    and incident.kind = 'fault'
                    and timer.instance_id = incident.instance_id
                    and timer.execution = incident.execution
                returning incident.id
            )
            update workflow.incident
            set state = 'retrying',
                retried_at = now()
            from (select id from items union all select id from timers) as ordered
            where incident.id = ordered.id
                and incident.state = 'open'
            returning
                incident.id,
                correlation_id as correlationId,
                code,
                coalesce(work_kind, 'case') as kind
            """,
            new { ids = ids.ToArray(), now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        await Notifications.SendAsync(transaction, Notifications.Work, cancellationToken);
        await Notifications.SendAsync(transaction, Notifications.Timer, cancellationToken);
        return [.. retried.OrderBy(incident => incident.Id)];
    }

    /// <summary>All open incidents with the same cause, as <see cref="RetryAsync(NpgsqlTransaction, IReadOnlyCollection{long}, CancellationToken)"/>.</summary>
    /// <param name="last">Those up to this id: what came after the number was shown isn't touched. Null for all.</param>
    public async Task<IReadOnlyList<RetriedIncident>> RetryAllAsync(NpgsqlTransaction transaction, IncidentCause cause, long? last, CancellationToken cancellationToken)
    {
        var ids = await transaction.OpenConnection().QueryAsync<long>(new CommandDefinition(
            """
            select id
            from workflow.incident
            where state = 'open'
                and code = @Code
                and coalesce(work_kind, 'case') = @Kind
                and id <= coalesce(@last, id)
            """,
            new { cause.Code, cause.Kind, last },
            transaction,
            cancellationToken: cancellationToken));
        return await RetryAsync(transaction, [.. ids], cancellationToken);
    }

    private sealed record GroupRow(string Code, string Kind, long Open, long Retrying, long Retryable, DateTimeOffset Oldest, DateTimeOffset Newest, long Last);
}
