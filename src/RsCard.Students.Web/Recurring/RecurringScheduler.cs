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
    private const string TablePrefix = "quartz.qrtz_";
    private const int MostAtOnce = 4;

    public static IServiceCollection AddRecurringScheduler(this IServiceCollection services)
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
        return services.AddHostedService<QuartzNode>();
    }
}
