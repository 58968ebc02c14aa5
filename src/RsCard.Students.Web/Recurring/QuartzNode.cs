using System.Data.Common;
using Npgsql;
using Quartz;
using RsCard.Students.Database;
using RsCard.Students.Recurring;

namespace RsCard.Students.Web.Recurring;

/// <summary>
/// The scheduler of a node that works: Quartz, clustered over PostgreSQL. This folder and the schema <c>quartz</c> are all that
/// know it; the jobs, the runner and what is shown of them don't.
/// </summary>
internal sealed partial class QuartzNode(
    ISchedulerFactory schedulers, NpgsqlDataSource database, QuartzTimetable timetable, ILogger<QuartzNode> logger) : IHostedService
{
    private const string TablePrefix = "quartz.qrtz_";
    private const int MostAtOnce = 4;

    /// <summary>How long a stopping node waits for jobs that don't look at their token. They are run again elsewhere.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private IScheduler? scheduler;

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<QuartzTimetable>(provider, TimeProvider.System));
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "rscard";
                scheduler.GenerateInstanceId = true;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(MostAtOnce);

            // Or it would take the container's, which is the business clock.
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.UseRegisteredDataSource = true);
                store.UseSystemTextJsonSerializer();
                store.UseClustering();
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = TablePrefix;
                    options.SchemaProvisioning = SchemaProvisioning.Validate;
                    options.RecoverFiringsCancelledByShutdown = true;
                });
            });
        });
        services.AddOptions<ClusteringOptions>().Configure<RecurringJobOptions>((clustering, options) =>
        {
            clustering.CheckinInterval = options.CheckIn;
            clustering.CheckinMisfireThreshold = options.CheckIn;
        });
        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning));
        services.AddHostedService<QuartzNode>();
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var command = database.CreateCommand("select to_regclass('quartz.qrtz_triggers') is not null"))
        {
            if (await command.ExecuteScalarAsync(cancellationToken) is not true)
                throw new MigrationException("DB-007: the database isn't of this release: run migrate");
        }

        scheduler = await schedulers.GetScheduler(cancellationToken);
        await timetable.DeclareAsync(scheduler, cancellationToken);
        await scheduler.Start(cancellationToken);
    }

    /// <summary>Running jobs are asked to stop, and handed to another node.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (scheduler is null)
            return;

        try
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken).AsTask().WaitAsync(StopLimit, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogStillRunning();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "JOB-004: a recurring job didn't stop in time; another node runs it again")]
    private partial void LogStillRunning();
}
