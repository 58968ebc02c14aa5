using RsCard.Students.Recurring;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Web;

/// <summary>Moves business time as it passes: a day, then what is due that day, then what recurs, and the work that this gives.</summary>
public sealed class DayByDay(BusinessClock clock, WorkerLoops workers, RecurringJobs jobs, RecurringRunner runner)
{
    public async Task AdvanceAsync(int days, CancellationToken cancellationToken)
    {
        for (var day = 0; day < days; day++)
        {
            await clock.ShiftAsync(TimeSpan.FromDays(1), cancellationToken);
            await workers.RunUntilIdleAsync(cancellationToken);
            foreach (var job in jobs.Names)
                await runner.RunAsync(job, waits: true, cancellationToken);
            await workers.RunUntilIdleAsync(cancellationToken);
        }
    }
}
