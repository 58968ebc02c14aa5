using Npgsql;
using Quartz;
using RsCard.Students.Database;

namespace RsCard.Students.Web.Recurring;

/// <summary>Starts the scheduler before its node works, and stops it after.</summary>
internal sealed partial class QuartzNode(
    [FromKeyedServices(RecurringScheduler.Name)] ISchedulerFactory schedulers, NpgsqlDataSource database, QuartzTimetable timetable, ILogger<QuartzNode> logger) : IHostedService
{
    /// <summary>How long a stopping node waits for jobs that don't look at their token. They are run again elsewhere.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private IScheduler? scheduler;

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
