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
    public async Task<long> EnqueueAsync(NpgsqlTransaction transaction, string kind, string key, string payload, Guid? correlationId, CancellationToken cancellationToken)
    {
        var id = await transaction.OpenConnection().ExecuteScalarAsync<long>(new CommandDefinition(
            """
            insert into workflow.work_item (kind, key, payload, correlation_id)
            values (@kind, @key, @payload::jsonb, @correlationId)
            returning id
            """,
            new { kind, key, payload, correlationId },
            transaction,
            cancellationToken: cancellationToken));
        await Notifications.SendAsync(transaction, Notifications.Work, cancellationToken);
        return id;
    }

    /// <summary>Keeps what a handler has found out, so that its next attempt need not find it out again.</summary>
    /// <returns>False where the lease is lost: stop quietly.</returns>
    public async Task<bool> ReplacePayloadAsync(LeasedWorkItem item, string payload, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            update workflow.work_item
            set payload = @payload::jsonb
            where id = @id
                and state = 'leased'
                and lease_token = @token
            """,
            new { id = item.Id, token = item.LeaseToken, payload },
            cancellationToken: cancellationToken)) == 1;
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
            set resolved_at = now(),
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
            ), items as (
                delete from workflow.work_item
                where correlation_id = @correlationId
                    and state <> 'leased'
                returning id
            )
            update workflow.incident
            set resolved_at = now(),
                resolution = 'the case was cancelled'
            from items
            where incident.work_item_id = items.id
                and resolved_at is null
            """,
            new { correlationId },
            transaction,
            cancellationToken: cancellationToken));
}
