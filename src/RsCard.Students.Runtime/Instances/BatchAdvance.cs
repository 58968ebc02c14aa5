using Npgsql;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Runtime.Instances;

/// <summary>
/// Moves hundreds of cases in one transaction: one lock, one load, one save, one record. A case that fails is left at its
/// last committed state and doesn't take the others with it.
/// </summary>
public sealed class BatchAdvance(DefinitionCatalogue catalogue, IWorkflowHost host, BusinessClock clock)
{
    private const string Savepoint = "round";

    /// <summary>Locks the cases, or leaves those out that somebody else is moving.</summary>
    /// <returns>A result for each stimulus, in order. Stimuli of one case are applied one after another.</returns>
    internal Task<IReadOnlyList<AdvanceResult>> ApplyAsync(
        NpgsqlTransaction transaction, IReadOnlyList<Stimulus> stimuli, bool skipLocked, CancellationToken cancellationToken) =>
        ApplyAsync(transaction, stimuli, cases => InstanceStore.HoldAsync(transaction, cases, skipLocked, cancellationToken), cancellationToken);

    /// <summary>The same for cases that this transaction has locked before.</summary>
    internal Task<IReadOnlyList<AdvanceResult>> ApplyToHeldAsync(NpgsqlTransaction transaction, IReadOnlyList<Stimulus> stimuli, CancellationToken cancellationToken) =>
        ApplyAsync(transaction, stimuli, cases => InstanceStore.LoadAsync(transaction, cases, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<AdvanceResult>> ApplyAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<Stimulus> stimuli,
        Func<IReadOnlyCollection<Guid>, Task<Dictionary<Guid, List<CaseInstance>>>> hold,
        CancellationToken cancellationToken)
    {
        var results = new AdvanceResult[stimuli.Count];
        var queues = Enumerable.Range(0, stimuli.Count).GroupBy(index => stimuli[index].CorrelationId).Select(group => new Queue<int>(group)).ToList();
        while (queues.Count > 0)
        {
            var round = queues.ConvertAll(queue => queue.Dequeue());
            var held = await hold([.. round.Select(index => stimuli[index].CorrelationId)]);
            await ApplyRoundAsync(transaction, round, stimuli, results, held, cancellationToken);
            queues.RemoveAll(queue => queue.Count == 0);
        }

        return results;
    }

    private async Task ApplyRoundAsync(
        NpgsqlTransaction transaction,
        List<int> round,
        IReadOnlyList<Stimulus> stimuli,
        AdvanceResult[] results,
        Dictionary<Guid, List<CaseInstance>> held,
        CancellationToken cancellationToken)
    {
        var free = new List<int>();
        foreach (var index in round)
        {
            if (held.ContainsKey(stimuli[index].CorrelationId))
                free.Add(index);
            else
                results[index] = new AdvanceResult(AdvanceStatus.Locked);
        }

        if (free.Count == 0)
            return;
        var definitions = await DefinitionsOfAsync(held.Values.SelectMany(found => found), cancellationToken);
        await TryAsync(transaction, new Round(free, stimuli, held, definitions, results), cancellationToken);
    }

    /// <summary>All at once; if the host or the database refuses that, one by one, so that the one at fault is found.</summary>
    private async Task TryAsync(NpgsqlTransaction transaction, Round round, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync(Savepoint, cancellationToken);
        try
        {
            await ApplyAsync(transaction, round, cancellationToken);
            await transaction.ReleaseAsync(Savepoint, cancellationToken);
            return;
        }
        catch (Exception exception) when (IsOfOneCase(exception, transaction))
        {
            await transaction.RollbackAsync(Savepoint, cancellationToken);
            if (round.Indices.Count == 1)
                round.Results[round.Indices[0]] = new AdvanceResult(AdvanceStatus.Failed, new CaseFault("FLOW-008", Described(exception), ActivityId: null));
        }

        if (round.Indices.Count > 1)
        {
            foreach (var index in round.Indices)
                await TryAsync(transaction, round with { Indices = [index] }, cancellationToken);
        }
    }

    private async Task ApplyAsync(NpgsqlTransaction transaction, Round round, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var decider = await host.PrepareAsync(transaction, [.. round.Indices.Select(index => round.Stimuli[index].CorrelationId)], cancellationToken);
        var changes = new List<InstanceChange>();
        foreach (var index in round.Indices)
        {
            var stimulus = round.Stimuli[index];
            var burst = new CaseBurst(stimulus.CorrelationId, round.Instances[stimulus.CorrelationId], round.Definitions, decider, now, Guid.CreateVersion7);
            var applied = stimulus.ApplyTo(burst);
            var fault = burst.Faults.Select(found => found.Fault).FirstOrDefault();
            round.Results[index] = fault switch
            {
                null => new AdvanceResult(applied ? AdvanceStatus.Applied : AdvanceStatus.NotWaiting),
                _ => new AdvanceResult(AdvanceStatus.Failed, new CaseFault(fault.Code, fault.Message, fault.ActivityId)),
            };
            if (fault is null)
                changes.AddRange(burst.Changes);
        }

        if (changes.Count == 0)
            return;
        await ChangeWriter.SaveAsync(transaction, changes, now, cancellationToken);
        await host.RecordAsync(transaction, [.. changes.Select(AdvanceOf)], cancellationToken);
    }

    private async Task<DefinitionSet> DefinitionsOfAsync(IEnumerable<CaseInstance> instances, CancellationToken cancellationToken)
    {
        var byHash = new Dictionary<string, WorkflowDefinition>(StringComparer.Ordinal);
        foreach (var hash in instances.Select(instance => instance.DefinitionHash).Distinct())
            byHash[hash] = await catalogue.GetAsync(hash, cancellationToken);
        return new DefinitionSet(byHash, catalogue.FindLatest);
    }

    private static InstanceAdvance AdvanceOf(InstanceChange change) => new(
        change.Before.CorrelationId, change.Before.Id, change.Before.DefinitionId, change.Journal, change.Effects, change.Status);

    /// <summary>What a broken connection, a shutdown or a deadlock does to a batch is no case's fault: the caller tries again.</summary>
    private static bool IsOfOneCase(Exception exception, NpgsqlTransaction transaction) =>
        exception is not OperationCanceledException
        && exception is not NpgsqlException { IsTransient: true }
        && transaction.Connection is { State: System.Data.ConnectionState.Open };

    /// <summary>Never the message: it could quote a person's data.</summary>
    private static string Described(Exception exception) =>
        exception is PostgresException { SqlState: var state } ? $"PostgreSQL {state}" : exception.GetType().FullName ?? exception.GetType().Name;

    private sealed record Round(
        IReadOnlyList<int> Indices,
        IReadOnlyList<Stimulus> Stimuli,
        Dictionary<Guid, List<CaseInstance>> Instances,
        DefinitionSet Definitions,
        AdvanceResult[] Results);
}
