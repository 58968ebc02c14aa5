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
    /// <returns>By case; a case without running instances has an empty list, one that was left out is missing.</returns>
    public static async Task<Dictionary<Guid, List<CaseInstance>>> LockAsync(
        NpgsqlTransaction transaction, IReadOnlyCollection<Guid> correlationIds, bool skipLocked, CancellationToken cancellationToken)
    {
        var cases = correlationIds.Distinct().ToArray();
        var held = new HashSet<Guid>();
        while (true)
        {
            held.UnionWith(await LockRowsAsync(transaction, cases, skipLocked, cancellationToken));

            // A second statement, because the first may have waited: children started meanwhile are not in its snapshot.
            var loaded = (await LoadAsync(transaction, cases, cancellationToken)).ToLookup(instance => instance.CorrelationId);
            var missed = cases.Where(id => loaded[id].Any(instance => !held.Contains(instance.Id))).ToHashSet();
            if (missed.Count == 0 || skipLocked)
                return cases.Where(id => !missed.Contains(id)).ToDictionary(id => id, id => loaded[id].ToList());
        }
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

    /// <summary>The running instances of these cases, without a lock.</summary>
    public static async Task<IEnumerable<CaseInstance>> LoadAsync(NpgsqlTransaction transaction, Guid[] cases, CancellationToken cancellationToken)
    {
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
                revision
            from workflow.instance
            where correlation_id = any(@cases)
                and status = 'suspended'
            order by id
            """,
            new { cases },
            transaction,
            cancellationToken: cancellationToken));
        return rows.Select(row => new CaseInstance(
            row.Id, row.CorrelationId, row.DefinitionHash, row.DefinitionId, row.ParentId, row.ParentExecution, FlowchartState.FromJson(row.State), row.Revision));
    }

    private sealed record Row(
        Guid Id,
        Guid CorrelationId,
        string DefinitionHash,
        string DefinitionId,
        Guid? ParentId,
        int? ParentExecution,
        string State,
        int Revision);
}
