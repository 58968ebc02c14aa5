using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>What the product may do with work items beside waiting for them.</summary>
public sealed class WorkItemQueue(NpgsqlDataSource dataSource)
{
    /// <summary>Puts an item that nobody waits for at the end of its key's queue.</summary>
    /// <param name="payload">JSON.</param>
    /// <param name="correlationId">Where the item shall be cancelled with a case: that case.</param>
    public Task EnqueueAsync(NpgsqlTransaction transaction, string kind, string key, string payload, Guid? correlationId, CancellationToken cancellationToken) =>
        EnqueueManyAsync(transaction, [new NewWorkItem(kind, key, payload, correlationId)], cancellationToken);

    /// <summary>Puts items that nobody waits for at the ends of their keys' queues, in this order: one command, however many.</summary>
    public async Task EnqueueManyAsync(NpgsqlTransaction transaction, IReadOnlyCollection<NewWorkItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
            return;
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            with new as (
                insert into workflow.work_item (kind, key, payload, correlation_id, due_at)
                select kind, key, payload::jsonb, correlation_id, now() + delay
                from unnest(@kinds, @keys, @payloads, @correlations, @delays) with ordinality as item (kind, key, payload, correlation_id, delay, place)
                order by place
                returning id
            )
            select pg_notify('workflow', 'work')
            where exists (select from new)
            """,
            new
            {
                kinds = items.Select(item => item.Kind).ToArray(),
                keys = items.Select(item => item.Key).ToArray(),
                payloads = items.Select(item => item.Payload).ToArray(),
                correlations = items.Select(item => item.CorrelationId).ToArray(),
                delays = items.Select(item => item.Delay ?? TimeSpan.Zero).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>Keeps what a handler has found out, so that its next attempt need not find it out again.</summary>
    /// <returns>False where the lease is lost: stop quietly.</returns>
    public async Task<bool> ReplacePayloadAsync(LeasedWorkItem item, string payload, CancellationToken cancellationToken) =>
        (await ReplacePayloadsAsync([(item, payload)], cancellationToken)).Count == 1;

    /// <summary>The same for many at once, in one commit.</summary>
    /// <returns>The ids of those whose leases were still held.</returns>
    public async Task<IReadOnlySet<long>> ReplacePayloadsAsync(IReadOnlyList<(LeasedWorkItem Item, string Payload)> payloads, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var kept = await connection.QueryAsync<long>(new CommandDefinition(
            """
            update workflow.work_item
            set payload = held.payload::jsonb
            from unnest(@ids, @tokens, @payloads) as held (id, token, payload)
            where work_item.id = held.id
                and state = 'leased'
                and lease_token = held.token
            returning work_item.id
            """,
            new
            {
                ids = payloads.Select(one => one.Item.Id).ToArray(),
                tokens = payloads.Select(one => one.Item.LeaseToken).ToArray(),
                payloads = payloads.Select(one => one.Payload).ToArray(),
            },
            cancellationToken: cancellationToken));
        return kept.ToHashSet();
    }

    /// <summary>What workers hold now of these kinds.</summary>
    public async Task<IReadOnlyList<long>> InFlightAsync(IReadOnlyCollection<string> kinds, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<long>(new CommandDefinition(
            """
            select id
            from workflow.work_item
            where state = 'leased'
                and leased_until > now()
                and kind = any(@kinds)
            """,
            new { kinds = kinds.ToArray() },
            cancellationToken: cancellationToken))];
    }

    /// <summary>What was put off with this code is due now.</summary>
    public async Task WakeAsync(string code, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            with woken as (
                update workflow.work_item
                set due_at = now()
                where state = 'ready'
                    and due_at > now()
                    and last_code = @code
                returning id
            )
            select pg_notify('workflow', 'work')
            where exists (select from woken)
            """,
            new { code },
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Removes a case's items that no step waits for, and those that failed for good: for a case that is about to end by its own
    /// steps, whose last work must not wait behind them. Those in flight are marked, so that they aren't tried again. The
    /// caller holds the case's lock.
    /// </summary>
    public async Task CancelLooseAsync(NpgsqlTransaction transaction, Guid correlationId, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            with in_flight as (
                update workflow.work_item
                set cancelled = true
                where correlation_id = @correlationId
                    and instance_id is null
                    and state = 'leased'
                returning id
            ), items as (
                delete from workflow.work_item
                where correlation_id = @correlationId
                    and (state = 'dead' or (state = 'ready' and instance_id is null))
                returning id
            )
            update workflow.incident
            set state = 'superseded',
                resolved_at = now(),
                resolution = 'the case was withdrawn'
            where work_item_id in (select id from in_flight union all select id from items)
                and resolved_at is null
            """,
            new { correlationId },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>Removes a case's items; those in flight are marked, so that they aren't tried again.</summary>
    internal static async Task CancelAsync(NpgsqlTransaction transaction, Guid correlationId, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            with in_flight as (
                update workflow.work_item
                set cancelled = true
                where correlation_id = @correlationId
                    and state = 'leased'
                returning id
            ), items as (
                delete from workflow.work_item
                where correlation_id = @correlationId
                    and state <> 'leased'
                returning id
            )
            update workflow.incident
            set state = 'superseded',
                resolved_at = now(),
                resolution = 'the case was cancelled'
            from (select id from items union all select id from in_flight) as ended
            where incident.work_item_id = ended.id
                and resolved_at is null
            """,
            new { correlationId },
            transaction,
            cancellationToken: cancellationToken));
}
