using RsCard.Students.Recurring;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Cases;

/// <summary>Removes what the runtime keeps of cases that ended long ago. The case itself, its enrolment and its audit trail stay.</summary>
[Recurs("tidy-workflow", "45 3 * * *")]
public sealed class TidyWorkflow(EndedInstances ended, RecurringJobOptions options, TimeProvider clock) : IRecurringJob
{
    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        var removed = await ended.RemoveAsync(clock.GetUtcNow().AddDays(-options.TidyAfterDays), cancellationToken);
        return new RunResult.Done($"{removed.Instances} ended flows and {removed.Incidents} mended incidents removed");
    }
}
