using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Audit;

/// <summary>The audit trail to read (D-40).</summary>
public sealed class AuditBook(NpgsqlDataSource database)
{
    /// <summary>What was done to a case, the oldest first. Personal values aren't opened here.</summary>
    public async Task<IReadOnlyList<AuditLine>> ListAsync(CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(DateTimeOffset At, string Actor, string Action, string Facts)>(new CommandDefinition(
            """
            select at, actor, action, facts::text
            from audit_event
            where case_id = @caseId
            order by id
            """,
            new { caseId },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new AuditLine(row.At, row.Actor, row.Action, row.Facts))];
    }
}

/// <param name="Facts">JSON without personal data.</param>
public sealed record AuditLine(DateTimeOffset At, string Actor, string Action, string Facts);
