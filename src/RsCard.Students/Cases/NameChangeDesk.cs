using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Cases;

/// <summary>
/// A changed name (D-32): reported by the administrator or the HSA team, decided on by the HSA team. Until then nothing but the report
/// is changed; approved, it is the student's name, in the directory too, and a new card follows.
/// </summary>
public sealed class NameChangeDesk(DeskWork desk, NameChanges names, StudentStore students, OpenCases openCases, WorkflowEngine engine, AuditTrail audit)
{
    /// <summary>Somebody says that the student has another name. Whose students an administrator may name is the caller's to judge.</summary>
    public Task<DeskResult> ReportAsync(CaseId caseId, string givenName, string familyName, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "name.reported", async transaction =>
        {
            if ((NameRules.Find(givenName), NameRules.Find(familyName)) is not ({ } given, { } family))
                return NameTexts.NotAName();
            if (await openCases.FindAsync(transaction, caseId, cancellationToken) is not { } open)
                return NameTexts.NoOpenCase();

            var person = (await students.LoadAsync(transaction.Connection!, [open.Student], cancellationToken)).GetValueOrDefault(open.Student)?.Person;
            if (person is null)
                return NameTexts.NoOpenCase();
            if (person.GivenName == given && person.FamilyName == family)
                return NameTexts.SameName();

            await HoldAsync(transaction, [new HeldName(open.Case, open.Student, given, family)], actor, cancellationToken);
            return NameTexts.Reported();
        }, cancellationToken);

    /// <summary>
    /// Holds names that came with a list and lets the HSA team decide on each. In the caller's transaction, which holds the cases;
    /// may be called again with the same or another name.
    /// </summary>
    /// <param name="held">Cases that are open and don't end.</param>
    public async Task HoldAsync(NpgsqlTransaction transaction, IReadOnlyList<HeldName> held, string actor, CancellationToken cancellationToken)
    {
        await StartAsync(transaction, await names.HoldAsync(transaction, held, actor, cancellationToken), cancellationToken);
    }

    private async Task StartAsync(NpgsqlTransaction transaction, IReadOnlyList<CaseId> cases, CancellationToken cancellationToken)
    {
        var open = await engine.OpenStepsAsync(transaction, [.. cases.Select(id => id.Value)], cancellationToken);
        var waiting = open.Where(step => step.Kind == OpenStepKind.Signal && step.Name == AwaitNameDecision.Signal).Select(step => new CaseId(step.CorrelationId));
        await engine.StartAsync(transaction, [.. cases.Except(waiting).Select(id => new StartRequest(id.Value, CaseProcess.NameChange, Under: CaseProcess.Enrolment))], cancellationToken);
    }

    /// <summary>
    /// What the review of a list's rows decides on new names too (D-32): a row's name that was held becomes the student's when the row is
    /// approved, and entry and card follow as after a report. In the caller's transaction, which holds the cases.
    /// </summary>
    public async Task DecideInReviewAsync(NpgsqlTransaction transaction, IReadOnlyCollection<(CaseId Case, bool IsApproved)> decisions, string actor, CancellationToken cancellationToken)
    {
        var approved = decisions.Where(decision => decision.IsApproved).Select(decision => decision.Case).ToList();
        foreach (var pending in await names.FindPendingAsync(transaction.Connection!, [.. decisions.Select(decision => decision.Case)], cancellationToken))
        {
            if (!approved.Contains(pending.Case))
            {
                if (decisions.Contains((pending.Case, false)))
                    await names.RejectAsync(transaction, pending, "rejected at review", actor, cancellationToken);
                continue;
            }

            await StartAsync(transaction, [pending.Case], cancellationToken);
            await RenameAsync(transaction, pending, actor, cancellationToken);
            await engine.SignalAsync(transaction, [new Signal(pending.Case.Value, AwaitNameDecision.Signal, "Approved")], cancellationToken);
        }
    }

    /// <summary>The name becomes the student's: entry and card follow.</summary>
    public Task<DeskResult> ApproveAsync(CaseId caseId, string actor, CancellationToken cancellationToken) =>
        ApproveAsync(caseId, reportedAt: null, actor, cancellationToken);

    /// <inheritdoc cref="ApproveAsync(CaseId, string, CancellationToken)"/>
    /// <param name="reportedAt">Of the report that was read: another name that has taken its place since is not approved unseen. Null: whatever waits.</param>
    public Task<DeskResult> ApproveAsync(CaseId caseId, DateTimeOffset? reportedAt, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "name.approved", async transaction =>
        {
            if (await names.FindPendingAsync(transaction, caseId, cancellationToken) is not { } pending)
                return NameTexts.NothingToDecide();
            if (reportedAt is { } read && read != pending.ReportedAt)
                return NameTexts.AnotherName();

            var isDecided = await desk.SignalAsync(
                transaction, pending.Case, AwaitNameDecision.Signal, () => RenameAsync(transaction, pending, actor, cancellationToken), "Approved", cancellationToken);
            return isDecided ? NameTexts.Approved() : NameTexts.NothingToDecide();
        }, cancellationToken);

    /// <param name="reason">Reaches the administrator; without personal data.</param>
    public Task<DeskResult> RejectAsync(CaseId caseId, string reason, string actor, CancellationToken cancellationToken) =>
        desk.ActAsync(caseId, actor, "name.rejected", async transaction =>
        {
            if (await names.FindPendingAsync(transaction, caseId, cancellationToken) is not { } pending)
                return NameTexts.NothingToDecide();

            var isDecided = await desk.SignalAsync(
                transaction, pending.Case, AwaitNameDecision.Signal, () => names.RejectAsync(transaction, pending, reason, actor, cancellationToken), "Rejected", cancellationToken);
            return isDecided ? NameTexts.Rejected() : NameTexts.NothingToDecide();
        }, cancellationToken);

    private async Task RenameAsync(NpgsqlTransaction transaction, PendingName pending, string actor, CancellationToken cancellationToken)
    {
        if (await names.ApproveAsync(transaction, pending, actor, cancellationToken) is not { } before)
            return;

        var fromTo = new Dictionary<string, string> { ["from"] = before.FullName, ["to"] = $"{pending.GivenName} {pending.FamilyName}" };
        await audit.WriteAsync(transaction, [new AuditEvent(actor, "student.renamed", pending.Case, pending.Student, new { }, fromTo)], cancellationToken);
    }
}
