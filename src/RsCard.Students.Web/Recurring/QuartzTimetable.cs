using Dapper;
using Npgsql;
using Quartz;
using RsCard.Students.Database;
using RsCard.Students.Recurring;

namespace RsCard.Students.Web.Recurring;

/// <summary>
/// Brings what Quartz has stored in line with this release: a new job is scheduled, a changed schedule takes effect, a job that is
/// gone is removed. A trigger that is as it should be isn't touched: it knows what was missed, and rewriting it would forget that.
/// </summary>
internal sealed class QuartzTimetable(NpgsqlDataSource database, RecurringJobs jobs, RecurringRuns runs, TimeProvider real)
{
    private const string Group = "rscard";
    private const long Lock = 0x5265_6375_7273;

    public static TriggerKey TriggerOf(string name) => new(name, Group);

    /// <exception cref="MigrationException">The tables aren't there (<c>DB-007</c>).</exception>
    public async Task DeclareAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        // Nodes that start together declare one after the other. The lock goes with its connection, whatever happens.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@Lock)", new { Lock }, cancellationToken: cancellationToken));
        try
        {
            foreach (var name in jobs.Names)
            {
                await DeclareAsync(scheduler, name, cancellationToken);
                await WriteNextAsync(scheduler, name, cancellationToken);
            }

            foreach (var stored in await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Group), cancellationToken))
            {
                if (!jobs.Names.Contains(stored.Name))
                    await scheduler.DeleteJob(stored, cancellationToken);
            }

            await runs.ForgetOthersAsync(cancellationToken);
        }
        finally
        {
            await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_unlock(@Lock)", new { Lock }, cancellationToken: CancellationToken.None));
        }
    }

    /// <summary>A missed run may begin on another node while its time is written here: what is written last is the time to come.</summary>
    private async Task WriteNextAsync(IScheduler scheduler, string name, CancellationToken cancellationToken)
    {
        var next = await NextAsync();
        DateTimeOffset? written;
        do
        {
            written = next;
            await runs.SetNextAsync(name, written, cancellationToken);
            next = await NextAsync();
        }
        while (next != written);

        async Task<DateTimeOffset?> NextAsync() => (await scheduler.GetTrigger(TriggerOf(name), cancellationToken))?.NextFireTimeUtc;
    }

    private async Task DeclareAsync(IScheduler scheduler, string name, CancellationToken cancellationToken)
    {
        var job = JobBuilder.Create<QuartzRun>().WithIdentity(name, Group).StoreDurably().RequestRecovery().Build();
        await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);

        var cron = Timetable.Read(jobs.ScheduleOf(name));
        var stored = await scheduler.GetTrigger(TriggerOf(name), cancellationToken);
        if (stored is ICronTrigger same && same.CronExpressionString == cron.CronExpressionString && same.TimeZone.Id == cron.TimeZone.Id)
        {
            if (await scheduler.GetTriggerState(same.Key, cancellationToken) == TriggerState.Error)
                await scheduler.ResetTriggerFromErrorState(same.Key, cancellationToken);
            return;
        }

        // A trigger that begins in the past doesn't fire for it, so what was missed under the old schedule is ordered by itself: first,
        // because a node that is killed in between shall rather do it twice than not at all.
        if (stored?.NextFireTimeUtc < real.GetUtcNow())
            await scheduler.TriggerJob(job.Key, cancellationToken: cancellationToken);

        var trigger = TriggerBuilder.Create(real)
            .WithIdentity(TriggerOf(name))
            .ForJob(job.Key)
            .WithSchedule(CronScheduleBuilder.Create(cron).InTimeZone(cron.TimeZone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }
}
