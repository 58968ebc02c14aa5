using System.Collections.Concurrent;
using Dapper;
using Npgsql;

namespace RsCard.Students.Runtime.Definitions;

/// <summary>
/// The definitions in use. The latest of each id come from a folder; a running instance finds the one it began with by hash,
/// in the database if this node has never seen it.
/// </summary>
public sealed class DefinitionCatalogue(NpgsqlDataSource dataSource)
{
    private readonly ConcurrentDictionary<string, WorkflowDefinition> byHash = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WorkflowDefinition> latest = new(StringComparer.Ordinal);

    /// <summary>Reads <c>*.json</c>, stores what the database hasn't seen. Two nodes may do it at once; it may be called again.</summary>
    /// <exception cref="DefinitionException">DEF-001 to DEF-003, with the file's name.</exception>
    public async Task LoadFolderAsync(string folder, CancellationToken cancellationToken) =>
        await AddAsync(await DefinitionFolder.ReadAsync(folder, cancellationToken), cancellationToken);

    /// <summary>Stores these and makes them the latest of their ids; where one id comes twice, the higher version.</summary>
    public async Task AddAsync(IReadOnlyCollection<WorkflowDefinition> definitions, CancellationToken cancellationToken)
    {
        // Sorted, so that two nodes that store the same new definitions at once wait for each other instead of deadlocking.
        var sorted = definitions.OrderBy(definition => definition.Hash, StringComparer.Ordinal).ToList();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into workflow.definition (hash, definition_id, version, name, json)
            select * from unnest(@hashes, @ids, @versions, @names, @texts)
            on conflict (hash) do nothing
            """,
            new
            {
                hashes = sorted.Select(definition => definition.Hash).ToArray(),
                ids = sorted.Select(definition => definition.DefinitionId).ToArray(),
                versions = sorted.Select(definition => definition.Version).ToArray(),
                names = sorted.Select(definition => definition.Name).ToArray(),
                texts = sorted.Select(definition => definition.Json).ToArray(),
            },
            cancellationToken: cancellationToken));

        foreach (var definition in sorted.OrderBy(definition => definition.Version))
        {
            byHash[definition.Hash] = definition;
            latest[definition.DefinitionId] = definition;
        }
    }

    /// <exception cref="DefinitionException">DEF-004.</exception>
    public WorkflowDefinition GetLatest(string definitionId) =>
        FindLatest(definitionId)
        ?? throw new DefinitionException("DEF-004", $"expected a loaded definition, got '{definitionId}'");

    public WorkflowDefinition? FindLatest(string definitionId) => latest.GetValueOrDefault(definitionId);

    /// <exception cref="DefinitionException">DEF-005.</exception>
    public async ValueTask<WorkflowDefinition> GetAsync(string hash, CancellationToken cancellationToken)
    {
        if (byHash.TryGetValue(hash, out var known))
            return known;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var json = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "select json from workflow.definition where hash = @hash",
            new { hash },
            cancellationToken: cancellationToken))
            ?? throw new DefinitionException("DEF-005", $"expected a stored definition, got hash '{hash}'");
        return byHash.GetOrAdd(hash, ElsaJson.Read(json));
    }
}
