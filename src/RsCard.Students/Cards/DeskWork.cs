using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Cards;

/// <summary>
/// How every desk acts: locks the student's cases, judges and changes in one transaction, and writes the attempt into the audit trail,
/// refused or not. What is refused changes nothing.
/// </summary>
public sealed class DeskWork(NpgsqlDataSource database, WorkflowEngine engine, CardStore cards, AuditTrail audit)
{
    /// <summary>Asked before the commit; false: nothing of it stays. Null: what is done stays done.</summary>
    private Func<NpgsqlTransaction, DeskResult, CancellationToken, Task<bool>>? ends;

    /// <summary>The same work, with a word about each result in the transaction that it was done in: false takes all of it back.</summary>
    internal DeskWork EndingWith(Func<NpgsqlTransaction, DeskResult, CancellationToken, Task<bool>> end) => new(database, engine, cards, audit) { ends = end };

    /// <param name="action">As it stands in the audit trail, for example <c>card.lost</c>.</param>
    public Task<DeskResult> ActAsync(CaseId caseId, string actor, string action, Func<NpgsqlTransaction, Task<DeskResult>> act, CancellationToken cancellationToken) =>
        ActAsync(caseId, actor, action, what: null, (transaction, _) => act(transaction), cancellationToken);

    /// <param name="what">What the trail tells besides, without personal data; null: nothing.</param>
    /// <param name="act">Is given all cases of the student: they are locked.</param>
    public async Task<DeskResult> ActAsync(
        CaseId caseId, string actor, string action, object? what, Func<NpgsqlTransaction, IReadOnlyList<Guid>, Task<DeskResult>> act, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var cases = await cards.CasesOfStudentAsync(transaction, caseId, cancellationToken);
        await engine.LockAsync(transaction, [.. cases], cancellationToken);
        await transaction.SaveAsync("before", cancellationToken);
        var result = await act(transaction, cases);
        if (result is DeskResult.Refused)
            await transaction.RollbackAsync("before", cancellationToken);

        var refused = (result as DeskResult.Refused)?.Code;
        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, action, caseId, Student: null, what is null ? (object)new { refused } : new { refused, what })],
            cancellationToken);
        if (ends is null || await ends(transaction, result, cancellationToken))
            await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Whether the case waits for this signal.</summary>
    public async Task<bool> IsOpenAsync(NpgsqlTransaction transaction, CaseId caseId, string signal, CancellationToken cancellationToken) =>
        (await engine.OpenStepsAsync(transaction, [caseId.Value], cancellationToken)).Any(step => step.Kind == OpenStepKind.Signal && step.Name == signal);

    /// <summary>Changes our rows and then signals, if the step is open: the activities that follow read what we changed.</summary>
    /// <returns>False where no such step is open: nothing was changed.</returns>
    public async Task<bool> SignalAsync(NpgsqlTransaction transaction, CaseId caseId, string signal, Func<Task> change, string outcome, CancellationToken cancellationToken)
    {
        if (!await IsOpenAsync(transaction, caseId, signal, cancellationToken))
            return false;

        await change();
        return (await engine.SignalAsync(transaction, [new Signal(caseId.Value, signal, outcome)], cancellationToken))[0] == SignalResult.Delivered;
    }

    /// <summary>Gives the outcome to every open step of this name in these cases, whatever it is about.</summary>
    /// <param name="subject">Only to steps that are about this; null: to all.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> SignalAllAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> cases, string signal, string outcome, Guid? subject, CancellationToken cancellationToken)
    {
        var open = (await engine.OpenStepsAsync(transaction, cases, cancellationToken))
            .Where(step => step.Kind == OpenStepKind.Signal && step.Name == signal && (subject is null || step.Subject == subject))
            .ToList();
        if (open.Count > 0)
            await engine.SignalAsync(transaction, [.. open.Select(step => new Signal(step.CorrelationId, signal, outcome, subject))], cancellationToken);
        return open.Count;
    }
}
