using Npgsql;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>
/// Finishes items: the fenced removal, the handler's own writes and the resumed instances are one transaction. All of a
/// batch at once; where one of them is refused or its case is being moved by somebody else, one by one.
/// </summary>
public sealed partial class WorkItemFinisher(NpgsqlDataSource dataSource, BatchAdvance batch, WorkflowRuntimeOptions options, ILogger<WorkItemFinisher> logger)
{
    /// <summary>May be called again with the same items after the database went away in the middle.</summary>
    internal async Task FinishAsync(IReadOnlyList<EndedItem> ended, RetryPolicy retries, CancellationToken cancellationToken)
    {
        var completed = ended.Where(item => item.Outcome is WorkOutcome.Completed).ToList();
        if (completed.Count > 0 && !await TryCompleteAsync(completed, cancellationToken))
        {
            foreach (var item in completed)
                await CompleteOneAsync(item, retries, cancellationToken);
        }

        await FailAsync([.. ended.Select(item => FailureOf(item, retries)).OfType<FailedItem>()], cancellationToken);
    }

    /// <returns>False where the batch was rolled back: some of it must be done alone.</returns>
    private async Task<bool> TryCompleteAsync(List<EndedItem> completed, CancellationToken cancellationToken)
    {
        try
        {
            return await CompleteAsync(completed, skipLocked: true, cancellationToken) is null;
        }
        catch (Exception exception) when (IsOfTheItems(exception))
        {
            LogBatchRefused(logger, exception.GetType().Name, completed.Count);
            return false;
        }
    }

    private async Task CompleteOneAsync(EndedItem ended, RetryPolicy retries, CancellationToken cancellationToken)
    {
        CaseFault? fault;
        try
        {
            fault = await CompleteAsync([ended], skipLocked: false, cancellationToken);
        }
        catch (Exception exception) when (IsOfTheItems(exception))
        {
            LogRecordFailed(logger, ended.Item.Id, exception.GetType().Name);
            await FailAsync([Transient(ended.Item, "WORK-003", exception.GetType().FullName ?? exception.GetType().Name, retries)], cancellationToken);
            return;
        }

        // The case's deciding code failed: doing the work again would not help, a mended definition or decider does.
        if (fault is not null)
            await FailAsync([Permanent(ended.Item, fault.Code, fault.Detail)], cancellationToken);
    }

    /// <returns>Null when committed; otherwise why nothing was.</returns>
    private async Task<CaseFault?> CompleteAsync(List<EndedItem> completed, bool skipLocked, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Instances before items: the order in which people's signals lock.
        var cases = completed.Where(item => item.Item.InstanceId is not null).Select(item => item.Item.CorrelationId.GetValueOrDefault()).Distinct().ToList();
        if (cases.Count > 0 && (await InstanceStore.LockAsync(transaction, cases, skipLocked, cancellationToken)).Count < cases.Count)
            return new CaseFault("WORK-004", "a case is being moved by somebody else", ActivityId: null);

        var held = await FinishingWrites.RemoveAsync(transaction, [.. completed.Select(item => item.Item)], cancellationToken);
        var ours = completed.Where(item => held.Contains(item.Item.Lease)).ToList();
        foreach (var item in completed.Where(item => !held.Contains(item.Item.Lease)))
            LogLeaseLost(logger, item.Item.Id);
        foreach (var item in ours)
        {
            if (item.Outcome is WorkOutcome.Completed { Record: { } record })
                await record(transaction, cancellationToken);
        }

        await JointRecord.WriteAsync(transaction, ours.Select(item => (item.Outcome as WorkOutcome.Completed)?.Joint).OfType<JointRecord>(), cancellationToken);
        await IncidentWriter.MendWorkAsync(transaction, [.. ours.Where(item => item.Item.IsRetried).Select(item => item.Item.Id)], cancellationToken);
        var stimuli = ours.Select(StimulusOf).OfType<Stimulus>().ToList();
        var results = await batch.ApplyToHeldAsync(transaction, stimuli, cancellationToken);
        if (results.FirstOrDefault(result => result.Status == AdvanceStatus.Failed).Fault is { } fault)
            return fault;
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>A database that went away refuses nothing: the caller tries all of it again, and the fences see to it that nothing happens twice.</summary>
    private static bool IsOfTheItems(Exception exception) => exception is not OperationCanceledException && !DatabaseAway.Is(exception);

    private static Stimulus? StimulusOf(EndedItem ended) =>
        ended is { Item: { CorrelationId: { } correlation, InstanceId: { } instance, Execution: { } execution }, Outcome: WorkOutcome.Completed completed }
            ? new Stimulus.Resume(correlation, instance, execution, completed.Outcome)
            : null;

    private FailedItem? FailureOf(EndedItem ended, RetryPolicy retries) => ended.Outcome switch
    {
        WorkOutcome.Transient transient => Transient(ended.Item, transient.Code, transient.Detail, retries),
        WorkOutcome.Postponed postponed => new FailedItem(ended.Item, postponed.Code, postponed.Detail, ForGood: false, postponed.Pause, Counts: false),
        WorkOutcome.Permanent permanent => Permanent(ended.Item, permanent.Code, permanent.Detail),
        _ => null,
    };

    private FailedItem Transient(LeasedWorkItem item, string code, string detail, RetryPolicy retries) =>
        new(item, code, detail, item.Attempt >= retries.MaxAttempts, retries.AtMost(options.RetryLongest).PauseAfter(item.Attempt, Random.Shared.NextDouble()));

    private static FailedItem Permanent(LeasedWorkItem item, string code, string detail) => new(item, code, detail, ForGood: true, TimeSpan.Zero);

    private async Task FailAsync(IReadOnlyList<FailedItem> failed, CancellationToken cancellationToken)
    {
        if (failed.Count == 0)
            return;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var kept = new HashSet<Lease>();
        if (failed.Any(item => !item.ForGood))
            kept.UnionWith(await FinishingWrites.RetryAsync(connection, [.. failed.Where(item => !item.ForGood)], cancellationToken));
        if (failed.Any(item => item.ForGood))
            kept.UnionWith(await FinishingWrites.BuryAsync(connection, [.. failed.Where(item => item.ForGood)], cancellationToken));
        foreach (var item in failed)
        {
            if (kept.Contains(item.Item.Lease))
                LogFailed(logger, item.Item.Id, item.Item.Kind, item.Code, item.Item.Attempt, item.ForGood);
            else
                LogLeaseLost(logger, item.Item.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Work item {Id}: lease lost or cancelled, nothing written")]
    private static partial void LogLeaseLost(ILogger logger, long id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work item {Id} ({Kind}) failed with {Code} at attempt {Attempt}; for good: {ForGood}")]
    private static partial void LogFailed(ILogger logger, long id, string kind, string code, int attempt, bool forGood);

    [LoggerMessage(Level = LogLevel.Warning, Message = "WORK-003 Work item {Id}: what it recorded was refused ({Exception})")]
    private static partial void LogRecordFailed(ILogger logger, long id, string exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Finishing {Count} work items at once was refused ({Exception}); one by one")]
    private static partial void LogBatchRefused(ILogger logger, string exception, int count);
}
