using RsCard.Students.Recurring;

namespace RsCard.Students.Audit;

/// <summary>Reckons the whole chain of seals again, each night: a change of old events shows by the next morning (D-40).</summary>
[Recurs("check-audit", "15 3 * * *")]
public sealed class CheckAudit(AuditSeals seals) : IRecurringJob
{
    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        var check = await seals.CheckAsync(cancellationToken);
        return check.Whole
            ? new RunResult.Done($"{check.Seals} seals hold, {check.Unsealed} events not yet sealed")
            : new RunResult.Failed("AUDIT-001", $"seal {check.BrokenSeal} doesn't hold: an event was changed, added or taken away");
    }
}
