using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Mail;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Status;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Benchmarks.DirectorySync;

/// <summary>The product as a node has it, on a scratch database and a slapd of its own.</summary>
internal sealed class BenchProduct : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private BenchProduct(ScratchDatabase database, BenchSlapd slapd)
    {
        var keys = slapd.WriteFile("keys", $"lookup {NewKey()}\nmaster-1 {NewKey()}\n");
        var registered = new ServiceCollection();
        registered.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        registered.AddSingleton(new DatabaseOptions { ConnectionString = database.ConnectionString });
        registered.AddSingleton(new SecretsOptions { KeyFile = keys });
        registered.AddSingleton(new DirectoryOptions
        {
            Host = "127.0.0.1",
            Port = slapd.Port,
            CertificateAuthority = slapd.CertificateAuthority,
            Reader = Account(slapd, "READER"),
            Sync = Account(slapd, "SYNC"),
            Mover = Account(slapd, "MOVER"),
            Unwanted = "Ignore",
            Brake = new BrakeOptions { Modify = new KindLimit(1_000_000, 100) },
        });
        registered.AddSingleton(new IdentifierOptions());
        registered.AddSingleton(new ProcessOptions());
        registered.AddSingleton(new ForecastOptions());
        registered.AddSingleton(new MailOptions());
        registered.AddSingleton(new ContactOptions());
        registered.AddSingleton(new StatusOptions { PublicAddress = "https://kort.example.se/" });
        registered.AddSingleton(provider => new BusinessClock(provider.GetRequiredService<NpgsqlDataSource>(), TimeProvider.System));
        registered.AddStudents();
        services = registered.BuildServiceProvider();
    }

    public NpgsqlDataSource Data => Get<NpgsqlDataSource>();

    public WorkerLoops Loops => Get<WorkerLoops>();

    public static async Task<BenchProduct> CreateAsync(ScratchDatabase database, BenchSlapd slapd, CancellationToken cancellationToken)
    {
        var product = new BenchProduct(database, slapd);
        await Migrator.MigrateAsync(product.Data, cancellationToken);
        await new Seed([new Seed.Institution("LU", "Lunds universitet", "kort@larosate.example")], []).PlantAsync(product.Data, cancellationToken);
        await product.Get<BusinessClock>().RefreshAsync(cancellationToken);
        return product;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static DirectoryAccount Account(BenchSlapd slapd, string name) =>
        new() { Dn = slapd.DnOf(name), PasswordFile = slapd.WriteFile($"{name}.secret", slapd.PasswordOf(name)) };

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
