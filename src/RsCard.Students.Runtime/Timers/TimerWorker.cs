using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.Timers;

/// <summary>Fires timers that are due by the business clock.</summary>
public sealed class TimerWorker(NpgsqlDataSource dataSource, BatchAdvance batch, BusinessClock clock, WorkflowRuntimeOptions options)
{
    /// <summary>
    /// One batch in one transaction, at most one timer a case. Cases that somebody else is moving are left for the next
    /// round; a case that fails has its timer pushed back and gets an incident.
    /// </summary>
    /// <returns>How many timers were dealt with; 0 when nothing that is due can be moved now.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var due = await FindDueAsync(transaction, cancellationToken);
        if (due.Count == 0)
            return 0;
        var results = await batch.ApplyAsync(transaction, [.. due.Select(StimulusOf)], skipLocked: true, cancellationToken);

        var fired = due.Where((_, index) => results[index].Status is AdvanceStatus.Applied or AdvanceStatus.NotWaiting).Select(timer => (timer.InstanceId, timer.Execution)).ToList();
        if (fired.Count > 0)
        {
            // Closing removed them already, but for a start that was tried again and a timer that nothing waits for any more.
            await ChangeWriter.CloseAsync(transaction, fired, cancellationToken);
            await IncidentWriter.ResolveFaultsAsync(transaction, fired, cancellationToken);
        }

        var failed = 0;
        for (var index = 0; index < due.Count; index++)
        {
            if (results[index].Fault is not { } fault)
                continue;
            failed++;
            await PushBackAsync(transaction, due[index], cancellationToken);
            await IncidentWriter.AddFaultAsync(transaction, due[index].CorrelationId, (due[index].InstanceId, due[index].Execution), fault, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return fired.Count + failed;
    }

    private static Stimulus StimulusOf(Due timer) => timer.Execution == FailedStart.Execution
        ? new Stimulus.Begin(timer.CorrelationId, timer.InstanceId)
        : new Stimulus.Resume(timer.CorrelationId, timer.InstanceId, timer.Execution, "Done");

    /// <summary>Locks the instances, not the timers: instance before timer is the order in which people's signals lock.</summary>
    private async Task<IReadOnlyList<Due>> FindDueAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var due = await transaction.OpenConnection().QueryAsync<Due>(new CommandDefinition(
            """
            select
                timer.instance_id as instanceId,
                timer.execution,
                timer.correlation_id as correlationId,
                timer.failures
            from workflow.timer
            join workflow.instance on instance.id = timer.instance_id
            where timer.due_at <= @now
            order by timer.due_at
            limit @limit
            for update of instance skip locked
            """,
            new { now = clock.GetUtcNow(), limit = options.TimerBatch },
            transaction,
            cancellationToken: cancellationToken));
        return await StillDueAsync(transaction, [.. due.DistinctBy(timer => timer.CorrelationId)], cancellationToken);
    }

    /// <summary>
    /// Looks again under the locks: a timer that was stopped or moved between the look and the lock, by somebody who had the
    /// instance before us, is still due in the first statement's snapshot.
    /// </summary>
    private async Task<IReadOnlyList<Due>> StillDueAsync(NpgsqlTransaction transaction, List<Due> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
            return found;
        var places = await transaction.OpenConnection().QueryAsync<int>(new CommandDefinition(
            """
            select found.place::integer
            from unnest(@instances, @executions) with ordinality as found (instance_id, execution, place)
            join workflow.timer
                on timer.instance_id = found.instance_id
                and timer.execution = found.execution
            where timer.due_at <= @now
            order by found.place
            """,
            new { now = clock.GetUtcNow(), instances = found.Select(timer => timer.InstanceId).ToArray(), executions = found.Select(timer => timer.Execution).ToArray() },
            transaction,
            cancellationToken: cancellationToken));
        return [.. places.Select(place => found[place - 1])];
    }

    /// <summary>In business time, like the timer itself: a clock that is moved on brings the retry nearer, which does no harm.</summary>
    private async Task PushBackAsync(NpgsqlTransaction transaction, Due timer, CancellationToken cancellationToken)
    {
        var pause = options.TimerRetryFirst * Math.Pow(2, Math.Min(timer.Failures, 16));
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            update workflow.timer
            set due_at = @dueAt,
                failures = failures + 1
            where instance_id = @instanceId
                and execution = @execution
            """,
            new { timer.InstanceId, timer.Execution, dueAt = clock.GetUtcNow() + (pause < options.TimerRetryLongest ? pause : options.TimerRetryLongest) },
            transaction,
            cancellationToken: cancellationToken));
    }

    private sealed record Due(Guid InstanceId, int Execution, Guid CorrelationId, int Failures);
}
