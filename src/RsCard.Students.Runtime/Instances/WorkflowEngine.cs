using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Runtime.Instances;

/// <summary>
/// What the product does with cases. Everything happens in the caller's transaction, or not at all; locks are taken on the
/// cases' instances before anything else.
/// </summary>
public sealed class WorkflowEngine(DefinitionCatalogue catalogue, BatchAdvance batch, BusinessClock clock)
{
    /// <summary>
    /// Starts the latest version of a definition for each case. A start whose deciding code fails leaves an incident, and an
    /// instance that is tried again as a timer is.
    /// </summary>
    /// <exception cref="DefinitionException">DEF-004: no such definition is loaded.</exception>
    public async Task StartAsync(NpgsqlTransaction transaction, IReadOnlyList<StartRequest> starts, CancellationToken cancellationToken)
    {
        var stimuli = starts.Select(start => new Stimulus.Start(start.CorrelationId, catalogue.GetLatest(start.DefinitionId), start.Under, start.Subject)).ToList();
        var results = await batch.ApplyAsync(transaction, stimuli, skipLocked: false, cancellationToken);
        for (var index = 0; index < results.Count; index++)
        {
            if (results[index].Fault is { } fault)
                await FailedStart.SaveAsync(transaction, stimuli[index], fault, clock.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>Gives people's choices to their cases.</summary>
    /// <returns>A result for each signal, in order.</returns>
    public async Task<IReadOnlyList<SignalResult>> SignalAsync(NpgsqlTransaction transaction, IReadOnlyList<Signal> signals, CancellationToken cancellationToken)
    {
        var stimuli = signals.Select(signal => new Stimulus.Signal(signal.CorrelationId, signal.Name, signal.Outcome, signal.Subject)).ToList();
        var results = await batch.ApplyAsync(transaction, stimuli, skipLocked: false, cancellationToken);
        for (var index = 0; index < results.Count; index++)
        {
            if (results[index].Fault is { } fault)
                await IncidentWriter.AddSignalFaultAsync(transaction, signals[index].CorrelationId, signals[index].Name, fault, cancellationToken);
        }

        await IncidentWriter.MendSignalsAsync(
            transaction,
            [.. signals.Where((_, index) => results[index].Status == AdvanceStatus.Applied).Select(signal => (signal.CorrelationId, signal.Name))],
            cancellationToken);
        return [.. results.Select(ResultOf)];
    }

    /// <summary>
    /// Locks cases until the transaction ends, for a caller that must change rows of its own before it signals: instances
    /// first, its own rows after, is the order that everybody keeps.
    /// </summary>
    public async Task LockAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken) =>
        await InstanceStore.LockAsync(transaction, correlationIds, skipLocked: false, cancellationToken);

    /// <summary>
    /// Cancels all running instances of a case, their timers, and the case's work items. An item in flight may still finish
    /// (what it does outside can't be called back) but isn't tried again. A break ends with it. May be called twice.
    /// </summary>
    public async Task CancelAsync(NpgsqlTransaction transaction, Guid correlationId, CancellationToken cancellationToken)
    {
        await batch.ApplyAsync(transaction, [new Stimulus.Cancel(correlationId)], skipLocked: false, cancellationToken);
        await WorkItemQueue.CancelAsync(transaction, correlationId, cancellationToken);
        await CaseEnd.CleanAsync(transaction, [correlationId], cancellationToken);
    }

    /// <inheritdoc cref="OpenStepsAsync(NpgsqlConnection, IReadOnlyCollection{Guid}, CancellationToken)"/>
    public Task<IReadOnlyList<OpenStep>> OpenStepsAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken) =>
        OpenStepsAsync(transaction.OpenConnection(), correlationIds, cancellationToken);

    /// <summary>What these cases wait for, the oldest first within a case.</summary>
    /// <param name="connection">Open; what its own transaction has changed is seen.</param>
    public async Task<IReadOnlyList<OpenStep>> OpenStepsAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select
                bookmark.correlation_id as correlationId,
                bookmark.instance_id as instanceId,
                instance.definition_id as definitionId,
                instance.definition_hash as definitionHash,
                instance.subject,
                bookmark.activity_id as activityId,
                bookmark.execution,
                bookmark.kind,
                bookmark.name,
                bookmark.owner,
                bookmark.since,
                case when parked.since is null or timer.in_break = 'runs-on' then bookmark.due_by end as dueBy,
                parked.since as parkedSince
            from workflow.bookmark
            join workflow.instance on instance.id = bookmark.instance_id
            left join workflow.parked_case as parked on parked.correlation_id = bookmark.correlation_id
            left join workflow.timer
                on parked.since is not null
                and timer.instance_id = bookmark.instance_id
                and timer.execution = bookmark.execution
            where bookmark.correlation_id = any(@cases)
            order by bookmark.correlation_id, bookmark.since, bookmark.instance_id, bookmark.execution
            """,
            new { cases = correlationIds.Distinct().ToArray() },
            cancellationToken: cancellationToken));
        var steps = new List<OpenStep>();
        foreach (var row in rows)
        {
            var definition = await catalogue.GetAsync(row.DefinitionHash, cancellationToken);
            steps.Add(new OpenStep(
                row.CorrelationId, row.InstanceId, row.DefinitionId, row.DefinitionHash, row.ActivityId,
                FlowGraph.Of(definition).GetActivity(row.ActivityId).Name,
                row.Execution, Enum.Parse<OpenStepKind>(row.Kind, ignoreCase: true), row.Name, row.Owner, row.Since, row.DueBy, row.ParkedSince, row.Subject));
        }

        return steps;
    }

    private static SignalResult ResultOf(AdvanceResult result) => result.Status switch
    {
        AdvanceStatus.Applied => SignalResult.Delivered,
        AdvanceStatus.NotWaiting => SignalResult.NotWaiting,
        AdvanceStatus.Failed => SignalResult.Failed,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private sealed record Row(
        Guid CorrelationId,
        Guid InstanceId,
        string DefinitionId,
        string DefinitionHash,
        Guid? Subject,
        string ActivityId,
        int Execution,
        string Kind,
        string? Name,
        string? Owner,
        DateTimeOffset Since,
        DateTimeOffset? DueBy,
        DateTimeOffset? ParkedSince);
}
