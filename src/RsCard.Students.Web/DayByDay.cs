using RsCard.Students.Audit;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Web;

/// <summary>Moves business time as it passes: a day, then what is due that day, then what recurs each day.</summary>
public sealed class DayByDay(BusinessClock clock, WorkerLoops workers, AuditSeals seals)
{
    public async Task AdvanceAsync(int days, CancellationToken cancellationToken)
    {
        for (var day = 0; day < days; day++)
        {
            await clock.ShiftAsync(TimeSpan.FromDays(1), cancellationToken);
            await workers.RunUntilIdleAsync(cancellationToken);
            await seals.RunOnceAsync(cancellationToken);
        }
    }
}
