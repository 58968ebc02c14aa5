using Npgsql;
using RsCard.Students.Runtime;

namespace RsCard.Students.Benchmarks;

/// <summary>A database of a scenario's own with the runtime's schema, dropped at the end.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private const string Variable = "RSCARD_POSTGRES";
    private readonly string server;
    private readonly string name;

    private ScratchDatabase(string server, string name)
    {
        this.server = server;
        this.name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.WithPlannerSettings().ConnectionString;
        Data = NpgsqlDataSource.Create(ConnectionString);
    }

    public string ConnectionString { get; }

    /// <summary>As the product makes its own.</summary>
    public NpgsqlDataSource Data { get; }

    /// <summary>With the runtime's schema.</summary>
    public static async Task<ScratchDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        var database = await CreateEmptyAsync(cancellationToken);
        var assembly = typeof(WorkflowRuntimeOptions).Assembly;
        foreach (var script in assembly.GetManifestResourceNames().Where(name => name.Contains(".Migrations.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(script) ?? throw new InvalidOperationException(script));
            await database.ExecuteAsync(await reader.ReadToEndAsync(cancellationToken), cancellationToken);
        }

        return database;
    }

    public static async Task<ScratchDatabase> CreateEmptyAsync(CancellationToken cancellationToken)
    {
        var where = Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException($"{Variable} is not set: measure with ./rscard bench, which starts a PostgreSQL of its own");
        var database = new ScratchDatabase(where, $"rscard_bench_{Guid.NewGuid():N}");
        await database.AtServerAsync($"create database {database.name}");
        return database;
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Data.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = Data.CreateCommand(sql);
        command.CommandTimeout = 0;
        return await command.ExecuteScalarAsync(cancellationToken) is T found ? found : throw new InvalidOperationException($"expected a {typeof(T).Name} from: {sql}");
    }

    public async ValueTask DisposeAsync()
    {
        await Data.DisposeAsync();
        await AtServerAsync($"drop database if exists {name} with (force)");
    }

    private async Task AtServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
