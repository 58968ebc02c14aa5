using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RsCard.Students.Database;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Web;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Testing;

/// <summary>
/// The real site on a free loopback port, with a database and a slapd of its own. Its workers don't run by themselves: a test
/// lets them, so that it knows when the work is done.
/// </summary>
public sealed class TestSite : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "rscard-site-" + Guid.NewGuid().ToString("N"));
    private TestDatabase? database;
    private WebApplication? site;
    private SlapdServer? slapd;

    public SlapdServer Slapd => slapd ?? throw new InvalidOperationException("not started");

    public TestDatabase Database => database ?? throw new InvalidOperationException("not started");

    public IServiceProvider Services => (site ?? throw new InvalidOperationException("not started")).Services;

    /// <summary>Everything that was logged, at every level that the site lets through.</summary>
    public ConcurrentQueue<string> Logged { get; } = new();

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        database = await TestDatabase.CreateAsync(
            async connectionString =>
            {
                await using var empty = Npgsql.NpgsqlDataSource.Create(connectionString);
                await Migrator.MigrateAsync(empty, CancellationToken.None);
                await Seed.Read(await File.ReadAllTextAsync(Path.Combine(SlapdServer.Root(), "servers", "region.json"))).PlantAsync(empty, CancellationToken.None);
            },
            "site " + string.Concat(Migrator.All.Select(migration => migration.Hash)));
        slapd = await SlapdServer.StartAsync();
        site = Site.Build(Configure(), works: false, logging => logging.AddProvider(new Log(Logged)).SetMinimumLevel(LogLevel.Trace));
        await Node.PrepareAsync(site.Services, CancellationToken.None);
        await site.StartAsync();
        Address = AddressOf(site);
    }

    public async Task DisposeAsync()
    {
        if (site is not null)
            await site.DisposeAsync();
        if (slapd is not null)
            await slapd.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A browser of its own, signed in where a name is given: <c>annlin</c>, <c>karber</c>, <c>marnil</c>, <c>pereks</c>, <c>sarman</c>.</summary>
    public async Task<Visitor> VisitAsync(string? userName = null)
    {
        var visitor = new Visitor(Address);
        if (userName is not null)
            await visitor.SignInAsync(userName);
        return visitor;
    }

    /// <summary>Does what is due until nothing is.</summary>
    public Task WorkAsync() => Services.GetRequiredService<WorkerLoops>().RunUntilIdleAsync(CancellationToken.None);

    /// <summary>What could be taken back can't be any more: it is carried out.</summary>
    public async Task UndoTimeIsOverAsync()
    {
        await using var command = Database.DataSource.CreateCommand("update workflow.work_item set due_at = now() where kind = 'held-action' and state = 'ready'");
        await command.ExecuteNonQueryAsync();
        await WorkAsync();
    }

    public IReadOnlyList<string> MailFiles() => Directory.Exists(Mails) ? Directory.GetFiles(Mails, "*", SearchOption.AllDirectories) : [];

    /// <summary>Another node on the same database; not started.</summary>
    /// <param name="settings">In which it differs.</param>
    public WebApplication NewNode(params IEnumerable<(string Key, string Value)> settings) => Site.Build(Configure(settings), works: false);

    /// <summary>Where a node that has started is.</summary>
    public static Uri AddressOf(WebApplication node) => new(node.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");

    private string Mails => Path.Combine(folder, "mail");

    private Settings Configure(params IEnumerable<(string Key, string Value)> others)
    {
        var keys = Path.Combine(folder, "keys");
        if (!File.Exists(keys))
            File.WriteAllLines(keys, [$"lookup {NewKey()}", $"master-1 {NewKey()}"]);
        var root = SlapdServer.Root();
        Dictionary<string, string?> values = new()
        {
            ["Installation:Listen"] = "http://127.0.0.1:0",
            ["Database:ConnectionString"] = Database.ConnectionString,
            ["Secrets:KeyFile"] = keys,
            ["Directory:Host"] = "127.0.0.1",
            ["Directory:Port"] = Slapd.LdapsPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Directory:CertificateAuthority"] = Slapd.CaFile,
            ["Mail:PickupFolder"] = Mails,
            ["Mail:TemplateFolder"] = Path.Combine(root, "mail-templates"),
            ["Contacts:ItMail"] = "it@region.example",
            ["Status:PublicAddress"] = "http://127.0.0.1/",
        };
        foreach (var (name, account) in new[] { ("Reader", Slapd.Reader), ("Sync", Slapd.Sync), ("Mover", Slapd.Mover) })
        {
            var file = Path.Combine(folder, name);
            File.WriteAllText(file, account.Password);
            values[$"Directory:{name}:Dn"] = account.Dn.ToString();
            values[$"Directory:{name}:PasswordFile"] = file;
        }

        foreach (var (key, value) in others)
            values[key] = value;
        return Settings.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), root);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private sealed class Log(ConcurrentQueue<string> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Writer(categoryName, lines);

        public void Dispose()
        {
        }
    }

    private sealed class Writer(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
