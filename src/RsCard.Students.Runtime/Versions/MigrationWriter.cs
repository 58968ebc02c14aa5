using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.Versions;

/// <summary>Saves a batch of instances under their new version. What an instance waits for is touched only where it has changed.</summary>
internal static class MigrationWriter
{
    /// <exception cref="InvalidOperationException">An instance isn't as it was loaded under its lock.</exception>
    public static async Task SaveAsync(
        NpgsqlTransaction transaction, MigrationOrder order, IReadOnlyList<PlannedInstance> moved, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await UpdateInstancesAsync(transaction, order, moved, now, cancellationToken);
        var changed = moved.SelectMany(planned => planned.Changed.Select(open => (planned.Instance.Id, Open: open, IsRenewed: planned.Renewed.Contains(open)))).ToList();
        await UpdateBookmarksAsync(transaction, changed, cancellationToken);
        var timers = moved.SelectMany(planned => planned.Renewed.Where(open => open.Waits == WaitKind.Timer).Select(open => (planned.Instance.Id, Open: open))).ToList();
        await UpdateTimersAsync(transaction, timers, now, cancellationToken);
        if (timers.Exists(timer => timer.Open.DueBy <= now))
            await Notifications.SendAsync(transaction, Notifications.Timer, cancellationToken);
    }

    private static async Task UpdateInstancesAsync(
        NpgsqlTransaction transaction, MigrationOrder order, IReadOnlyList<PlannedInstance> moved, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var saved = await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            update workflow.instance
            set definition_hash = @to,
                definition_id = @definition,
                state = moved.state::json,
                revision = instance.revision + 1,
                updated_at = @now
            from unnest(@ids, @revisions, @states) as moved (id, revision, state)
            where instance.id = moved.id
                and instance.revision = moved.revision
                and definition_hash = @from
                and status = 'suspended'
            """,
            new
            {
                now,
                from = order.From.Hash,
                to = order.To.Hash,
                definition = order.To.DefinitionId,
                ids = moved.Select(planned => planned.Instance.Id).ToArray(),
                revisions = moved.Select(planned => planned.Instance.Revision).ToArray(),
                states = moved.Select(planned => planned.State.ToJson()).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
        if (saved != moved.Count)
            throw new InvalidOperationException($"expected {moved.Count} instances as they were loaded, got {saved}");
    }

    private static async Task UpdateBookmarksAsync(
        NpgsqlTransaction transaction, List<(Guid Instance, OpenExecution Open, bool IsRenewed)> changed, CancellationToken cancellationToken)
    {
        if (changed.Count == 0)
            return;
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            with changed as (
                select *
                from unnest(@instances, @executions, @activities, @renewed, @names, @owners, @sinces, @dues)
                    as changed (instance_id, execution, activity_id, is_renewed, name, owner, since, due_by)
            ), incidents as (
                update workflow.incident
                set activity_id = changed.activity_id
                from changed
                where incident.instance_id = changed.instance_id
                    and incident.execution = changed.execution
                    and resolved_at is null
            )
            update workflow.bookmark
            set activity_id = changed.activity_id,
                name = case when is_renewed then changed.name else bookmark.name end,
                owner = case when is_renewed then changed.owner else bookmark.owner end,
                since = case when is_renewed then changed.since else bookmark.since end,
                due_by = case when is_renewed then changed.due_by else bookmark.due_by end
            from changed
            where bookmark.instance_id = changed.instance_id
                and bookmark.execution = changed.execution
            """,
            new
            {
                instances = changed.Select(step => step.Instance).ToArray(),
                executions = changed.Select(step => step.Open.Number).ToArray(),
                activities = changed.Select(step => step.Open.ActivityId).ToArray(),
                renewed = changed.Select(step => step.IsRenewed).ToArray(),
                names = changed.Select(step => step.Open.Name).ToArray(),
                owners = changed.Select(step => step.Open.Owner).ToArray(),
                sinces = changed.Select(step => step.Open.Since.ToUniversalTime()).ToArray(),
                dues = changed.Select(step => step.Open.DueBy?.ToUniversalTime()).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>A timer that a break has stopped begins anew too, and stays stopped: its whole span is left.</summary>
    private static async Task UpdateTimersAsync(
        NpgsqlTransaction transaction, List<(Guid Instance, OpenExecution Open)> timers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (timers.Count == 0)
            return;
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            update workflow.timer
            set due_at = case when stopped_at is null then anew.due_at else 'infinity' end,
                stopped_at = case when stopped_at is null then null else @now end,
                stopped_due_at = case when stopped_at is null then null else anew.due_at end,
                in_break = anew.in_break,
                failures = 0
            from unnest(@instances, @executions, @dues, @breaks) as anew (instance_id, execution, due_at, in_break)
            where timer.instance_id = anew.instance_id
                and timer.execution = anew.execution
            """,
            new
            {
                instances = timers.Select(timer => timer.Instance).ToArray(),
                executions = timers.Select(timer => timer.Open.Number).ToArray(),
                dues = timers.Select(timer => timer.Open.DueBy.GetValueOrDefault().ToUniversalTime()).ToArray(),
                breaks = timers.Select(timer => OpenedWaits.NameOf(timer.Open.InBreak)).ToArray(),
                now,
            },
            transaction,
            cancellationToken: cancellationToken));
    }
}

/// <summary>An instance that can go over, as it will be saved.</summary>
/// <param name="Renewed">Open steps that begin anew.</param>
internal sealed record PlannedInstance(CaseInstance Instance, FlowchartState State, IReadOnlyList<MovedStep> Steps, IReadOnlyList<OpenExecution> Renewed)
{
    /// <summary>Open steps whose bookmark must be written again.</summary>
    public IEnumerable<OpenExecution> Changed => State.Open.Zip(Steps).Where(pair => pair.Second.From != pair.Second.To || Renewed.Contains(pair.First)).Select(pair => pair.First);
}
