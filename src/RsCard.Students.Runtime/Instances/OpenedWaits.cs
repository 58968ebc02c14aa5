using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Instances;

/// <summary>Writes what began to wait: a bookmark for each, and the timer or the work item that it waits for.</summary>
internal static class OpenedWaits
{
    public static async Task InsertAsync(NpgsqlTransaction transaction, IReadOnlyList<InstanceChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var opened = changes.SelectMany(change => change.Opened.Select(wait => new Opened(change.Before, wait.Execution, wait.For))).ToList();
        if (opened.Count == 0)
            return;
        await InsertBookmarksAsync(transaction, opened, cancellationToken);
        await InsertTimersAsync(transaction, [.. opened.Where(wait => wait.For is Wait.Until)], now, cancellationToken);
        await InsertWorkAsync(transaction, [.. opened.Where(wait => wait.For is Wait.ForWork)], cancellationToken);
        if (opened.Exists(wait => wait.For is Wait.ForWork))
            await Notifications.SendAsync(transaction, Notifications.Work, cancellationToken);
        if (opened.Exists(wait => wait.For is Wait.Until until && until.DueAt <= now))
            await Notifications.SendAsync(transaction, Notifications.Timer, cancellationToken);
    }

    private static async Task InsertBookmarksAsync(NpgsqlTransaction transaction, List<Opened> opened, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            insert into workflow.bookmark (instance_id, execution, correlation_id, activity_id, kind, name, owner, since, due_by)
            select *
            from unnest(@instances, @executions, @correlations, @activities, @kinds, @names, @owners, @sinces, @dues)
            """,
            new
            {
                instances = opened.Select(wait => wait.Instance.Id).ToArray(),
                executions = opened.Select(wait => wait.Execution.Number).ToArray(),
                correlations = opened.Select(wait => wait.Instance.CorrelationId).ToArray(),
                activities = opened.Select(wait => wait.Execution.ActivityId).ToArray(),
                kinds = opened.Select(wait => NameOf(wait.Execution.Waits)).ToArray(),
                names = opened.Select(wait => wait.Execution.Name).ToArray(),
                owners = opened.Select(wait => wait.Execution.Owner).ToArray(),
                sinces = opened.Select(wait => wait.Execution.Since.ToUniversalTime()).ToArray(),
                dues = opened.Select(wait => wait.Execution.DueBy?.ToUniversalTime()).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>A timer that begins in a parked case begins stopped, with its whole span left.</summary>
    private static async Task InsertTimersAsync(NpgsqlTransaction transaction, List<Opened> timers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (timers.Count == 0)
            return;
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            insert into workflow.timer (instance_id, execution, correlation_id, in_break, due_at, stopped_at, stopped_due_at)
            select
                new.instance_id,
                new.execution,
                new.correlation_id,
                new.in_break,
                case when parked.since is null then new.due_at else 'infinity' end,
                case when parked.since is not null then @now end,
                case when parked.since is not null then new.due_at end
            from unnest(@instances, @executions, @correlations, @breaks, @dues) as new (instance_id, execution, correlation_id, in_break, due_at)
            left join workflow.parked_case as parked
                on parked.correlation_id = new.correlation_id
                and new.in_break <> 'runs-on'
            """,
            new
            {
                now,
                instances = timers.Select(wait => wait.Instance.Id).ToArray(),
                executions = timers.Select(wait => wait.Execution.Number).ToArray(),
                correlations = timers.Select(wait => wait.Instance.CorrelationId).ToArray(),
                breaks = timers.Select(wait => NameOf(((Wait.Until)wait.For).InBreak)).ToArray(),
                dues = timers.Select(wait => ((Wait.Until)wait.For).DueAt.ToUniversalTime()).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static async Task InsertWorkAsync(NpgsqlTransaction transaction, List<Opened> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
            return;
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            insert into workflow.work_item (instance_id, execution, correlation_id, kind, key, payload)
            select instance_id, execution, correlation_id, kind, key, payload::jsonb
            from unnest(@instances, @executions, @correlations, @kinds, @keys, @payloads)
                as new (instance_id, execution, correlation_id, kind, key, payload)
            """,
            new
            {
                instances = items.Select(wait => wait.Instance.Id).ToArray(),
                executions = items.Select(wait => wait.Execution.Number).ToArray(),
                correlations = items.Select(wait => wait.Instance.CorrelationId).ToArray(),
                kinds = items.Select(wait => ((Wait.ForWork)wait.For).Kind).ToArray(),
                keys = items.Select(wait => ((Wait.ForWork)wait.For).Key).ToArray(),
                payloads = items.Select(wait => ((Wait.ForWork)wait.For).Payload).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static string NameOf(WaitKind kind) => kind switch
    {
        WaitKind.Signal => "signal",
        WaitKind.Timer => "timer",
        WaitKind.Work => "work",
        WaitKind.Child => "child",
        WaitKind.Event => "event",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static string NameOf(InBreak inBreak) => inBreak switch
    {
        InBreak.KeepsRest => "keeps-rest",
        InBreak.KeepsDate => "keeps-date",
        InBreak.RunsOn => "runs-on",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private sealed record Opened(CaseInstance Instance, OpenExecution Execution, Wait For);
}
