using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.Timers;

/// <summary>
/// A break in a case: its timers and due dates stand still, and go on with what was left (<see cref="InBreak"/> says which do
/// otherwise). Steps stay open: a person's signal or a finishing work item may still move the case, which stays parked; work that
/// was asked for before is done. All under the locks of the case's instances, as every move of the case.
/// </summary>
public sealed class CaseParking(IWorkflowHost host, BusinessClock clock)
{
    /// <summary>Stops a case's clocks. May be called again: the first break, its day and its reason stay.</summary>
    /// <param name="reason">Without personal data.</param>
    /// <param name="by">Who parks it.</param>
    public async Task<ParkResult> ParkAsync(NpgsqlTransaction transaction, Guid correlationId, string reason, string by, CancellationToken cancellationToken)
    {
        var instances = await LockAsync(transaction, correlationId, cancellationToken);
        if (instances.Count == 0)
            return ParkResult.NothingRuns;
        var now = clock.GetUtcNow();
        var parked = await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            insert into workflow.parked_case (correlation_id, since, reason, parked_by)
            values (@correlationId, @now, @reason, @by)
            on conflict do nothing
            """,
            new { correlationId, now, reason, by },
            transaction,
            cancellationToken: cancellationToken));
        if (parked == 0)
            return ParkResult.AlreadyParked;
        await StopTimersAsync(transaction, [.. instances.Select(instance => instance.Id)], now, cancellationToken);
        return ParkResult.Parked;
    }

    /// <summary>
    /// A case that was begun anew during its break has that break still, from its first day: to be called before it begins again, so that
    /// its clocks begin stopped.
    /// </summary>
    /// <param name="before">As <see cref="FindAsync"/> gave it before the case was cancelled.</param>
    public static async Task KeepAsync(NpgsqlTransaction transaction, ParkedCase before, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            insert into workflow.parked_case (correlation_id, since, reason, parked_by)
            values (@CorrelationId, @Since, @Reason, @By)
            on conflict do nothing
            """,
            before,
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>
    /// Lets a case's clocks go on: what counts from a step is due after what was left, a date on that date or at once when it has
    /// passed. Due dates of people's steps move by the break as the product counts them, so that nobody is late because of it.
    /// </summary>
    /// <returns>False where the case isn't parked: nothing happened.</returns>
    public async Task<bool> ResumeAsync(NpgsqlTransaction transaction, Guid correlationId, CancellationToken cancellationToken)
    {
        var instances = await LockAsync(transaction, correlationId, cancellationToken);
        var now = clock.GetUtcNow();
        var since = await transaction.OpenConnection().ExecuteScalarAsync<DateTime?>(new CommandDefinition(
            """
            delete from workflow.parked_case
            where correlation_id = @correlationId
            returning since
            """,
            new { correlationId },
            transaction,
            cancellationToken: cancellationToken));
        if (since is not { } parkedAt)
            return false;
        var waits = await LoadAsync(transaction, [.. instances.Select(instance => instance.Id)], cancellationToken);
        var dues = waits.ToDictionary(wait => (wait.InstanceId, wait.Execution), wait => DueOf(wait, new DateTimeOffset(parkedAt, TimeSpan.Zero), now));
        await SaveAsync(transaction, dues, cancellationToken);
        var changes = instances.Select(instance => ChangeOf(instance, dues)).OfType<InstanceChange>().ToList();
        if (changes.Count > 0)
            await ChangeWriter.SaveAsync(transaction, changes, now, cancellationToken);
        await Notifications.SendAsync(transaction, Notifications.Timer, cancellationToken);
        return true;
    }

    /// <summary>Those of the cases that are parked.</summary>
    public static async Task<IReadOnlyList<ParkedCase>> FindAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<ParkedCase>(new CommandDefinition(
            """
            select
                correlation_id as correlationId,
                since,
                reason,
                parked_by as "by"
            from workflow.parked_case
            where correlation_id = any(@cases)
            """,
            new { cases = correlationIds.ToArray() },
            cancellationToken: cancellationToken))];

