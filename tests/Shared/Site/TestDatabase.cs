using System.Security.Cryptography;
using System.Text;
using Npgsql;
using RsCard.Students.Runtime;

namespace RsCard.Students.Testing;

/// <summary>
/// A database of a test class's own: cloned from a template that is migrated once for each set of scripts, dropped at the
/// end. Two runs at once share the template and nothing else.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Variable = "RSCARD_POSTGRES";
    private const long TemplateLock = 0x5253_4361_7264_0001;

    private readonly string server;

    private TestDatabase(string admin, string name)
    {
        server = admin;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(admin) { Database = name, MaxPoolSize = 20, ApplicationName = "rscard-tests" }.WithPlannerSettings().ConnectionString;
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    /// <param name="migrate">Brings an empty database, given by its connection string, to the newest schema.</param>
    /// <param name="version">Changes whenever <paramref name="migrate"/> would do something else, for example the scripts' text.</param>
    public static async Task<TestDatabase> CreateAsync(Func<string, Task> migrate, string version)
    {
        var admin = Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException($"{Variable} is not set: run the tests with ./rscard test, which starts a PostgreSQL of its own");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version)))[..16];
        var template = $"rscard_template_{hash}";
        var name = $"rscard_test_{Guid.NewGuid():N}";

        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(admin) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"select pg_advisory_lock({TemplateLock})");
        if (!await ExistsAsync(connection, template))
            await CreateTemplateAsync(connection, admin, template, migrate);
        await ExecuteAsync(connection, $"create database {name} template {template}");
        return new TestDatabase(admin, name);
    }

    /// <summary>The embedded scripts named <c>….Migrations.NNNN_name.sql</c> of these assemblies, in number order.</summary>
    public static IReadOnlyList<string> ScriptsOf(params System.Reflection.Assembly[] assemblies) =>
    [
        .. assemblies
            .SelectMany(assembly => assembly.GetManifestResourceNames().Where(name => name.Contains(".Migrations.")).Select(name => (assembly, name)))
            .OrderBy(script => script.name[(script.name.IndexOf(".Migrations.", StringComparison.Ordinal) + 12)..], StringComparer.Ordinal)
            .Select(script =>
            {
                using var reader = new StreamReader(script.assembly.GetManifestResourceStream(script.name)!);
                return reader.ReadToEnd();
            }),
    ];

    /// <summary>Runs scripts as they are, for tests of a part that needs no more.</summary>
    public static Task<TestDatabase> CreateAsync(IReadOnlyList<string> scripts) => CreateAsync(
        async connectionString =>
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            foreach (var script in scripts)
                await ExecuteAsync(connection, script);
        },
        string.Concat(scripts));

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"drop database if exists {Name} with (force)");
    }

    /// <summary>Renamed last: an interrupted run leaves no half-migrated template.</summary>
    private static async Task CreateTemplateAsync(NpgsqlConnection connection, string admin, string template, Func<string, Task> migrate)
    {
        await ExecuteAsync(connection, $"drop database if exists {template}_new with (force)");
        await ExecuteAsync(connection, $"create database {template}_new");
        await migrate(new NpgsqlConnectionStringBuilder(admin) { Database = template + "_new", Pooling = false }.ConnectionString);
        await ExecuteAsync(connection, $"alter database {template}_new rename to {template}");
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string database)
    {
        await using var command = new NpgsqlCommand("select exists (select 1 from pg_database where datname = $1)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = database });
        return await command.ExecuteScalarAsync() is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
