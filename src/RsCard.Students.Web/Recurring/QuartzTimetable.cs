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
                await runs.SetNextAsync(name, (await scheduler.GetTrigger(TriggerOf(name), cancellationToken))?.NextFireTimeUtc, cancellationToken);
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

        // What was missed under the old schedule is caught up under the new one: it begins when the old one was due.
        var now = real.GetUtcNow();
        var trigger = TriggerBuilder.Create(real)
            .WithIdentity(TriggerOf(name))
            .ForJob(job.Key)
            .StartAt(stored?.NextFireTimeUtc is { } due && due < now ? due : now)
            .WithSchedule(CronScheduleBuilder.Create(cron).InTimeZone(cron.TimeZone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        if (stored is null)
            await scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
        else
            await scheduler.RescheduleJob(stored.Key, trigger, cancellationToken);
    }
}
