using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Runtime.Versions;

/// <summary>
/// Takes running instances from one version of their definition to another, a batch in a transaction. An instance is planned
/// again under its lock, so that it may have moved since anybody looked; one that can't be mapped stays where it is. May be
/// run by two people at once, stopped at any moment and run again: what has gone over isn't on the old version any more.
/// </summary>
public sealed class InstanceMigration(NpgsqlDataSource dataSource, IWorkflowHost host, IMigrationRecord record, BusinessClock clock)
{
    private const int Attempts = 5;

    /// <summary>Instances in one transaction. 1 to 5,000.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>Says what <see cref="ApplyAsync"/> would do now. Changes nothing and waits for nobody.</summary>
    public async Task<MigrationReport> PlanAsync(MigrationOrder order, CancellationToken cancellationToken)
    {
        var gathered = new ReportBuilder(order);
        var planner = new MigrationPlanner(order.From, order.To, order.Mapping);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        for (var after = Guid.Empty; ;)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var found = await FindAsync(transaction, order, after, cancellationToken);
            if (found.Count == 0)
                return gathered.ToReport(await ChildrenAsync(order, cancellationToken));
            var instances = await InstanceStore.LoadAsync(transaction, [.. found.Select(instance => instance.CorrelationId).Distinct()], cancellationToken);
            await PlanAsync(transaction, order, planner, Meant(order, found, instances.Values), gathered, cancellationToken);
            after = found[^1].Id;
        }
    }

    /// <param name="progress">Called after each batch with the number of instances dealt with so far.</param>
    public async Task<MigrationReport> ApplyAsync(MigrationOrder order, Action<int> progress, CancellationToken cancellationToken)
    {
        var gathered = new ReportBuilder(order);
        var planner = new MigrationPlanner(order.From, order.To, order.Mapping);
        var children = await ChildrenAsync(order, cancellationToken);
        for (var after = Guid.Empty; ;)
        {
            var (last, batch) = await ApplyBatchAsync(order, planner, after, cancellationToken);
            gathered.Add(batch);
            if (last is null)
                return gathered.ToReport(children);
            after = last.Value;
            progress(gathered.Instances);
        }
    }

    /// <returns>The last instance that was looked at; null where there are no more.</returns>
    private async Task<(Guid? Last, ReportBuilder Batch)> ApplyBatchAsync(MigrationOrder order, MigrationPlanner planner, Guid after, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryBatchAsync(order, planner, after, cancellationToken);
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < Attempts)
            {
                // Rolled back as a whole: the batch is read again.
            }
        }
    }

    private async Task<(Guid? Last, ReportBuilder Batch)> TryBatchAsync(MigrationOrder order, MigrationPlanner planner, Guid after, CancellationToken cancellationToken)
    {
        var batch = new ReportBuilder(order);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var found = await FindAsync(transaction, order, after, cancellationToken);
        if (found.Count == 0)
            return (null, batch);
        var instances = await InstanceStore.HoldAsync(transaction, [.. found.Select(instance => instance.CorrelationId)], skipLocked: false, cancellationToken);
        var meant = Meant(order, found, instances.Values);
        var planned = await PlanAsync(transaction, order, planner, meant, batch, cancellationToken);
        if (planned.Count > 0)
        {
            await MigrationWriter.SaveAsync(transaction, order, planned, clock.GetUtcNow(), cancellationToken);
            var moved = planned.Select(plan => new MovedInstance(plan.Instance.CorrelationId, plan.Instance.Id, plan.Steps)).ToList();
            await record.RecordAsync(transaction, order, moved, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return (found[^1].Id, batch);
    }

    private async Task<List<PlannedInstance>> PlanAsync(
        NpgsqlTransaction transaction, MigrationOrder order, MigrationPlanner planner, List<CaseInstance> instances, ReportBuilder report, CancellationToken cancellationToken)
    {
        var results = instances.ConvertAll(instance => (Instance: instance, Result: planner.Plan(instance.State)));
        var anew = results.Where(planned => planned.Result is MigrationResult.Migrated migrated && migrated.Steps.Any(step => BeginsAnew(order, step))).ToList();
        var decider = anew.Count == 0 ? null : await host.PrepareAsync(transaction, [.. anew.Select(planned => planned.Instance.CorrelationId).Distinct()], cancellationToken);
        var moved = new List<PlannedInstance>();
        foreach (var (instance, result) in results)
        {
            var (planned, refused) = result is MigrationResult.Migrated migrated ? Renew(order, instance, migrated, decider) : (null, (MigrationResult.Refused)result);
            if (planned is not null)
                moved.Add(planned);
            report.Add(instance, planned, refused);
        }

        return moved;
    }

    private (PlannedInstance? Planned, MigrationResult.Refused? Refused) Renew(
        MigrationOrder order, CaseInstance instance, MigrationResult.Migrated migrated, IActivityDecider? decider)
    {
        var open = migrated.State.Open.ToList();
        var renewed = new List<OpenExecution>();
        for (var index = 0; index < open.Count && decider is not null; index++)
        {
            if (!BeginsAnew(order, migrated.Steps[index]))
                continue;
            if (WaitRenewal.Renew(order, instance, open[index], decider, clock.GetUtcNow()) is not { } anew)
                return (null, new(VersionCodes.OtherWait, "begun anew, the new version would not wait for the same kind of thing", migrated.Steps[index].From));
            open[index] = anew;
            renewed.Add(anew);
        }

        return (new PlannedInstance(instance, migrated.State with { Open = open }, migrated.Steps, renewed), null);
    }

    private static bool BeginsAnew(MigrationOrder order, MovedStep step) => step.BeginsAnew || (order.ResetsTimers && step.Waits == WaitKind.Timer);

    /// <summary>Another instance of a locked case isn't meant, and one that was may be on another version by now, or have ended.</summary>
    private static List<CaseInstance> Meant(MigrationOrder order, IReadOnlyList<Found> found, IEnumerable<List<CaseInstance>> cases)
    {
        var ids = found.Select(instance => instance.Id).ToHashSet();
        return [.. cases.SelectMany(instances => instances).Where(instance => ids.Contains(instance.Id) && instance.DefinitionHash == order.From.Hash).OrderBy(instance => instance.Id)];
    }

    private async Task<IReadOnlyList<Found>> FindAsync(NpgsqlTransaction transaction, MigrationOrder order, Guid after, CancellationToken cancellationToken)
    {
        var found = await transaction.OpenConnection().QueryAsync<Found>(new CommandDefinition(
            """
            select id, correlation_id as correlationId
            from workflow.instance
            where definition_hash = @from
                and status = 'suspended'
                and id > @after
                and (@cases::uuid[] is null or correlation_id = any(@cases))
            order by id
            limit @batch
            """,
            new { from = order.From.Hash, after, cases = order.Cases?.ToArray(), batch = BatchSize },
            transaction,
            cancellationToken: cancellationToken));
        return [.. found];
    }

    private async Task<IReadOnlyDictionary<string, long>> ChildrenAsync(MigrationOrder order, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var children = await connection.QueryAsync<(string DefinitionId, long Count)>(new CommandDefinition(
            """
            select child.definition_id, count(*)
            from workflow.instance parent
            join workflow.instance child on child.parent_id = parent.id
            where parent.definition_hash = @from
                and parent.status = 'suspended'
                and child.status = 'suspended'
                and (@cases::uuid[] is null or parent.correlation_id = any(@cases))
            group by child.definition_id
            """,
            new { from = order.From.Hash, cases = order.Cases?.ToArray() },
            cancellationToken: cancellationToken));
        return children.ToDictionary(child => child.DefinitionId, child => child.Count, StringComparer.Ordinal);
    }

    private sealed record Found(Guid Id, Guid CorrelationId);
}
