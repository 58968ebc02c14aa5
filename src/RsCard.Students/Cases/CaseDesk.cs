using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Cases;

/// <summary>What people do with a whole case: a break in studies (D-33), its end, and withdrawal (D-36). Each is in the audit trail (D-40), and may be given twice.</summary>
public sealed class CaseDesk(NpgsqlDataSource database, WorkflowEngine engine, CaseParking parking, WorkItemQueue queue, AuditTrail audit)
{
    /// <summary>
    /// A break in studies: no reminder is sent and no day counted until it is over. Mails and directory writes that were caused
    /// before go out, and the period's end closes the entry all the same (D-35).
    /// </summary>
    /// <param name="reason">Stands in the audit trail, sealed with the student's key.</param>
    public Task<CaseChange> ParkAsync(CaseId caseId, string reason, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(caseId, actor, "case.parked", reason, async transaction => await parking.ParkAsync(transaction, caseId.Value, reason, actor, cancellationToken) switch
        {
            ParkResult.Parked => await BeginBreakAsync(transaction, caseId, cancellationToken),
            ParkResult.AlreadyParked => CaseChange.AlreadyParked,
            _ => CaseChange.Closed,
        }, cancellationToken);

    /// <summary>The break is over: what counted goes on with what was left.</summary>
    public Task<CaseChange> ResumeAsync(CaseId caseId, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(caseId, actor, "case.resumed", words: null, async transaction =>
        {
            if (!await parking.ResumeAsync(transaction, caseId.Value, cancellationToken))
                return CaseChange.NotParked;

            // Not every break has a process: one that began under an earlier release hasn't.
            await engine.SignalAsync(transaction, [new Signal(caseId.Value, AwaitBreakEnd.Signal, "Over")], cancellationToken);
            return CaseChange.Done;
        }, cancellationToken);

    /// <summary>
    /// The student has withdrawn: pending mails, timers and failed work are cancelled, wherever the case stands, and the entry is
    /// closed, unless another enrolment needs it.
    /// </summary>
    /// <param name="reason">As of a break.</param>
    public Task<CaseChange> WithdrawAsync(CaseId caseId, string reason, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(caseId, actor, "case.withdrawn", reason, async transaction =>
        {
            var result = (await engine.SignalAsync(transaction, [new Signal(caseId.Value, AwaitWithdrawal.Signal, "Withdrawn")], cancellationToken))[0];
            if (result == SignalResult.Delivered)
                await queue.CancelLooseAsync(transaction, caseId.Value, cancellationToken);
            return result switch
            {
                SignalResult.Delivered => CaseChange.Done,
                SignalResult.NotWaiting => CaseChange.AlreadyEnding,
                _ => CaseChange.Failed,
            };
        }, cancellationToken);

    /// <summary>The student is told, during the break too: what is asked for is sent, only clocks stand still.</summary>
    private async Task<CaseChange> BeginBreakAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken)
    {
        await engine.StartAsync(transaction, [new StartRequest(caseId.Value, CaseProcess.StudyBreak, Under: CaseProcess.Enrolment)], cancellationToken);
        return CaseChange.Done;
    }

    private async Task<CaseChange> ChangeAsync(
        CaseId caseId, string actor, string action, string? words, Func<NpgsqlTransaction, Task<CaseChange>> change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await engine.LockAsync(transaction, [caseId.Value], cancellationToken);
        if (await FindProblemAsync(transaction, caseId, cancellationToken) is { } problem)
            return problem;

        var result = await change(transaction);
        if (result == CaseChange.Done)
            await audit.WriteAsync(transaction, [new AuditEvent(actor, action, caseId, Student: null, new { }, Words: words)], cancellationToken);

        // Also a failure is kept: its incident says why.
        if (result is CaseChange.Done or CaseChange.Failed)
            await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static async Task<CaseChange?> FindProblemAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteScalarAsync<bool?>(new CommandDefinition(
            """
            select closed_at is not null
            from student_case
            where id = @caseId
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken)) switch
        {
            null => CaseChange.Unknown,
            true => CaseChange.Closed,
            _ => null,
        };
}

/// <summary>What came of changing a whole case.</summary>
public enum CaseChange
{
    Done,

    /// <summary>CASE-001.</summary>
    Unknown,

    /// <summary>CASE-002: it has ended, so there is nothing to park, resume or withdraw.</summary>
    Closed,

    /// <summary>CASE-003: the first break and its reason stay.</summary>
    AlreadyParked,

    /// <summary>CASE-004.</summary>
    NotParked,

    /// <summary>CASE-005: it was withdrawn before, or never began; the closing may be under way.</summary>
    AlreadyEnding,

    /// <summary>CASE-006: deciding code failed; nothing has moved, and an incident says why.</summary>
    Failed,
}
