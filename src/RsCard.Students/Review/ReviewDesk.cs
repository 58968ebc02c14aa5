using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Held;
using RsCard.Students.Numbers;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Review;

/// <summary>
/// The HSA team's decisions, and the administrator's answers (D-6). Each may be given twice: a case that no longer waits is
/// skipped, so two people who click at once decide once.
/// </summary>
public sealed class ReviewDesk(NpgsqlDataSource database, WorkflowEngine engine, ReviewQueue queue, ArrivedNumbers numbers, NameChangeDesk names, HeldActions held, AuditTrail audit, TimeProvider clock)
{
    private const int CasesInOneTransaction = 200;

    /// <summary>Approves these cases at once. An employee whose own card serves gets neither entry nor card (D-8).</summary>
    public Task<DecisionResult> ApproveAsync(IReadOnlyCollection<CaseId> cases, string actor, CancellationToken cancellationToken) =>
        ApproveAsync(cases, batch: null, actor, cancellationToken);

    /// <param name="batch">Only what this batch still holds; null: only what no batch holds.</param>
    internal async Task<DecisionResult> ApproveAsync(IReadOnlyCollection<CaseId> cases, Guid? batch, string actor, CancellationToken cancellationToken)
    {
        var items = await queue.ListAsync(cases, cancellationToken);
        if (items.Any(item => item.Situation is null))
            return new DecisionResult(0, [.. cases.Select(id => new SkippedCase(id, "DIR-001"))]);

        var undecidable = items.Where(item => item.Situation == DirectorySituation.SeveralEntries).Select(item => new SkippedCase(item.Case, "DIR-010")).ToList();
        var decisions = items
            .Where(item => item.Situation != DirectorySituation.SeveralEntries)
            .Select(item => new Decision(item.Case, item.Situation == DirectorySituation.EmployeeWithCard ? ReviewDecision.OwnCard : ReviewDecision.Approved, Reason: null))
            .ToList();
        var waiting = items.Select(item => item.Case).ToHashSet();
        var result = await DecideAsync(decisions, "Approved", batch, actor, cancellationToken);
        return new DecisionResult(
            result.Decided,
            [.. undecidable, .. cases.Where(id => !waiting.Contains(id)).Select(id => new SkippedCase(id, "REVIEW-001")), .. result.Skipped]);
    }

    /// <param name="reason">Reaches the administrator.</param>
    public Task<DecisionResult> RejectAsync(IReadOnlyCollection<CaseId> cases, string reason, string actor, CancellationToken cancellationToken) =>
        DecideAsync([.. cases.Distinct().Select(id => new Decision(id, ReviewDecision.Rejected, reason))], "Rejected", batch: null, actor, cancellationToken);

    /// <param name="question">Reaches the administrator; the case comes back when it is answered.</param>
    public Task<DecisionResult> AskAsync(IReadOnlyCollection<CaseId> cases, string question, string actor, CancellationToken cancellationToken) =>
        DecideAsync([.. cases.Distinct().Select(id => new Decision(id, ReviewDecision.Asked, question))], "AskedBack", batch: null, actor, cancellationToken);

