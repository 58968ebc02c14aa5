using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Instances;

/// <summary>Locks and loads the running instances of cases, all of a batch at once.</summary>
internal static class InstanceStore
{
    /// <summary>
    /// Locks the running instances of these cases, parents first. A case of which another transaction holds any instance is
    /// left out where <paramref name="skipLocked"/> says so, else waited for.
    /// </summary>
    /// <returns>The cases that are held now, those without running instances among them.</returns>
    public static async Task<IReadOnlyCollection<Guid>> LockAsync(
        NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, bool skipLocked, CancellationToken cancellationToken)
    {
        var cases = correlationIds.Distinct().ToArray();
        var held = new HashSet<Guid>();
        while (true)
        {
            held.UnionWith(await LockRowsAsync(transaction, cases, skipLocked, cancellationToken));

            // A second statement, because the first may have waited: children started meanwhile are not in its snapshot.
            var missed = await FindOthersAsync(transaction, cases, [.. held], cancellationToken);
            if (missed.Count == 0 || skipLocked)
                return [.. cases.Where(id => !missed.Contains(id))];
        }
    }

    /// <summary>Locks as <see cref="LockAsync"/> does, and loads what it holds then.</summary>
    /// <returns>Of the cases that are held: as <see cref="LoadAsync"/>.</returns>
    public static async Task<Dictionary<Guid, List<CaseInstance>>> HoldAsync(
        NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, bool skipLocked, CancellationToken cancellationToken)
    {
        var cases = correlationIds.Distinct().ToArray();
        var held = new HashSet<Guid>();
        while (true)
        {
            held.UnionWith(await LockRowsAsync(transaction, cases, skipLocked, cancellationToken));
            var loaded = await LoadAsync(transaction, cases, cancellationToken);
            var missed = loaded.Where(found => found.Value.Exists(instance => !held.Contains(instance.Id))).Select(found => found.Key).ToList();
            if (missed.Count > 0 && !skipLocked)
                continue;
            missed.ForEach(id => loaded.Remove(id));
            return loaded;
        }
    }

    /// <summary>Loads the running instances of cases that are held.</summary>
    /// <returns>By case, the oldest first; a case without running instances has an empty list.</returns>
    public static async Task<Dictionary<Guid, List<CaseInstance>>> LoadAsync(
        NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, CancellationToken cancellationToken)
    {
        var cases = correlationIds.ToArray();
        var rows = await transaction.OpenConnection().QueryAsync<Row>(new CommandDefinition(
            """
            select
                id,
                correlation_id as correlationId,
                definition_hash as definitionHash,
                definition_id as definitionId,
                parent_id as parentId,
                parent_execution as parentExecution,
                state::text as state,
                revision,
                subject
            from workflow.instance
            where correlation_id = any(@cases)
                and status = 'suspended'
            order by id
            """,
            new { cases },
            transaction,
            cancellationToken: cancellationToken));
        var loaded = cases.ToDictionary(id => id, _ => new List<CaseInstance>());
        foreach (var row in rows)
        {
            loaded[row.CorrelationId].Add(new CaseInstance(
                row.Id, row.CorrelationId, row.DefinitionHash, row.DefinitionId, row.ParentId, row.ParentExecution, FlowchartState.FromJson(row.State), row.Revision, row.Subject));
        }

        return loaded;
    }

    private static Task<IEnumerable<Guid>> LockRowsAsync(NpgsqlTransaction transaction, Guid[] cases, bool skipLocked, CancellationToken cancellationToken)
    {
        const string Wait =
            """
            select id
            from workflow.instance
            where correlation_id = any(@cases)
                and status = 'suspended'
            order by id
            for update
            """;
        const string Skip =
            """
            select id
            from workflow.instance
            where correlation_id = any(@cases)
                and status = 'suspended'
            order by id
            for update skip locked
            """;
        return transaction.OpenConnection().QueryAsync<Guid>(new CommandDefinition(
            skipLocked ? Skip : Wait, new { cases }, transaction, cancellationToken: cancellationToken));
    }

    /// <returns>The cases of which an instance runs that isn't among these.</returns>
    private static async Task<IReadOnlySet<Guid>> FindOthersAsync(NpgsqlTransaction transaction, Guid[] cases, Guid[] held, CancellationToken cancellationToken)
    {
        var others = await transaction.OpenConnection().QueryAsync<Guid>(new CommandDefinition(
            """
            select correlation_id
            from workflow.instance
            where correlation_id = any(@cases)
                and status = 'suspended'
                and id <> all(@held)
            """,
            new { cases, held },
            transaction,
            cancellationToken: cancellationToken));
        return others.ToHashSet();
    }

    private sealed record Row(
        Guid Id,
        Guid CorrelationId,
        string DefinitionHash,
        string DefinitionId,
        Guid? ParentId,
        int? ParentExecution,
        string State,
        int Revision,
        Guid? Subject);
}
