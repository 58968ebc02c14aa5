using Dapper;
using Npgsql;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>The writes that end an attempt. Each names the lease: without it, nothing changes.</summary>
internal static class FinishingWrites
{
    /// <returns>The ids that were still held.</returns>
    public static async Task<IReadOnlySet<long>> RemoveAsync(NpgsqlTransaction transaction, IReadOnlyList<LeasedWorkItem> items, CancellationToken cancellationToken)
    {
        var removed = await transaction.Connection!.QueryAsync<long>(new CommandDefinition(
            """
            delete from workflow.work_item
            using unnest(@ids, @tokens) as held (id, token)
            where work_item.id = held.id
                and state = 'leased'
                and lease_token = held.token
            returning work_item.id
            """,
            new { ids = items.Select(item => item.Id).ToArray(), tokens = items.Select(item => item.LeaseToken).ToArray() },
            transaction,
            cancellationToken: cancellationToken));
        return removed.ToHashSet();
    }

    /// <summary>Ready again after a pause; an item whose case has moved on is removed instead.</summary>
    /// <returns>False where the lease is lost or the item was cancelled.</returns>
    public static async Task<bool> RetryAsync(NpgsqlConnection connection, LeasedWorkItem item, string code, TimeSpan pause, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            with gone as (
                delete from workflow.work_item
                where id = @id
                    and state = 'leased'
                    and lease_token = @token
                    and cancelled
            ), kept as (
                update workflow.work_item
                set state = 'ready',
                    due_at = now() + make_interval(secs => @pause),
                    lease_token = null,
                    leased_until = null,
                    last_code = @code
                where id = @id
                    and state = 'leased'
                    and lease_token = @token
                    and not cancelled
                returning id
            )
            select count(*)
            from kept
            """,
            new { id = item.Id, token = item.LeaseToken, code, pause = pause.TotalSeconds },
            cancellationToken: cancellationToken)) == 1;

    /// <summary>Dead, with an incident; an item whose case has moved on is removed instead.</summary>
    /// <returns>False where the lease is lost or the item was cancelled.</returns>
    public static async Task<bool> BuryAsync(NpgsqlConnection connection, LeasedWorkItem item, string code, string detail, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            with gone as (
                delete from workflow.work_item
                where id = @id
                    and state = 'leased'
                    and lease_token = @token
                    and cancelled
            ), dead as (
                update workflow.work_item
                set state = 'dead',
                    lease_token = null,
                    leased_until = null,
                    last_code = @code
                where id = @id
                    and state = 'leased'
                    and lease_token = @token
                    and not cancelled
                returning *
            ), incident as (
                insert into workflow.incident (kind, correlation_id, instance_id, execution, activity_id, work_item_id, work_kind, code, detail, attempts)
                select 'work', dead.correlation_id, dead.instance_id, dead.execution, bookmark.activity_id, dead.id, dead.kind, @code, @detail, dead.attempt
                from dead
                left join workflow.bookmark
                    on bookmark.instance_id = dead.instance_id
                    and bookmark.execution = dead.execution
            )
            select count(*)
            from dead
            """,
            new { id = item.Id, token = item.LeaseToken, code, detail },
            cancellationToken: cancellationToken)) == 1;
}
