using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;
using RsCard.Students.Database;
using RsCard.Students.Recurring;
using RsCard.Students.Tests.Database;
using RsCard.Students.Web.Recurring;

namespace RsCard.Students.Tests.Recurring;

/// <summary>A node that does nothing but what recurs, with the test's jobs. Several may stand on one database.</summary>
internal sealed class RecurringHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly IHost host;
    private bool stopped;

    private RecurringHost(IHost host) => this.host = host;

    public static CancellationToken NoToken => CancellationToken.None;

    /// <summary>Category and level of every line that was logged.</summary>
    public ConcurrentQueue<(string Category, LogLevel Level, string Text)> Logged { get; private init; } = [];

    public RecurringRunner Runner => Get<RecurringRunner>();

    public static Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.CreateAsync(
        async connectionString =>
        {
            await using var database = NpgsqlDataSource.Create(connectionString);
            await Migrator.MigrateAsync(database, NoToken);
        },
        "recurring " + string.Concat(Migrator.All.Select(migration => migration.Hash)));

    /// <param name="name">What the node is called where runs are written down.</param>
    public static async Task<RecurringHost> StartAsync(TestDatabase database, string name, IReadOnlyList<IRecurringJob> jobs, params (string Job, string Schedule)[] schedules)
    {
        var node = Build(database, name, jobs, new RecurringJobOptions
        {
            // On a busy machine a node that is there may be silent for seconds.
            CheckIn = TimeSpan.FromSeconds(10),
            Lease = TimeSpan.FromSeconds(3),
            Schedules = schedules.ToDictionary(schedule => schedule.Job, schedule => schedule.Schedule),
        });
        await node.host.StartAsync();
        return node;
    }

    /// <summary>Not started: its runner alone.</summary>
    public static RecurringHost Build(TestDatabase database, string name, IReadOnlyList<IRecurringJob> jobs, RecurringJobOptions options)
    {
        var logged = new ConcurrentQueue<(string, LogLevel, string)>();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Log(logged));
        builder.Services.AddSingleton(NpgsqlDataSource.Create(database.ConnectionString));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new NodeName(name));

        // The business clock stands in the container, and is of no concern to the scheduler.
        builder.Services.AddSingleton<TimeProvider>(new LongAgo());
        foreach (var job in jobs)
            builder.Services.AddSingleton(job);
        builder.Services.AddRecurringRuns();
        builder.Services.AddRecurringScheduler();
        return new RecurringHost(builder.Build()) { Logged = logged };
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public async Task<RecurringJobState> StateAsync(string job) =>
        (await Get<RecurringRuns>().ListAsync(NoToken)).Single(state => state.Name == job);

    /// <summary>Looks until the job is as it should be; else tells how it is.</summary>
    public async Task<RecurringJobState> UntilAsync(string job, Predicate<RecurringJobState> isReached)
    {
        try
        {
            return await UntilAsync(() => StateAsync(job), isReached);
        }
        catch (OperationCanceledException late)
        {
            await using var command = Get<NpgsqlDataSource>().CreateCommand(
                """
                select one::text from quartz.qrtz_triggers one
                union all
                select one::text from quartz.qrtz_fired_triggers one
                union all
                select one::text from quartz.qrtz_scheduler_state one
                """);
            await using var reader = await command.ExecuteReaderAsync();
            List<string> rows = [$"{await StateAsync(job)}", .. Logged.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text)];
            while (await reader.ReadAsync())
                rows.Add(reader.GetString(0));
            throw new TimeoutException(string.Join(Environment.NewLine, rows), late);
        }
    }

    public static async Task<T> UntilAsync<T>(Func<Task<T>> look, Predicate<T> isReached)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var found = await look();
            if (isReached(found))
                return found;
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, NoToken);
        }
    }

    /// <summary>As the scheduler does when the time has come, on this node or another.</summary>
    public async Task TriggerAsync(string job)
    {
        var scheduler = await host.Services.GetRequiredKeyedService<ISchedulerFactory>(RecurringScheduler.Name).GetScheduler(NoToken);
        await scheduler.TriggerJob(new JobKey(job, "rscard"), cancellationToken: NoToken);
    }

    /// <summary>As if the job had been due then, and nobody had been there.</summary>
    public static async Task MissAsync(TestDatabase database, string job, TimeSpan ago)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Equal(1, await connection.ExecuteAsync(
            "update quartz.qrtz_triggers set next_fire_time = @due where trigger_name = @job",
            new { due = (TimeProvider.System.GetUtcNow() - ago).UtcTicks, job }));
    }

    public static async Task<T?> ScalarAsync<T>(TestDatabase database, string sql, object? parameters = null)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    public async Task StopAsync()
    {
        stopped = true;
        await host.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!stopped)
            await host.StopAsync();
        host.Dispose();
    }

    /// <summary>Business time of the host.</summary>
    internal sealed class LongAgo : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    private sealed class Log(ConcurrentQueue<(string, LogLevel, string)> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Writer(categoryName, lines);

        public void Dispose()
        {
        }
    }

    private sealed class Writer(string category, ConcurrentQueue<(string, LogLevel, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((category, logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
