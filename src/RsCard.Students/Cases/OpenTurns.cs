using Dapper;
using Npgsql;

namespace RsCard.Students.Cases;

/// <summary>What waits for one owner, step by step (D-60).</summary>
/// <param name="Cases">How many wait there.</param>
/// <param name="Overdue">How many of them are past their day.</param>
public sealed record OpenTurn(string DefinitionId, string ActivityId, int Cases, DateTimeOffset Oldest, int Overdue)
{
    /// <summary>What people call the step; null for one that only its definition names.</summary>
    public (string Swedish, string English)? Text => OpenSteps.FindText(DefinitionId, ActivityId);
}

/// <summary>Counts whose turn it is, in one question, however many cases there are.</summary>
public sealed class OpenTurns(NpgsqlDataSource database, TimeProvider clock)
{
    /// <param name="owner">One of <see cref="Owners"/>.</param>
    /// <param name="institutions">Whose cases are counted; null: all.</param>
    /// <returns>What has waited longest first. A break in studies is nobody's work.</returns>
    public async Task<IReadOnlyList<OpenTurn>> ListAsync(string owner, IReadOnlyCollection<string>? institutions, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<OpenTurn>(new CommandDefinition(
            """
            select
                instance.definition_id,
                bookmark.activity_id,
                count(distinct bookmark.correlation_id)::integer as cases,
                min(bookmark.since) as oldest,
                (count(distinct bookmark.correlation_id) filter (where bookmark.due_by < @now))::integer as overdue
            from workflow.bookmark
            join workflow.instance on instance.id = bookmark.instance_id
            where bookmark.kind = 'signal'
            and bookmark.owner = @owner
            and bookmark.name <> @Break
            and (@institutions::text[] is null or exists (
                select
                from student_case
                join enrolment on enrolment.id = student_case.enrolment_id
                where student_case.id = bookmark.correlation_id
                and enrolment.institution_code = any(@institutions)))
            group by instance.definition_id, bookmark.activity_id
            order by min(bookmark.since)
            """,
            new { owner, now = clock.GetUtcNow(), Break = AwaitBreakEnd.Signal, institutions = institutions?.ToArray() },
            cancellationToken: cancellationToken))];
    }
}
