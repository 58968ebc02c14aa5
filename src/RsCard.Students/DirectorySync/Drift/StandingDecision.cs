using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;

namespace RsCard.Students.DirectorySync.Drift;

/// <summary>A decision as it was written down. Without personal values.</summary>
/// <param name="EntryUuid"><see cref="Guid.Empty"/> for a student without an entry.</param>
/// <param name="Attribute">Our name; null: the whole.</param>
public sealed record StandingDecision(
    long Id, StudentId? Student, Guid EntryUuid, Situation Situation, string? Attribute, DriftChoice Choice, string? Reason, DateOnly? Until, string By, DateTimeOffset At, DateTimeOffset? RevokedAt)
{
    internal bool IsAbout(SyncItem item) =>
        Situation == item.Situation
        && Student == item.Student
        && (EntryUuid == (item.EntryUuid ?? Guid.Empty) || item.Plan?.Candidates.Contains(EntryUuid) == true);

    /// <summary>Those that stand and were made since.</summary>
    internal static async Task<IEnumerable<StandingDecision>> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select id, student_id, entry_uuid, situation, attribute, decision, reason, until, decided_by, decided_at, revoked_at
            from directory_decision
            where revoked_at is null
                and decided_at >= @since
            order by id
            """,
            new { since },
            transaction,
            cancellationToken: cancellationToken))).Select(row => row.ToDecision());

    /// <summary>All that were ever made about an entry or a student, the last first.</summary>
    internal static async Task<IEnumerable<StandingDecision>> ReadAsync(NpgsqlConnection connection, StudentId? student, Guid? entryUuid, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select id, student_id, entry_uuid, situation, attribute, decision, reason, until, decided_by, decided_at, revoked_at
            from directory_decision
            where student_id = @student
                or entry_uuid = @entryUuid
            order by id desc
            """,
            new { student = student?.Value, entryUuid },
            cancellationToken: cancellationToken))).Select(row => row.ToDecision());

    private sealed class Row
    {
        public long Id { get; init; }

        public Guid? StudentId { get; init; }

        public Guid EntryUuid { get; init; }

        public required string Situation { get; init; }

        public string? Attribute { get; init; }

        public required string Decision { get; init; }

        public string? Reason { get; init; }

        public DateOnly? Until { get; init; }

        public required string DecidedBy { get; init; }

        public DateTimeOffset DecidedAt { get; init; }

        public DateTimeOffset? RevokedAt { get; init; }

        public StandingDecision ToDecision() => new(
            Id,
            StudentId is { } id ? Database.StudentId.From(id) : null,
            EntryUuid,
            Enum.Parse<Situation>(Situation),
            Attribute,
            Enum.Parse<DriftChoice>(Decision, ignoreCase: true),
            Reason,
            Until,
            DecidedBy,
            DecidedAt,
            RevokedAt);
    }
}
