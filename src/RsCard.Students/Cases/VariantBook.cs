using Dapper;
using Npgsql;

namespace RsCard.Students.Cases;

/// <summary>Which ways cases go, and how many.</summary>
public sealed class VariantBook(NpgsqlDataSource database)
{
    /// <summary>Open cases of each path; paths that no case goes are left out.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountOpenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<(string Path, long Count)>(new CommandDefinition(
            """
            select path, count(*)
            from student_case
            where closed_at is null
            group by path
            """,
            cancellationToken: cancellationToken))).ToDictionary(row => row.Path, row => row.Count);
    }
}
