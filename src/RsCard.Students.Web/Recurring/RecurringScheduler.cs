using System.Data.Common;
using Npgsql;
using Quartz;
using RsCard.Students.Recurring;

namespace RsCard.Students.Web.Recurring;

/// <summary>
/// The scheduler of a node that works: Quartz, clustered over PostgreSQL. This folder and the schema <c>quartz</c> are all that
/// know it; the jobs, the runner and what is shown of them don't, so another scheduler goes in here.
/// </summary>
public static class RecurringScheduler
{
    /// <summary>
    /// Of the scheduler, and of what belongs to it alone. Without a name its clock would be the container's: every page and worker of
    /// the node would go by real time instead of business time.
    /// </summary>
    public const string Name = "rscard";

    private const string TablePrefix = "quartz.qrtz_";
    private const int MostAtOnce = 4;

    public static IServiceCollection AddRecurringScheduler(this IServiceCollection services)
    {
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<QuartzTimetable>(provider, TimeProvider.System));

        // Quartz would take machine and time, which two nodes that start together may share.
        var instance = $"{NodeName.OfThisProcess.Value}:{Guid.NewGuid():N}";
        services.AddQuartz(Name, quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceId = instance;
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
                    options.UseBackgroundThreads = true;
                });
            });
        });
        services.AddOptions<ClusteringOptions>(Name).Configure<RecurringJobOptions>((clustering, options) =>
        {
            clustering.CheckinInterval = options.CheckIn;
            clustering.CheckinMisfireThreshold = options.CheckIn;
        });
        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning));
        return services.AddHostedService<QuartzNode>();
    }
}