    /// <summary>Stops what runs of these instances, where their case is parked.</summary>
    internal static async Task StopTimersAsync(NpgsqlTransaction transaction, Guid[] instances, DateTimeOffset now, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            update workflow.timer
            set stopped_at = @now,
                stopped_due_at = due_at,
                due_at = 'infinity'
            from workflow.parked_case
            where timer.instance_id = any(@instances)
                and parked_case.correlation_id = timer.correlation_id
                and timer.stopped_at is null
                and timer.in_break <> 'runs-on'
            """,
            new { instances, now },
            transaction,
            cancellationToken: cancellationToken));

    private static async Task<List<CaseInstance>> LockAsync(NpgsqlTransaction transaction, Guid correlationId, CancellationToken cancellationToken)
    {
        var held = await InstanceStore.HoldAsync(transaction, [correlationId], skipLocked: false, cancellationToken);
        return held[correlationId];
    }

    private static async Task<IEnumerable<Stopped>> LoadAsync(NpgsqlTransaction transaction, Guid[] instances, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().QueryAsync<Stopped>(new CommandDefinition(
            """
            select
                instance_id as instanceId,
                execution,
                in_break = 'keeps-date' as keepsDate,
                stopped_due_at as dueAt,
                stopped_at as stoppedAt,
                true as isTimer,
                null as signal
            from workflow.timer
            where instance_id = any(@instances)
                and stopped_at is not null
            union all
            select instance_id, execution, false, due_by, since, false, name
            from workflow.bookmark
            where instance_id = any(@instances)
                and kind = 'signal'
                and due_by is not null
            """,
            new { instances },
            transaction,
            cancellationToken: cancellationToken));

    private DateTimeOffset DueOf(Stopped wait, DateTimeOffset parkedAt, DateTimeOffset now)
    {
        // A step that a person opened during the break has counted nothing yet.
        var stoppedAt = wait.IsTimer || wait.StoppedAt > parkedAt ? wait.StoppedAt : parkedAt;
        return wait switch
        {
            { KeepsDate: true } => wait.DueAt,
            { IsTimer: true } when wait.DueAt <= stoppedAt => now,
            _ => host.DueAfterBreak(wait.Signal, wait.DueAt, stoppedAt, now),
        };
    }

    private static async Task SaveAsync(NpgsqlTransaction transaction, Dictionary<(Guid Instance, int Execution), DateTimeOffset> dues, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            with resumed as (
                select *
                from unnest(@instances, @executions, @dues) as resumed (instance_id, execution, due_at)
            ), timers as (
                update workflow.timer
                set due_at = resumed.due_at,
                    stopped_at = null,
                    stopped_due_at = null
                from resumed
                where timer.instance_id = resumed.instance_id
                    and timer.execution = resumed.execution
            )
            update workflow.bookmark
            set due_by = resumed.due_at
            from resumed
            where bookmark.instance_id = resumed.instance_id
                and bookmark.execution = resumed.execution
            """,
            new
            {
                instances = dues.Keys.Select(step => step.Instance).ToArray(),
                executions = dues.Keys.Select(step => step.Execution).ToArray(),
                dues = dues.Values.Select(due => due.ToUniversalTime()).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>The saved state tells the same dates as the bookmarks; null where none of the instance's has moved.</summary>
    private static InstanceChange? ChangeOf(CaseInstance instance, Dictionary<(Guid, int), DateTimeOffset> dues)
    {
        if (!instance.State.Open.Any(open => dues.ContainsKey((instance.Id, open.Number))))
            return null;
        var open = instance.State.Open.Select(open => dues.TryGetValue((instance.Id, open.Number), out var due) ? open with { DueBy = due } : open);
        return new InstanceChange(instance, instance.State with { Open = [.. open] }, InstanceStatus.Suspended, [], [], [], [], []);
    }

    /// <param name="StoppedAt">Of a person's step: when it was opened.</param>
    private sealed record Stopped(Guid InstanceId, int Execution, bool KeepsDate, DateTimeOffset DueAt, DateTimeOffset StoppedAt, bool IsTimer, string? Signal);
}

/// <summary>What came of parking a case.</summary>
public enum ParkResult
{
    Parked,
    AlreadyParked,

    /// <summary>The case has ended, or never began.</summary>
    NothingRuns,
}

/// <param name="Since">Business time, UTC.</param>
/// <param name="Reason">As given; no personal data.</param>
public sealed record ParkedCase(Guid CorrelationId, DateTimeOffset Since, string Reason, string By);
