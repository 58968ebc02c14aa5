using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>The writes that end an attempt. Each names the lease: without it, nothing changes.</summary>
internal static class FinishingWrites
{
    /// <returns>The leases that were still held.</returns>
    public static async Task<IReadOnlySet<Lease>> RemoveAsync(NpgsqlTransaction transaction, IReadOnlyList<LeasedWorkItem> items, CancellationToken cancellationToken)
    {
        var removed = await transaction.OpenConnection().QueryAsync<Lease>(new CommandDefinition(
            """
            delete from workflow.work_item
            using unnest(@ids, @tokens) as held (id, token)
            where work_item.id = held.id
                and state = 'leased'
                and lease_token = held.token
            returning work_item.id, held.token
            """,
            new { ids = items.Select(item => item.Id).ToArray(), tokens = items.Select(item => item.LeaseToken).ToArray() },
            transaction,
            cancellationToken: cancellationToken));
        return removed.ToHashSet();
    }

    /// <summary>Ready again after a pause; an item whose case has moved on is removed instead.</summary>
    /// <returns>Those that will be tried again; the others' leases are lost, or they were cancelled.</returns>
    public static async Task<IReadOnlySet<Lease>> RetryAsync(NpgsqlConnection connection, IReadOnlyList<FailedItem> items, CancellationToken cancellationToken)
    {
        var kept = await connection.QueryAsync<Lease>(new CommandDefinition(
            """
            with held as (
                select *
                from unnest(@ids, @tokens, @codes, @details, @pauses, @counted) as held (id, token, code, detail, pause, counted)
            ), gone as (
                delete from workflow.work_item
                using held
                where work_item.id = held.id
                    and state = 'leased'
                    and lease_token = held.token
                    and cancelled
            )
            update workflow.work_item
            set state = 'ready',
                due_at = now() + make_interval(secs => held.pause),
                attempt = attempt - case when held.counted then 0 else 1 end,
                lost = 0,
                lease_token = null,
                leased_until = null,
                last_code = held.code,
                last_detail = held.detail
            from held
            where work_item.id = held.id
                and state = 'leased'
                and lease_token = held.token
                and not cancelled
            returning work_item.id, held.token
            """,
            new
            {
                ids = items.Select(failed => failed.Item.Id).ToArray(),
                tokens = items.Select(failed => failed.Item.LeaseToken).ToArray(),
                codes = items.Select(failed => failed.Code).ToArray(),
                details = items.Select(failed => failed.Detail).ToArray(),
                pauses = items.Select(failed => failed.Pause.TotalSeconds).ToArray(),
                counted = items.Select(failed => failed.Counts).ToArray(),
            },
            cancellationToken: cancellationToken));
        return kept.ToHashSet();
    }

    /// <summary>Dead, with an incident; an item whose case has moved on is removed instead.</summary>
    /// <returns>Those that are dead; the others' leases are lost, or they were cancelled.</returns>
    public static async Task<IReadOnlySet<Lease>> BuryAsync(NpgsqlConnection connection, IReadOnlyList<FailedItem> items, CancellationToken cancellationToken)
    {
        var dead = await connection.QueryAsync<Lease>(new CommandDefinition(
            """
            with held as (
                select *
                from unnest(@ids, @tokens, @codes, @details) as held (id, token, code, detail)
            ), gone as (
                delete from workflow.work_item
                using held
                where work_item.id = held.id
                    and state = 'leased'
                    and lease_token = held.token
                    and cancelled
            ), dead as (
                update workflow.work_item
                set state = 'dead',
                    lease_token = null,
                    leased_until = null,
                    last_code = held.code,
                    last_detail = held.detail
                from held
                where work_item.id = held.id
                    and state = 'leased'
                    and lease_token = held.token
                    and not cancelled
                returning work_item.*, held.detail, held.token
            ), reported as (
                insert into workflow.incident (kind, correlation_id, instance_id, execution, activity_id, work_item_id, work_kind, code, detail, attempts)
                select 'work', dead.correlation_id, dead.instance_id, dead.execution, bookmark.activity_id, dead.id, dead.kind, dead.last_code, dead.detail, dead.attempt
                from dead
                left join workflow.bookmark
                    on bookmark.instance_id = dead.instance_id
                    and bookmark.execution = dead.execution
                on conflict (work_item_id) where resolved_at is null and work_item_id is not null
                do update
                set state = 'open',
                    attempts = incident.attempts + excluded.attempts,
                    last_seen_at = now(),
                    code = excluded.code,
                    detail = excluded.detail
            )
            select id, token
            from dead
            """,
            new
            {
                ids = items.Select(failed => failed.Item.Id).ToArray(),
                tokens = items.Select(failed => failed.Item.LeaseToken).ToArray(),
                codes = items.Select(failed => failed.Code).ToArray(),
                details = items.Select(failed => failed.Detail).ToArray(),
            },
            cancellationToken: cancellationToken));
        return dead.ToHashSet();
    }
}
