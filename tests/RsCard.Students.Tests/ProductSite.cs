using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RsCard.Ldap;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Mail;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Status;
using RsCard.Students.Students;
using RsCard.Students.Submissions;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;

namespace RsCard.Students.Tests;

/// <summary>What the nodes of one test share: database, keys, mail folder, clock and logs; the directory is the class's.</summary>
internal sealed class ProductSite : IAsyncDisposable
{
    private static int lastSite;

    private readonly TimeProvider realTime;
    private readonly string folder = Directory.CreateTempSubdirectory("rscard-node-").FullName;

    private ProductSite(PrivateDirectory slapd, TestDatabase database, DateOnly firstDay)
    {
        Slapd = slapd;
        Database = database;
        realTime = new StartedClock(new DateTimeOffset(firstDay, new TimeOnly(11, 0), TimeSpan.Zero));
        File.WriteAllText(KeyFile, $"lookup {NewKey()}\nmaster-1 {NewKey()}\n");
    }

    public PrivateDirectory Slapd { get; }

    public TestDatabase Database { get; }

    public CapturedLogs Logs { get; } = new();

    public string MailFolder => Path.Combine(folder, "mail");

    public string KeyFile => Path.Combine(folder, "keys");

    public DirectoryOptions Directories => new()
    {
        Host = "127.0.0.1",
        Port = Slapd.LdapsPort,
        CertificateAuthority = Slapd.CaFile,
        OperationLimit = TimeSpan.FromSeconds(2),
        Reader = Account("reader", Slapd.Reader),
        Sync = Account("sync", Slapd.Sync),
        Mover = Account("mover", Slapd.Mover),
    };

    public static async Task<ProductSite> CreateAsync(PrivateDirectory slapd, DateOnly firstDay)
    {
        var seed = await File.ReadAllTextAsync(Path.Combine(SlapdServer.Root(), "servers", "region.json"));
        var scripts = TestDatabase.ScriptsOf(typeof(WorkflowEngine).Assembly, typeof(Migrator).Assembly);
        var database = await TestDatabase.CreateAsync(connectionString => MigrateAsync(connectionString, seed), $"product {seed} {string.Concat(scripts)}");
        var site = new ProductSite(slapd, database, firstDay);

        // Tests share a directory and not the sequences: each begins where no other comes.
        await using var command = database.DataSource.CreateCommand("select setval('rs_id_number', $1), setval('hsa_id_number', $1)");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = 1000L * Interlocked.Increment(ref lastSite) });
        await command.ExecuteNonQueryAsync();
        return site;
    }

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton(new DatabaseOptions { ConnectionString = Database.ConnectionString });
        services.AddSingleton(new SecretsOptions { KeyFile = KeyFile });
        services.AddSingleton(Directories);
        services.AddSingleton(new IdentifierOptions());
        services.AddSingleton(new ProcessOptions());
        services.AddSingleton(new ForecastOptions());
        services.AddSingleton(new MailOptions { PickupFolder = MailFolder, TemplateFolder = Path.Combine(SlapdServer.Root(), "mail-templates") });
        services.AddSingleton(new ContactOptions());
        services.AddSingleton(new StatusOptions { PublicAddress = "https://kort.example.se/" });
        services.AddSingleton(provider => new BusinessClock(provider.GetRequiredService<NpgsqlDataSource>(), realTime));
    }

    /// <summary>The same settings as environment variables, for a process of its own.</summary>
    public IEnumerable<(string Name, string Value)> Environment()
    {
        var directory = Directories;
        yield return ("RSCARD_HOME", SlapdServer.Root());
        yield return ("RSCARD__Database__ConnectionString", Database.ConnectionString);
        yield return ("RSCARD__Secrets__KeyFile", KeyFile);
        yield return ("RSCARD__Mail__PickupFolder", MailFolder);
        yield return ("RSCARD__Directory__Host", directory.Host);
        yield return ("RSCARD__Directory__Port", directory.Port.ToString(CultureInfo.InvariantCulture));
        yield return ("RSCARD__Directory__CertificateAuthority", directory.CertificateAuthority);
        foreach (var (name, account) in new[] { ("Reader", directory.Reader), ("Sync", directory.Sync), ("Mover", directory.Mover) })
        {
            yield return ($"RSCARD__Directory__{name}__Dn", account.Dn);
            yield return ($"RSCARD__Directory__{name}__PasswordFile", account.PasswordFile);
        }
    }

    public IReadOnlyList<string> MailFiles()
    {
        var arrived = Path.Combine(MailFolder, "new");
        return Directory.Exists(arrived) ? [.. Directory.EnumerateFiles(arrived).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>All attributes of the entries that match, the operational ones too, with the administrator's rights.</summary>
    public async Task<IReadOnlyList<LdapEntry>> FindAsync(LdapFilter filter)
    {
        await using var admin = await Slapd.ConnectAsync(Slapd.Admin);
        return (await admin.SearchAllAsync(new LdapSearch(Slapd.Base, LdapScope.Subtree, filter, ["*", "+", EntryId.NsUniqueId]), LdapRequestOptions.None, CancellationToken.None)).Entries;
    }

    /// <summary>Does by hand, with the administrator's rights, what somebody at the region might.</summary>
    public async Task ByHandAsync(Func<LdapConnection, Task<LdapResult>> act)
    {
        await using var admin = await Slapd.ConnectAsync(Slapd.Admin);
        Assert.Equal(LdapResultCode.Success, (await act(admin)).Code);
    }

    /// <summary>An entry that was made by hand, named by its personal number.</summary>
    public Task AddEntryAsync(DistinguishedName parent, StudentRow row, params (string Name, string Value)[] more)
    {
        var uid = "hand-" + row.Number.Digits;
        List<(string Name, string Value)> values =
        [
            ("uid", uid), ("cn", $"{row.GivenName} {row.FamilyName}"), ("givenName", row.GivenName), ("sn", row.FamilyName), ("mail", row.Email),
            ("personalIdentityNumber", row.Number.Digits), .. more,
        ];
        return ByHandAsync(admin => admin.AddAsync(
            parent.Child("uid", uid),
            [LdapAttribute.Text("objectClass", "inetOrgPerson", "rscardPerson"), .. values.Select(value => LdapAttribute.Text(value.Name, value.Value))],
            LdapRequestOptions.None,
            CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private DirectoryAccount Account(string name, SlapdAccount account)
    {
        var file = Path.Combine(folder, name + ".password");
        File.WriteAllText(file, account.Password + "\n");
        return new DirectoryAccount { Dn = account.Dn.ToString(), PasswordFile = file };
    }

    private static async Task MigrateAsync(string connectionString, string seed)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await Migrator.MigrateAsync(database, CancellationToken.None);
        await Seed.Read(seed).PlantAsync(database, CancellationToken.None);
    }

    /// <summary>Goes on from a chosen instant as the real clock does.</summary>
    private sealed class StartedClock(DateTimeOffset start) : TimeProvider
    {
        private readonly long began = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(began);

        public override string ToString() => start.ToString("O", CultureInfo.InvariantCulture);
    }
}
