using RsCard.Students.Recurring;

namespace RsCard.Students.Audit;

/// <summary>Seals the audit trail (D-40).</summary>
[Recurs("seal-audit", "every 5 minutes")]
public sealed class SealAudit(AuditSeals seals) : IRecurringJob
{
    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken) =>
        new RunResult.Done($"{await seals.RunOnceAsync(cancellationToken)} events sealed");
}
