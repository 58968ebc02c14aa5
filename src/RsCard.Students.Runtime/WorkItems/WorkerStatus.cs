using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>Counts for the status page and the command line.</summary>
public sealed class WorkerStatus(NpgsqlDataSource dataSource, BusinessClock clock)
{
    public async Task<WorkerCounts> GetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var kinds = await connection.QueryAsync<WorkKindCounts>(new CommandDefinition(
            """
            select
                kind,
                count(*) filter (where state = 'ready' and due_at <= now()) as due,
                count(*) filter (where state = 'ready' and due_at > now()) as waitingForRetry,
                count(*) filter (where state = 'leased') as leased,
                count(*) filter (where state = 'dead') as dead,
                min(created_at) filter (where state <> 'dead') as oldest,
                min(due_at) filter (where state = 'ready' and due_at > now()) as nextTry,
                (array_agg(last_code || ': ' || last_detail order by due_at) filter (where state = 'ready' and last_code is not null))[1] as lastReason
            from workflow.work_item
            group by kind
            order by kind
            """,
            cancellationToken: cancellationToken));
        var others = await connection.QuerySingleAsync<Others>(new CommandDefinition(
            """
            select
                (select count(*) from workflow.timer where due_at <= @now) as dueTimers,
                (select count(*) from workflow.timer) as timers,
                (select min(due_at) from workflow.timer where due_at < 'infinity') as nextTimer,
                (select count(*) from workflow.incident where resolved_at is null) as incidents,
                (select count(*) from workflow.instance where status = 'suspended') as runningInstances
            """,
            new { now = clock.GetUtcNow() },
            cancellationToken: cancellationToken));
        return new WorkerCounts([.. kinds], others.DueTimers, others.Timers, others.NextTimer, others.Incidents, others.RunningInstances);
    }

    private sealed record Others(long DueTimers, long Timers, DateTimeOffset? NextTimer, long Incidents, long RunningInstances);
}

/// <param name="NextTimer">Business time, UTC; null where no timer waits.</param>
public sealed record WorkerCounts(
    IReadOnlyList<WorkKindCounts> Kinds,
    long DueTimers,
    long Timers,
    DateTimeOffset? NextTimer,
    long Incidents,
    long RunningInstances);

/// <param name="Due">Ready now, those behind another item of their key included.</param>
/// <param name="NextTry">When the first of those that wait for a retry is tried again (real time, UTC).</param>
/// <param name="LastReason">Why that one waits: code and detail, without personal data.</param>
/// <param name="Oldest">When the oldest that isn't dead was made (real time, UTC); null where there is none.</param>
public sealed record WorkKindCounts(string Kind, long Due, long WaitingForRetry, long Leased, long Dead, DateTimeOffset? Oldest, DateTimeOffset? NextTry, string? LastReason);
