using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Protection;

/// <summary>The HSA team marks a student as protected in mid-case (D-4). It can't be undone: what was known is gone.</summary>
public sealed class ProtectionDesk(NpgsqlDataSource database, StudentProtection protection)
{
    /// <returns>All cases of the student, ended now; empty where there is no such case.</returns>
    public async Task<IReadOnlyList<CaseId>> ProtectAsync(CaseId caseId, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var student = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            """
            select e.student_id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where c.id = @caseId
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken));
        if (student is not { } id)
            return [];

        var cases = await protection.ProtectAsync(transaction, [new StudentId(id)], actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return cases;
    }
}
