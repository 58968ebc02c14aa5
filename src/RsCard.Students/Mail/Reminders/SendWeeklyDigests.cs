using RsCard.Students.Recurring;
using RsCard.Students.Students;

namespace RsCard.Students.Mail.Reminders;

/// <summary>Tells each institution once a week how it stands: on Monday morning, or on the first working day after it.</summary>
[Recurs("weekly-digest", "0 7 * * *")]
public sealed class SendWeeklyDigests(WeeklyDigests digests, SwedishWorkingDays workingDays, TimeProvider clock) : IRecurringJob
{
    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today();
        return new RunResult.Done(workingDays.IsWorkingDay(today) ? $"{await digests.OrderAsync(today, cancellationToken)} digests" : "no working day");
    }
}
