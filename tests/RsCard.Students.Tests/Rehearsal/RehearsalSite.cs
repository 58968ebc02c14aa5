using Microsoft.Extensions.Configuration;
using Npgsql;
using RsCard.Students.Testing;
using RsCard.Students.Web.Configuration;
using RsCard.Students.Web.Rehearsal;

namespace RsCard.Students.Tests.Rehearsal;

/// <summary>An installation whose database and directory don't exist: a rehearsal needs neither.</summary>
internal sealed class RehearsalSite : IDisposable
{
    public static readonly DateOnly FirstDay = new(2026, 11, 23);

    private readonly string folder = Directory.CreateTempSubdirectory("rscard-rehearsal-").FullName;
    private readonly Dictionary<string, string?> settings;

    public RehearsalSite(string? connectionString = null)
    {
        var file = Path.Combine(folder, "keys");
        File.WriteAllText(file, $"lookup {ProductSite.NewKey()}\nmaster-1 {ProductSite.NewKey()}\n");
        settings = new()
        {
            ["Database:ConnectionString"] = connectionString ?? Server,
            ["Secrets:KeyFile"] = file,
            ["Directory:Host"] = "directory.invalid",
            ["Directory:CertificateAuthority"] = file,
            ["Mail:TemplateFolder"] = Path.Combine(SlapdServer.Root(), "mail-templates"),
            ["Mail:PickupFolder"] = Path.Combine(folder, "mail"),
        };
        foreach (var account in new[] { "Reader", "Sync", "Mover" })
        {
            settings[$"Directory:{account}:Dn"] = "cn=" + account;
            settings[$"Directory:{account}:PasswordFile"] = file;
        }
    }

    /// <summary>The scratch databases that were asked for, in order.</summary>
    public List<string> Databases { get; } = [];

    public string Folder => folder;

    /// <summary>The tests' server, and a database on it that isn't there.</summary>
    public static string Server { get; } = new NpgsqlConnectionStringBuilder(
        Environment.GetEnvironmentVariable("RSCARD_POSTGRES") ?? throw new InvalidOperationException("RSCARD_POSTGRES is not set: run the tests with ./rscard test"))
    {
        Database = "rscard_no_such_database",
    }.ConnectionString;

    public static RehearsalPlan Plan(int students, int days, string[]? changes = null, string? workflows = null) =>
        RehearsalPlan.Of(students, seed: 7, FirstDay, days, changes ?? [], workflows);

    public Task<RehearsalReport> RehearseAsync(RehearsalPlan plan, Action<RehearsalDay>? day = null, CancellationToken cancellationToken = default) =>
        RehearsedYear.RehearseAsync(Load, plan, new Told(day), cancellationToken);

    public Settings Load(IReadOnlyDictionary<string, string?> changes)
    {
        if (changes.TryGetValue("Database:ConnectionString", out var scratch))
            Databases.Add(new NpgsqlConnectionStringBuilder(scratch).Database ?? "");
        return Settings.From(new ConfigurationBuilder().AddInMemoryCollection(settings).AddInMemoryCollection(changes).Build(), SlapdServer.Root());
    }

    public static async Task<bool> ExistsAsync(string database)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = database });
        return await command.ExecuteScalarAsync() is true;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private sealed class Told(Action<RehearsalDay>? tell) : IProgress<RehearsalDay>
    {
        public void Report(RehearsalDay value) => tell?.Invoke(value);
    }
}
