using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Held;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Review;

/// <summary>
/// Approvals of the pages: they can be taken back until their time is over, and where <see cref="ProcessOptions.FourEyes"/> is set they wait
/// for a second person first. The command line approves at once (<see cref="ReviewDesk"/>).
/// </summary>
public sealed class HeldApprovals(NpgsqlDataSource database, ReviewQueue queue, ReviewDesk desk, ReviewClaims claims, HeldActions held, ProcessOptions options) : IHeldActionKind
{
    public const string Approval = "review.approve";

    public string Kind => Approval;

    /// <summary>Holds the approval of these cases. What couldn't be approved now is skipped and said; a colleague's claim is respected.</summary>
    public async Task<HeldApproval> HoldAsync(IReadOnlyCollection<CaseId> cases, string actor, CancellationToken cancellationToken)
    {
        var items = await queue.ListAsync(cases, cancellationToken);
        if (items.Any(item => item.Situation is null))
            return new HeldApproval(Batch: null, 0, [.. cases.Select(id => new SkippedCase(id, "DIR-001"))]);

        var batch = HeldBatch.New(Approval, actor);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var others = await claims.OfOthersAsync(connection, cases, actor, cancellationToken);
        var waiting = items.ToDictionary(item => item.Case);
        var skipped = cases.Distinct().Select(id => new SkippedCase(id, Problem(waiting.GetValueOrDefault(id), others.Contains(id)))).Where(one => one.Code.Length > 0).ToList();
        var chosen = waiting.Keys.Except(skipped.Select(one => one.Case)).ToList();
        var taken = await held.HoldAsync(transaction, batch, chosen, options.FourEyes, sealedOrder: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new HeldApproval(batch.Id, taken.Count, [.. skipped, .. chosen.Where(id => !taken.Contains(id)).Select(id => new SkippedCase(id, "REVIEW-007"))]);
    }

    public async Task<WorkOutcome> CarryOutAsync(Guid batch, IReadOnlyList<CaseId> cases, string actor, CancellationToken cancellationToken)
    {
        var result = await desk.ApproveAsync(cases, batch, actor, cancellationToken);
        if (result.Skipped.Any(skipped => skipped.Code == "DIR-001"))
            return new WorkOutcome.Transient("DIR-001", "the directory doesn't answer");

        // Taken back in the meantime is no failure: there is nothing left to end of those.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await held.EndAsync(transaction, batch, [.. result.Skipped.Select(skipped => (skipped.Case, (string?)skipped.Code))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new WorkOutcome.Completed("Done");
    }

    private static string Problem(ReviewItem? item, bool isOthers) => item switch
    {
        null => "REVIEW-001",
        { Situation: DirectorySituation.SeveralEntries } => "DIR-010",
        _ => isOthers ? "REVIEW-008" : "",
    };
}

/// <summary>What came of clicking approve.</summary>
/// <param name="Batch">What it is taken back by; null: nothing is held.</param>
public sealed record HeldApproval(Guid? Batch, int Held, IReadOnlyList<SkippedCase> Skipped);
