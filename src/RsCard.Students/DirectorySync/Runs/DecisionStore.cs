using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>What people decided about drift and haven't taken back.</summary>
public sealed class DecisionStore(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<DriftDecision>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await LoadAsync(connection, cancellationToken);
    }

    /// <summary>As the connection's transaction sees them.</summary>
    internal Task<IReadOnlyList<DriftDecision>> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ReadAsync(connection, isAll: true, [], [], cancellationToken);

    /// <summary>Those about one of the students or entries.</summary>
    public async Task<IReadOnlyList<DriftDecision>> LoadAsync(IEnumerable<StudentId> students, IEnumerable<Guid> entries, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(connection, isAll: false, [.. students.Select(student => student.Value)], [.. entries], cancellationToken);
    }

    private static async Task<IReadOnlyList<DriftDecision>> ReadAsync(NpgsqlConnection connection, bool isAll, Guid[] students, Guid[] entries, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select student_id, entry_uuid, situation, attribute, decision, until, digest
            from directory_decision
            where revoked_at is null
                and (@isAll or student_id = any(@students) or entry_uuid = any(@entries))
            order by id
            """,
            new { isAll, students, entries },
            cancellationToken: cancellationToken));
        return
        [
            .. rows.Select(row => new DriftDecision(
                row.StudentId is { } id ? new StudentId(id) : null,
                row.EntryUuid,
                Enum.Parse<Situation>(row.Situation),
                row.Attribute,
                Enum.Parse<DriftChoice>(row.Decision, ignoreCase: true),
                row.Until,
                row.Digest)),
        ];
    }

    private sealed class Row
    {
        public Guid? StudentId { get; init; }

        public Guid EntryUuid { get; init; }

        public required string Situation { get; init; }

        public string? Attribute { get; init; }

        public required string Decision { get; init; }

        public DateOnly? Until { get; init; }

        public string? Digest { get; init; }
    }
}
