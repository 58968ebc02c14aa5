using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Review;

/// <summary>What the HSA team has said of a case.</summary>
public sealed class ReviewBook(NpgsqlDataSource database)
{
    /// <summary>The newest question or reason of a rejection, as the administrator is told it; null where nothing was said.</summary>
    public async Task<ReviewWord?> FindLatestAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ReviewWord>(new CommandDefinition(
            """
            select decision, reason, decided_at
            from review_decision
            where case_id = @caseId
            order by id desc
            limit 1
            """,
            new { caseId },
            cancellationToken: cancellationToken));
    }
}

/// <summary>One decision.</summary>
public sealed class ReviewWord
{
    /// <summary>One of <see cref="ReviewDecision"/>.</summary>
    public string Decision { get; init; } = "";

    public string? Reason { get; init; }

    public DateTimeOffset DecidedAt { get; init; }
}
