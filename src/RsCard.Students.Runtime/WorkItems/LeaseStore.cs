using Dapper;
using Npgsql;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>
/// Claiming, renewing and giving back. A lease and not an open transaction: that would hold the vacuum horizon through every
/// call to the outside, and keep a lost node's locks until TCP gives up. Leases run on the database's clock.
/// </summary>
public sealed class LeaseStore(NpgsqlDataSource dataSource, WorkflowRuntimeOptions options)
{
    /// <summary>
    /// Claims up to so many ready items of a kind: the oldest first; none whose key has an item in flight, an older item that
    /// can still run, or an older dead item of the same kind.
    /// </summary>
    public async Task<IReadOnlyList<LeasedWorkItem>> ClaimAsync(string kind, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // With stale statistics the planner sorts the whole backlog for each claim: 90 ms instead of 7 ms at 50,000 due.
        await connection.ExecuteAsync(new CommandDefinition(
            """
            select
                set_config('enable_bitmapscan', 'off', true),
                set_config('enable_sort', 'off', true),
                set_config('enable_hashjoin', 'off', true),
                set_config('enable_mergejoin', 'off', true),
                set_config('enable_material', 'off', true),
                set_config('jit', 'off', true)
            """,
            transaction: transaction,
            cancellationToken: cancellationToken));
        try
        {
            var items = await connection.QueryAsync<LeasedWorkItem>(new CommandDefinition(
                """
                with claimed as (
                    select item.id
                    from workflow.work_item as item
                    where item.kind = @kind
                        and item.state = 'ready'
                        and item.due_at <= now()
                        and not exists (
                            select 1
                            from workflow.work_item as sibling
                            where sibling.key = item.key
                                and sibling.state = 'leased')
                        and not exists (
                            select 1
                            from workflow.work_item as dead
                            where dead.key = item.key
                                and dead.kind = item.kind
                                and dead.state = 'dead'
                                and dead.id < item.id)
                        and not exists (
                            select 1
                            from workflow.work_item as older
                            where older.key = item.key
                                and older.state = 'ready'
                                and older.id < item.id
                                and not exists (
                                    select 1
                                    from workflow.work_item as dead
                                    where dead.key = older.key
                                        and dead.kind = older.kind
                                        and dead.state = 'dead'
                                        and dead.id < older.id))
                    order by item.due_at, item.id
                    limit @limit
                    for update skip locked
                )
                update workflow.work_item
                set state = 'leased',
                    attempt = attempt + 1,
                    lease_token = gen_random_uuid(),
                    leased_until = now() + make_interval(secs => @lease)
                from claimed
                where work_item.id = claimed.id
                    and state = 'ready'
                returning
                    work_item.id,
                    kind,
                    key,
                    correlation_id as correlationId,
                    instance_id as instanceId,
                    execution,
                    attempt,
                    payload::text as payload,
                    lease_token as leaseToken
                """,
                new { kind, limit, lease = options.Lease.TotalSeconds },
                transaction,
                cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return [.. items.OrderBy(item => item.Id)];
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Another node claimed a sibling of one of these in the same moment; the index let one of us through.
            return [];
        }
    }

    /// <summary>Prolongs what is still held.</summary>
    /// <returns>The ids that are; the others' leases are lost.</returns>
    public async Task<IReadOnlySet<long>> RenewAsync(IReadOnlyCollection<LeasedWorkItem> items, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var held = await connection.QueryAsync<long>(new CommandDefinition(
            """
            update workflow.work_item
            set leased_until = now() + make_interval(secs => @lease)
            from unnest(@ids, @tokens) as held (id, token)
            where work_item.id = held.id
                and state = 'leased'
                and lease_token = held.token
            returning work_item.id
            """,
            new { ids = items.Select(item => item.Id).ToArray(), tokens = items.Select(item => item.LeaseToken).ToArray(), lease = options.Lease.TotalSeconds },
            cancellationToken: cancellationToken));
        return held.ToHashSet();
    }

    /// <summary>Shutdown is no failure: the item is ready again and the attempt isn't counted.</summary>
    public async Task GiveBackAsync(IReadOnlyCollection<LeasedWorkItem> items, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update workflow.work_item
            set state = 'ready',
                attempt = attempt - 1,
                lease_token = null,
                leased_until = null
            from unnest(@ids, @tokens) as held (id, token)
            where work_item.id = held.id
                and state = 'leased'
                and lease_token = held.token
            """,
            new { ids = items.Select(item => item.Id).ToArray(), tokens = items.Select(item => item.LeaseToken).ToArray() },
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Takes back what a lost worker held. The first time it is ready at once. After that each time later, and with jitter, so
    /// that an item that kills its worker comes to stand alone, and those that were in hand beside it are done in between; after
    /// <see cref="RetryPolicy.MaxLostLeases"/> in a row it is dead (WORK-002).
    /// </summary>
    public async Task TakeBackExpiredAsync(string kind, RetryPolicy retries, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            with expired as (
                select id
                from workflow.work_item
                where state = 'leased'
                    and leased_until < now()
                    and kind = @kind
                for update skip locked
            ), cancelled as (
                delete from workflow.work_item
                using expired
                where work_item.id = expired.id
                    and cancelled
            ), taken as (
                update workflow.work_item
                set state = case when lost + 1 >= @maxLost then 'dead' else 'ready' end,
                    lost = case when lost + 1 >= @maxLost then 0 else lost + 1 end,
                    due_at = case when lost = 0 then due_at else now() + make_interval(secs => least(@first * 2 ^ (lost - 1), @longest) * (0.5 + random())) end,
                    lease_token = null,
                    leased_until = null,
                    last_code = 'WORK-002',
                    last_detail = 'the lease ran out'
                from expired
                where work_item.id = expired.id
                    and not cancelled
                returning work_item.*
            )
            insert into workflow.incident (kind, correlation_id, instance_id, execution, work_item_id, work_kind, code, detail, attempts)
            select 'work', correlation_id, instance_id, execution, id, kind, 'WORK-002', 'the lease ran out at every attempt', attempt
            from taken
            where state = 'dead'
            """,
            new
            {
                kind,
                maxLost = retries.MaxLostLeases,
                first = retries.First.TotalSeconds,
                longest = Math.Min(retries.Longest.TotalSeconds, options.RetryLongest.TotalSeconds),
            },
            cancellationToken: cancellationToken));
    }
}
