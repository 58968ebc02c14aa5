using System.Collections.Concurrent;
using Dapper;
using Npgsql;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>
/// Claiming, renewing and giving back. A lease and not an open transaction: that would hold the vacuum horizon through every
/// call to the outside, and keep a lost node's locks until TCP gives up. Leases run on the database's clock.
/// </summary>
public sealed class LeaseStore(NpgsqlDataSource dataSource, WorkflowRuntimeOptions options)
{
    /// <summary>Tokens of claims whose answer was lost with the connection: they may hold items that no worker knows of.</summary>
    private readonly ConcurrentQueue<Guid> unanswered = [];

    /// <summary>
    /// Claims up to so many ready items of a kind: the oldest first; none whose key has an item in flight, an older item that
    /// can still run, or an older dead item of the same kind.
    /// </summary>
    public async Task<IReadOnlyList<LeasedWorkItem>> ClaimAsync(string kind, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await GiveBackUnansweredAsync(connection, cancellationToken);
        var token = Guid.NewGuid();
        try
        {
            return await ClaimCommand.ExecuteAsync(connection, kind, limit, options.Lease, token, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Another node claimed a sibling of one of these in the same moment; the index let one of us through.
            return [];
        }
        catch (Exception exception) when (exception is OperationCanceledException || DatabaseAway.Is(exception))
        {
            unanswered.Enqueue(token);
            throw;
        }
    }

    /// <summary>Prolongs what is still held.</summary>
    /// <returns>The leases that are; the others are lost.</returns>
    internal async Task<IReadOnlySet<Lease>> RenewAsync(IReadOnlyCollection<LeasedWorkItem> items, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var held = await connection.QueryAsync<Lease>(new CommandDefinition(
            """
            update workflow.work_item
            set leased_until = now() + make_interval(secs => @lease)
            from unnest(@ids, @tokens) as held (id, token)
            where work_item.id = held.id
                and state = 'leased'
                and lease_token = held.token
            returning work_item.id, held.token
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
    /// <see cref="RetryPolicy.MaxLostLeases"/> in a row it is dead (WORK-005).
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
            select 'work', correlation_id, instance_id, execution, id, kind, 'WORK-005', 'its worker was lost each time', attempt
            from taken
            where state = 'dead'
            on conflict (work_item_id) where resolved_at is null and work_item_id is not null
            do update
            set state = 'open',
                attempts = incident.attempts + excluded.attempts,
                last_seen_at = now(),
                code = excluded.code,
                detail = excluded.detail
            """,
            new
            {
                kind,
                maxLost = retries.MaxLostLeases,
                first = retries.First.TotalSeconds,
                longest = retries.AtMost(options.RetryLongest).Longest.TotalSeconds,
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>Nobody has begun with these, so no attempt is counted.</summary>
    private async Task GiveBackUnansweredAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        while (unanswered.TryPeek(out var token))
        {
            await connection.ExecuteAsync(new CommandDefinition(
                """
                update workflow.work_item
                set state = 'ready',
                    attempt = attempt - 1,
                    lease_token = null,
                    leased_until = null
                where state = 'leased'
                    and lease_token = @token
                """,
                new { token },
                cancellationToken: cancellationToken));
            unanswered.TryDequeue(out _);
        }
    }
}
