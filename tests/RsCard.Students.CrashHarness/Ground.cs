using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Web;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.CrashHarness;

/// <summary>Where a run takes place: PostgreSQL, slapd, keys and logs in a folder of their own; gone when disposed.</summary>
internal sealed class Ground : IAsyncDisposable
{
    /// <summary>When business time begins: a Monday.</summary>
    public static readonly DateTimeOffset FirstMorning = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Long enough that a busy machine renews it, short enough that the run needn't wait.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private Ground(string root, string folder)
    {
        Root = root;
        Folder = folder;
        Postgres = new PrivatePostgres(root, Path.Combine(folder, "postgres"));
        Slapd = new PrivateSlapd(root, Path.Combine(folder, "slapd"));
    }

    /// <summary>The folder that holds the solution.</summary>
    public string Root { get; }

    public string Folder { get; }

    public PrivatePostgres Postgres { get; }

    public PrivateSlapd Slapd { get; }

    /// <summary>Keep the folder: the logs tell of what went wrong.</summary>
    public bool Keep { get; set; }

    /// <summary>Both servers up, the database migrated and seeded.</summary>
    public static async Task<Ground> BuildAsync(CancellationToken cancellationToken)
    {
        var folder = $"/var/tmp/rscard-crash-{Guid.NewGuid():N}";

        // The database server runs as another user where root calls: the folder must be reachable for that one.
        await Shell.RunAsync("mkdir", "-m", "711", folder);
        var ground = new Ground(RootFolder(), folder);
        try
        {
            await File.WriteAllTextAsync(ground.KeyFile, $"lookup {NewKey()}\nmaster-1 {NewKey()}\n", cancellationToken);
            await Task.WhenAll(ground.Postgres.StartAsync(), ground.Slapd.StartAsync());
            foreach (var name in Accounts)
                await File.WriteAllTextAsync(ground.PasswordFile(name), ground.Slapd.Account(name).Password, cancellationToken);
            await DatabaseServer.CreateAsync(ground.Postgres.ConnectionString("harness"), cancellationToken);
            await using var node = ground.Node(mailPort: 1);
            var database = node.GetRequiredService<NpgsqlDataSource>();
            await Migrator.MigrateAsync(database, cancellationToken);
            await Seed.Read(await File.ReadAllTextAsync(Path.Combine(ground.Root, "servers", "region.json"), cancellationToken)).PlantAsync(database, cancellationToken);
            await Holdings.InstallAsync(database, cancellationToken);
            await node.GetRequiredService<BusinessClock>().BeginAtAsync(FirstMorning, cancellationToken);
            return ground;
        }
        catch
        {
            await ground.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings of one process, by their names in the environment.</summary>
    public Dictionary<string, string> Settings(string process, int mailPort)
    {
        Dictionary<string, string> settings = new()
        {
            ["RSCARD__Database__ConnectionString"] = Postgres.ConnectionString(process),
            ["RSCARD__Secrets__KeyFile"] = KeyFile,
            ["RSCARD__Directory__Host"] = "127.0.0.1",
            ["RSCARD__Directory__Port"] = Slapd.Port.ToString(CultureInfo.InvariantCulture),
            ["RSCARD__Directory__CertificateAuthority"] = Slapd.Authority,
            ["RSCARD__Mail__Transport"] = "Smtp",
            ["RSCARD__Mail__Security"] = "None",
            ["RSCARD__Mail__Host"] = "127.0.0.1",
            ["RSCARD__Mail__Port"] = mailPort.ToString(CultureInfo.InvariantCulture),
            ["RSCARD__Mail__TemplateFolder"] = Path.Combine(Root, "mail-templates"),
            ["RSCARD__Status__PublicAddress"] = "https://kort.example.se/",
            ["RSCARD__Workers__Lease"] = Lease.ToString("c", CultureInfo.InvariantCulture),
            ["RSCARD__Workers__Poll"] = "00:00:00.5",
            ["RSCARD__Workers__RetryLongest"] = "00:00:01",
        };
        foreach (var name in Accounts)
        {
            settings[$"RSCARD__Directory__{name}__Dn"] = Slapd.Account(name).Dn;
            settings[$"RSCARD__Directory__{name}__PasswordFile"] = PasswordFile(name);
        }

        return settings;
    }

    /// <summary>A node of the product in this process, for the people; it does no work of its own.</summary>
    public ServiceProvider Node(int mailPort)
    {
        const string Prefix = "RSCARD__";
        var values = Settings("harness", mailPort).Select(setting =>
            KeyValuePair.Create<string, string?>(setting.Key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), setting.Value));
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddNode(Web.Configuration.Settings.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), Root));
        return services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await Postgres.StopAsync("immediate");
        await Slapd.StopAsync();
        if (!Keep)
            Directory.Delete(Folder, recursive: true);
    }

    private static readonly string[] Accounts = ["Reader", "Sync", "Mover"];

    private string KeyFile => Path.Combine(Folder, "keys");

    private string PasswordFile(string account) => Path.Combine(Folder, account + ".password");

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static string RootFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "RsCard.Students.sln")))
                return at.FullName;
        }

        throw new InvalidOperationException("expected this program to lie below the folder with RsCard.Students.sln");
    }
}
