using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Instances;

/// <summary>Ends an incident by a person's word, without trying again.</summary>
public sealed class HandResolution(DefinitionCatalogue catalogue, BatchAdvance batch)
{
    /// <summary>
    /// The failed item is given up, so that it blocks nothing. With an outcome the step that waited goes on as if the work had
    /// reported it (a person has done it elsewhere); without one it stays open. Nothing is called mended.
    /// </summary>
    /// <returns>Only of <see cref="Resolution.Resolved"/> may the transaction be committed.</returns>
    public async Task<Resolution> ResolveAsync(NpgsqlTransaction transaction, long id, ByHand how, CancellationToken cancellationToken)
    {
        if (await FindAsync(transaction, id, cancellationToken) is not { } found)
            return new Resolution.Unknown();
        if (found.CorrelationId is { } correlation)
            await InstanceStore.LockAsync(transaction, [correlation], skipLocked: false, cancellationToken);
        if (how.Outcome is { } wanted && await FindRefusalAsync(transaction, id, wanted, cancellationToken) is { } refusal)
            return refusal;
        if (!await GiveUpAsync(transaction, id, cancellationToken))
            return new Resolution.InFlight();
        if (!await EndAsync(transaction, id, how, cancellationToken))
            return new Resolution.Unknown();
        if (how.Outcome is { } outcome && found is { CorrelationId: { } @case, InstanceId: { } instance, Execution: { } execution })
        {
            var results = await batch.ApplyAsync(transaction, [new Stimulus.Resume(@case, instance, execution, outcome)], skipLocked: false, cancellationToken);
            if (results[0].Fault is { } fault)
                return new Resolution.Failed(fault.Code);
        }

        await Notifications.SendAsync(transaction, Notifications.Work, cancellationToken);
        return new Resolution.Resolved(found.CorrelationId, found.Code);
    }

    private static async Task<Found?> FindAsync(NpgsqlTransaction transaction, long id, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().QuerySingleOrDefaultAsync<Found>(new CommandDefinition(
            """
            select
                correlation_id as correlationId,
                instance_id as instanceId,
                execution,
                code
            from workflow.incident
            where id = @id
                and resolved_at is null
            """,
            new { id },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>The outcome must be one that the chart connects: another would end the path without a word.</summary>
    private async Task<Resolution?> FindRefusalAsync(NpgsqlTransaction transaction, long id, string outcome, CancellationToken cancellationToken)
    {
        var step = await transaction.OpenConnection().QuerySingleOrDefaultAsync<(string Hash, string Activity)?>(new CommandDefinition(
            """
            select instance.definition_hash, bookmark.activity_id
            from workflow.incident
            join workflow.bookmark
                on bookmark.instance_id = incident.instance_id
                and bookmark.execution = incident.execution
            join workflow.instance on instance.id = bookmark.instance_id
            where incident.id = @id
            """,
            new { id },
            transaction,
            cancellationToken: cancellationToken));
        if (step is not { } open)
            return new Resolution.NoStep();
        var definition = await catalogue.GetAsync(open.Hash, cancellationToken);
        var known = FlowGraph.Of(definition).Outbound(open.Activity).Select(connection => connection.Port).Distinct(StringComparer.Ordinal).ToList();
        return known.Count == 0 || known.Contains(outcome) ? null : new Resolution.NotAnOutcome(known);
    }

    /// <returns>False where a worker has the item, which only ends it itself.</returns>
    private static Task<bool> GiveUpAsync(NpgsqlTransaction transaction, long id, CancellationToken cancellationToken) =>
        transaction.OpenConnection().ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            with given_up as (
                delete from workflow.work_item
                using workflow.incident
                where incident.id = @id
                    and work_item.id = incident.work_item_id
                    and work_item.state <> 'leased'
            )
            select not exists (
                select
                from workflow.work_item
                join workflow.incident on incident.work_item_id = work_item.id
                where incident.id = @id
                    and work_item.state = 'leased')
            """,
            new { id },
            transaction,
            cancellationToken: cancellationToken));

    private static async Task<bool> EndAsync(NpgsqlTransaction transaction, long id, ByHand how, CancellationToken cancellationToken) =>
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            update workflow.incident
            set state = 'resolved',
                resolved_at = now(),
                resolution = @Reason,
                resolved_by = @By
            where id = @id
                and resolved_at is null
            """,
            new { id, how.Reason, how.By },
            transaction,
            cancellationToken: cancellationToken)) == 1;

    private sealed record Found(Guid? CorrelationId, Guid? InstanceId, int? Execution, string Code);
}

/// <summary>How a person ends an incident.</summary>
/// <param name="Reason">Why, without personal data.</param>
/// <param name="Outcome">With which outcome the waiting step goes on, for example <c>Done</c>; null leaves it open.</param>
public sealed record ByHand(string Reason, string By, string? Outcome = null);

/// <summary>What came of ending an incident by hand.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }

    public sealed record Resolved(Guid? CorrelationId, string Code) : Resolution;

    /// <summary>There is no such incident, or it has ended.</summary>
    public sealed record Unknown : Resolution;

    /// <summary>A worker is at it in this moment: wait for what comes of it.</summary>
    public sealed record InFlight : Resolution;

    /// <summary>No step waits for it, so it can't go on with an outcome.</summary>
    public sealed record NoStep : Resolution;

    /// <summary>The step has other outcomes.</summary>
    public sealed record NotAnOutcome(IReadOnlyList<string> Outcomes) : Resolution;

    /// <summary>The case couldn't go on with it.</summary>
    public sealed record Failed(string Code) : Resolution;
}
