using Npgsql;
using Quartz;
using RsCard.Students.Recurring;

namespace RsCard.Students.Web.Recurring;

/// <summary>What Quartz calls: the one class of ours whose name stands in its tables. The job's key is the recurring job's name.</summary>
[DisallowConcurrentExecution]
internal sealed partial class QuartzRun(RecurringJobs jobs, RecurringRuns runs, RecurringRunner runner, ILogger<QuartzRun> logger) : IJob
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        if (jobs.Find(name) is null)
        {
            // Nodes of two releases stand side by side for a while.
            LogUnknown(name);
            return;
        }

        // A run that can't even be begun, or written down, has been no run: a nightly one would be lost until the next night.
        for (var pause = FirstPause; !await TryAsync(context.Scheduler, name, cancellationToken); pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
    }

    /// <returns>False where the database didn't take it.</returns>
    private async Task<bool> TryAsync(IScheduler scheduler, string name, CancellationToken cancellationToken)
    {
        try
        {
            var isPaused = await runs.IsPausedAsync(name, cancellationToken);

            // Before the run: a long one shall not look overdue. By the job's own trigger, because a recovered run comes by another.
            var trigger = await scheduler.GetTrigger(QuartzTimetable.TriggerOf(name), cancellationToken);
            await runs.SetNextAsync(name, trigger?.NextFireTimeUtc, cancellationToken);
            if (!isPaused)
                await runner.RunAsync(name, waits: true, cancellationToken);
            return true;
        }
        catch (Exception broken) when (broken is NpgsqlException or SchedulerException && !cancellationToken.IsCancellationRequested)
        {
            LogNotTaken(name, broken.GetBaseException() is PostgresException { SqlState: var state } ? state : "no connection");
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "JOB-005: the database didn't take the run of {Job} ({State}); tried again after a pause")]
    private partial void LogNotTaken(string job, string state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "JOB-002: there is no job {Job} in this node's release")]
    private partial void LogUnknown(string job);
}
