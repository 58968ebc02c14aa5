using System.Globalization;
using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Runtime.Versions;

/// <summary>The versions of each definition that were ever seen, and how many running instances are on each.</summary>
public sealed class DefinitionVersions(NpgsqlDataSource dataSource, DefinitionCatalogue catalogue)
{
    /// <summary>By definition id, the oldest version first.</summary>
    public async Task<IReadOnlyList<StoredVersion>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select
                hash,
                definition_id as definitionId,
                version,
                name,
                created_at as firstSeen,
                (
                    select count(*)
                    from workflow.instance
                    where definition_hash = definition.hash
                        and status = 'suspended'
                ) as running
            from workflow.definition
            order by definition_id, version, created_at, hash
            """,
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new StoredVersion(
            row.DefinitionId, row.Version, row.Hash, row.Name, row.FirstSeen, catalogue.FindLatest(row.DefinitionId)?.Hash == row.Hash, row.Running))];
    }

    /// <param name="reference"><c>ID</c> (the latest of this node's folder, else the newest seen), <c>ID@VERSION</c>, <c>ID@HASH</c> or <c>HASH</c>; a hash may be cut short.</param>
    /// <exception cref="VersionException">VER-001, VER-002.</exception>
    public async Task<StoredVersion> GetAsync(string reference, CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken);
        var (id, part) = reference.Split('@', 2) is [var before, var after] ? (before, after) : (reference, null);
        var ofId = all.Where(version => version.DefinitionId == id).ToList();
        if (part is null && ofId.Count > 0)
            return ofId.Find(version => version.IsLatest) ?? ofId.MaxBy(version => version.FirstSeen) ?? ofId[^1];

        var found = part is null ? ByHash(all, id) : ByNumber(ofId, part) is { Count: > 0 } numbered ? numbered : ByHash(ofId, part);
        return found switch
        {
            [var one] => one,
            [] => throw new VersionException(VersionCodes.Unknown, $"expected a stored definition (ID, ID@VERSION, ID@HASH), got '{reference}'"),
            _ => throw new VersionException(VersionCodes.Ambiguous, $"expected one version, '{reference}' means {string.Join(", ", found.Select(version => version.ShortHash))}: name the hash"),
        };
    }

    /// <summary>How many running instances of a version stand at each activity; one that stands at several counts at each.</summary>
    public async Task<IReadOnlyDictionary<string, long>> StandingAsync(string hash, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Activity, long Instances)>(new CommandDefinition(
            """
            select activity_id, count(distinct instance_id)
            from workflow.bookmark
            join workflow.instance on instance.id = bookmark.instance_id
            where definition_hash = @hash
                and status = 'suspended'
            group by activity_id
            """,
            new { hash },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Activity, row => row.Instances, StringComparer.Ordinal);
    }

    private static List<StoredVersion> ByNumber(List<StoredVersion> versions, string part) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? versions.FindAll(version => version.Version == number) : [];

    /// <summary>At least six digits of it: less would mean something else tomorrow.</summary>
    private static List<StoredVersion> ByHash(IEnumerable<StoredVersion> versions, string part) =>
        part.Length < 6 ? [] : [.. versions.Where(version => version.Hash.StartsWith(part, StringComparison.OrdinalIgnoreCase))];

    private sealed record Row(string Hash, string DefinitionId, int Version, string Name, DateTimeOffset FirstSeen, long Running);
}

/// <summary>One version of a definition, as stored when the application first saw it.</summary>
/// <param name="Version">As the file says. Another content under the same number is another version all the same.</param>
/// <param name="IsLatest">What new instances begin with, on a node with this node's folder.</param>
/// <param name="Running">Instances on it that haven't ended.</param>
public sealed record StoredVersion(string DefinitionId, int Version, string Hash, string Name, DateTimeOffset FirstSeen, bool IsLatest, long Running)
{
    public string ShortHash => Hash[..12];
}
