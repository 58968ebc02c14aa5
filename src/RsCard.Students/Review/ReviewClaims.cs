using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;

namespace RsCard.Students.Review;

/// <summary>
/// Who of the HSA team has taken which cases on: a colleague sees it, and neither of them looks at what the other one does. A claim ends
/// with the decision, when it is given back, and after <see cref="ProcessOptions.ClaimHours"/>.
/// </summary>
public sealed class ReviewClaims(NpgsqlDataSource database, AuditTrail audit, ProcessOptions options, TimeProvider clock)
{
    /// <summary>Claims from before this are over.</summary>
    internal DateTimeOffset Since => clock.GetUtcNow() - TimeSpan.FromHours(options.ClaimHours);

    /// <summary>Takes them on; those of a colleague only where that is said.</summary>
    /// <param name="takesOver">Also from a colleague.</param>
    /// <returns>How many are the person's now, those that were before among them.</returns>
    public async Task<int> ClaimAsync(IReadOnlyCollection<CaseId> cases, bool takesOver, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var claimed = (await connection.QueryAsync<CaseId>(new CommandDefinition(
            """
            insert into review_claim (case_id, claimed_by, claimed_at)
            select distinct correlation_id, @actor, @now
            from workflow.bookmark
            where kind = 'signal'
            and name = @signal
            and correlation_id = any(@cases)
            order by correlation_id
            on conflict (case_id) do update
            set claimed_by = excluded.claimed_by,
                claimed_at = excluded.claimed_at
            where review_claim.claimed_by = excluded.claimed_by
            or review_claim.claimed_at <= @since
            or @takesOver
            returning case_id
            """,
            new { actor, takesOver, since = Since, now = clock.GetUtcNow(), signal = AwaitReview.Signal, cases = cases.Select(id => id.Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        await audit.WriteAsync(transaction, [.. claimed.Select(id => new AuditEvent(actor, "review.claimed", id, Student: null, new { }))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return claimed.Count;
    }

    /// <summary>Gives back one's own.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ReleaseAsync(IReadOnlyCollection<CaseId> cases, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var released = (await connection.QueryAsync<CaseId>(new CommandDefinition(
            "delete from review_claim where claimed_by = @actor and case_id = any(@cases) returning case_id",
            new { actor, cases = cases.Select(id => id.Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        await audit.WriteAsync(transaction, [.. released.Select(id => new AuditEvent(actor, "review.released", id, Student: null, new { }))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return released.Count;
    }

    /// <summary>Those of these cases that somebody else has taken on.</summary>
    internal async Task<IReadOnlySet<CaseId>> OfOthersAsync(NpgsqlConnection connection, IReadOnlyCollection<CaseId> cases, string actor, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<CaseId>(new CommandDefinition(
            """
            select case_id
            from review_claim
            where case_id = any(@cases)
            and claimed_by <> @actor
            and claimed_at > @since
            """,
            new { actor, since = Since, cases = cases.Select(id => id.Value).ToArray() },
            cancellationToken: cancellationToken))).ToHashSet();

    /// <summary>Decided: nobody's any more.</summary>
    internal static async Task EndAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> cases, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "delete from review_claim where case_id = any(@cases)",
            new { cases = cases.ToArray() },
            transaction,
            cancellationToken: cancellationToken));
}
