using Quartz;
using RsCard.Students.Recurring;

namespace RsCard.Students.Web.Recurring;

/// <summary>What Quartz calls: the one class of ours whose name stands in its tables. The job's key is the recurring job's name.</summary>
[DisallowConcurrentExecution]
internal sealed partial class QuartzRun(RecurringJobs jobs, RecurringRuns runs, RecurringRunner runner, ILogger<QuartzRun> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        if (jobs.Find(name) is null)
        {
            // Nodes of two releases stand side by side for a while.
            LogUnknown(name);
            return;
        }

        // First: a long run shall not look overdue. By the job's own trigger, because a recovered run comes by another.
        var trigger = await context.Scheduler.GetTrigger(QuartzTimetable.TriggerOf(name), cancellationToken);
        await runs.SetNextAsync(name, trigger?.NextFireTimeUtc, cancellationToken);
        await runner.RunAsync(name, waits: true, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "JOB-002: there is no job {Job} in this node's release")]
    private partial void LogUnknown(string job);
}
