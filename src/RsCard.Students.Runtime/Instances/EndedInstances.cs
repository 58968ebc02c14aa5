using Dapper;
using Npgsql;

namespace RsCard.Students.Runtime.Instances;

/// <summary>
/// Removes what ended long ago. Nothing of the runtime reads ended instances; the product's own record is its tables and its
/// audit trail. Small transactions over rows that nobody else moves, so that no case waits for it. May be run at any time and twice.
/// </summary>
public sealed class EndedInstances(NpgsqlDataSource dataSource)
{
    private const int Batch = 500;

    /// <summary>Removes the instances of every case that ended whole before then, with their resolved incidents.</summary>
    /// <param name="endedBefore">Business time, UTC. A case of which anything runs, or waits for a person to mend it, is left.</param>
    public async Task<EndedRemoved> RemoveCasesAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);

        // Once for all batches: an index by end would cost every case, for one look a night.
        var cases = (await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            select correlation_id
            from workflow.instance
            group by correlation_id
            having bool_and(finished_at is not null and finished_at < @endedBefore)
            """,
            new { endedBefore },
            commandTimeout: 0,
            cancellationToken: cancellationToken))).AsList();

        var total = new EndedRemoved(0, 0);
        foreach (var batch in cases.Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += await RemoveBatchAsync(connection, batch, endedBefore, cancellationToken);
        }

        return total;
    }

    /// <summary>Removes incidents that were resolved before then, also of cases that still run.</summary>
    /// <param name="resolvedBefore">Real time, UTC.</param>
    /// <returns>How many went.</returns>
    public async Task<long> RemoveIncidentsAsync(DateTimeOffset resolvedBefore, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var total = 0L;
        while (true)
        {
            var removed = await connection.ExecuteAsync(new CommandDefinition(
                """
                delete from workflow.incident
                where id in (
                    select id
                    from workflow.incident
                    where resolved_at < @resolvedBefore
                    order by id
                    limit @Batch)
                """,
                new { resolvedBefore, Batch },
                cancellationToken: cancellationToken));
            total += removed;
            if (removed < Batch)
                return total;
        }
    }

    /// <summary>Looks again whether each case has ended, because time has passed since it was found.</summary>
    private static Task<EndedRemoved> RemoveBatchAsync(NpgsqlConnection connection, Guid[] cases, DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<EndedRemoved>(new CommandDefinition(
            """
            with ended as (
                select correlation_id
                from workflow.instance
                where correlation_id = any (@cases)
                    and correlation_id not in (
                        select correlation_id
                        from workflow.work_item
                        where correlation_id = any (@cases))
                    and correlation_id not in (
                        select correlation_id
                        from workflow.incident
                        where correlation_id = any (@cases)
                            and resolved_at is null)
                group by correlation_id
                having bool_and(finished_at is not null and finished_at < @endedBefore)
            ), incidents as (
                delete from workflow.incident
                using ended
                where incident.correlation_id = ended.correlation_id
                    and resolved_at is not null
                returning 1
            ), instances as (
                delete from workflow.instance
                using ended
                where instance.correlation_id = ended.correlation_id
                    and finished_at is not null
                returning id
            ), bookmarks as (
                delete from workflow.bookmark
                using instances
                where bookmark.instance_id = instances.id
            ), timers as (
                delete from workflow.timer
                using instances
                where timer.instance_id = instances.id
            )
            select
                (select count(*) from instances) as instances,
                (select count(*) from incidents) as incidents
            """,
            new { cases, endedBefore },
            cancellationToken: cancellationToken));
}

/// <summary>How many rows went.</summary>
public sealed record EndedRemoved(long Instances, long Incidents)
{
    public static EndedRemoved operator +(EndedRemoved one, EndedRemoved other) => Add(one, other);

    public static EndedRemoved Add(EndedRemoved one, EndedRemoved other) => new(one.Instances + other.Instances, one.Incidents + other.Incidents);
}
