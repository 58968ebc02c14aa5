using RsCard.Students.Recurring;
using RsCard.Students.Students;

namespace RsCard.Students.Mail.Reminders;

/// <summary>
/// Reminds, each working day, and each person once a day at most, whatever there is to remind of (D-63, D-64). After eight, when what was
/// due that morning has been done.
/// </summary>
[Recurs("remind", "30 8 * * *")]
public sealed class RemindPeople(StudentReminders students, InstitutionDigests institutions, SwedishWorkingDays workingDays, TimeProvider clock) : IRecurringJob
{
    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today();
        if (!workingDays.IsWorkingDay(today))
            return new RunResult.Done("no working day");

        var reminded = await students.OrderAsync(today, cancellationToken);
        var digests = await institutions.OrderAsync(today, cancellationToken);
        return new RunResult.Done($"{reminded} students reminded, {digests} digests");
    }
}
