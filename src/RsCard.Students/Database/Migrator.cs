using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Database;

/// <summary>
/// Brings a database up to this release: numbered SQL files, forward only, each in a transaction of its own.
/// May be run twice and by two nodes at once. A file that was edited after it ran is refused (<c>DB-002</c>).
/// </summary>
public static partial class Migrator
{
    private const long Lock = 0x5273_4361_7264;

    /// <returns>How many files were run.</returns>
    public static async Task<int> MigrateAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@Lock)", new { Lock }, cancellationToken: cancellationToken));
        try
        {
            return await MigrateLockedAsync(connection, cancellationToken);
        }
        finally
        {
            await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_unlock(@Lock)", new { Lock }, cancellationToken: CancellationToken.None));
        }
    }

    /// <summary>All files of this release, of the runtime and of the product, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Read([typeof(WorkflowEngine).Assembly, typeof(Migrator).Assembly]);

    private static async Task<int> MigrateLockedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            """
            create table if not exists schema_migration (
                number int primary key,
                name text not null,
                hash text not null,
                applied_at timestamptz not null default now()
            )
            """,
            cancellationToken: cancellationToken));
        var done = (await connection.QueryAsync<(int Number, string Hash)>(new CommandDefinition(
            "select number, hash from schema_migration", cancellationToken: cancellationToken))).ToDictionary(row => row.Number, row => row.Hash);

        var run = 0;
        foreach (var migration in All)
        {
            if (done.TryGetValue(migration.Number, out var hash))
            {
                if (hash != migration.Hash)
                    throw new MigrationException($"DB-002: migration {migration.Number:0000}_{migration.Name} was changed after it ran: put the file back and write a new one.");

                continue;
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(migration.Sql, transaction: transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(
                "insert into schema_migration (number, name, hash) values (@Number, @Name, @Hash)",
                migration,
                transaction,
                cancellationToken: cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            run++;
        }

        return run;
    }

    private static List<Migration> Read(IEnumerable<Assembly> assemblies)
    {
        var migrations = assemblies
            .SelectMany(assembly => assembly.GetManifestResourceNames(), (assembly, resource) => (assembly, match: FileName().Match(resource), resource))
            .Where(file => file.match.Success)
            .Select(file => Migration.Read(file.assembly, file.resource, int.Parse(file.match.Groups["number"].ValueSpan, provider: null), file.match.Groups["name"].Value))
            .OrderBy(migration => migration.Number)
            .ToList();
        var twice = migrations.GroupBy(migration => migration.Number).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? migrations
            : throw new MigrationException($"DB-001: two migrations have the number {twice.Key:0000}.");
    }

    [GeneratedRegex(@"\.Migrations\.(?<number>\d{4})_(?<name>\w+)\.sql$", RegexOptions.ExplicitCapture)]
    private static partial Regex FileName();
}

/// <summary>The files don't fit the database, or each other.</summary>
public sealed class MigrationException(string message) : Exception(message);

/// <summary>One numbered SQL file.</summary>
public sealed record Migration(int Number, string Name, string Sql, string Hash)
{
    internal static Migration Read(Assembly assembly, string resource, int number, string name)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"no resource {resource}");
        using var reader = new StreamReader(stream);
        var sql = reader.ReadToEnd();
        return new Migration(number, name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }
}