    /// <summary>The administrator's answer to a question; false when no question is open.</summary>
    public async Task<bool> AnswerAsync(CaseId caseId, string answer, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var results = await engine.SignalAsync(transaction, [new Signal(caseId.Value, AwaitAnswer.Signal, "Answered")], cancellationToken);
        if (results[0] != SignalResult.Delivered)
            return false;

        await audit.WriteAsync(transaction, [new AuditEvent(actor, "review.answered", caseId, Student: null, new { }, Words: answer)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<DecisionResult> DecideAsync(IReadOnlyList<Decision> decisions, string outcome, Guid? batch, string actor, CancellationToken cancellationToken)
    {
        var decided = 0;
        var skipped = new List<SkippedCase>();
        foreach (var chunk in decisions.Chunk(CasesInOneTransaction))
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await engine.LockAsync(transaction, [.. chunk.Select(decision => decision.Case.Value)], cancellationToken);
            var open = await OpenAsync(transaction, chunk, cancellationToken);
            var holding = await HeldActions.LockAsync(transaction, open, cancellationToken);
            var now = chunk.Where(decision => open.Contains(decision.Case.Value) && BatchOf(decision) == batch).ToList();
            Guid? BatchOf(Decision decision) => holding.TryGetValue(decision.Case.Value, out var holder) ? holder : null;
            await InsertAsync(transaction, now, actor, cancellationToken);
            await numbers.DecideAsync(
                transaction,
                [.. now.Where(decision => decision.Kind != ReviewDecision.Asked).Select(decision => (decision.Case, decision.Kind != ReviewDecision.Rejected))],
                actor,
                cancellationToken);
            await names.DecideInReviewAsync(
                transaction,
                [.. now.Where(decision => decision.Kind != ReviewDecision.Asked).Select(decision => (decision.Case, decision.Kind != ReviewDecision.Rejected))],
                actor,
                cancellationToken);
            var results = await engine.SignalAsync(transaction, [.. now.Select(decision => new Signal(decision.Case.Value, AwaitReview.Signal, outcome))], cancellationToken);
            var failed = now.Where((_, place) => results[place] != SignalResult.Delivered).ToList();
            await WithdrawAsync(transaction, failed, cancellationToken);
            now.RemoveAll(failed.Contains);
            await ReviewClaims.EndAsync(transaction, [.. now.Select(decision => decision.Case.Value)], cancellationToken);
            if (batch is { } done)
                await held.EndAsync(transaction, done, [.. now.Select(decision => (decision.Case, (string?)null))], cancellationToken);
            await audit.WriteAsync(
                transaction,
                [.. now.Select(decision => new AuditEvent(actor, $"review.{decision.Kind}", decision.Case, Student: null, new { }, Words: decision.Reason))],
                cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            decided += now.Count;
            skipped.AddRange(failed.Select(decision => new SkippedCase(decision.Case, "REVIEW-003")));
            skipped.AddRange(chunk.Where(decision => !open.Contains(decision.Case.Value)).Select(decision => new SkippedCase(decision.Case, "REVIEW-001")));
            skipped.AddRange(chunk.Where(decision => open.Contains(decision.Case.Value) && BatchOf(decision) != batch).Select(decision => new SkippedCase(decision.Case, "REVIEW-007")));
        }

        return new DecisionResult(decided, skipped);
    }

    private static async Task<HashSet<Guid>> OpenAsync(NpgsqlTransaction transaction, Decision[] decisions, CancellationToken cancellationToken) =>
        [.. await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            select correlation_id
            from workflow.bookmark
            where kind = 'signal'
            and name = @signal
            and correlation_id = any(@cases)
            """,
            new { signal = AwaitReview.Signal, cases = decisions.Select(decision => decision.Case.Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken))];

    private async Task InsertAsync(NpgsqlTransaction transaction, List<Decision> decisions, string actor, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into review_decision (case_id, decision, reason, decided_by, decided_at)
            select id, decision, reason, @actor, @now
            from unnest(@cases, @kinds, @reasons) as new (id, decision, reason)
            """,
            new
            {
                actor,
                now = clock.GetUtcNow(),
                cases = decisions.Select(decision => decision.Case.Value).ToArray(),
                kinds = decisions.Select(decision => decision.Kind).ToArray(),
                reasons = decisions.Select(decision => decision.Reason).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>A decision that moved nothing (the case has an incident now) isn't one.</summary>
    private static async Task WithdrawAsync(NpgsqlTransaction transaction, List<Decision> decisions, CancellationToken cancellationToken)
    {
        if (decisions.Count == 0)
            return;

        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            delete from review_decision
            where case_id = any(@cases)
            and id in (select max(id) from review_decision where case_id = any(@cases) group by case_id)
            """,
            new { cases = decisions.Select(decision => decision.Case.Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken));
    }

    private sealed record Decision(CaseId Case, string Kind, string? Reason);
}

/// <summary>What came of a decision on one or many cases.</summary>
public sealed record DecisionResult(int Decided, IReadOnlyList<SkippedCase> Skipped);

/// <param name="Code">
/// REVIEW-001 the case doesn't wait for review (any more); REVIEW-003 the case failed, see its incident; REVIEW-007 it is approved already and
/// can be taken back; REVIEW-008 a colleague has taken it on; DIR-001 the directory doesn't answer; DIR-010 several entries.
/// </param>
public sealed record SkippedCase(CaseId Case, string Code);
