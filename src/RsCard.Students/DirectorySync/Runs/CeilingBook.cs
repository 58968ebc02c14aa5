using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>A person's word that one run may do more of a kind than the brake lets through: once, and not for long.</summary>
public sealed class CeilingBook(NpgsqlDataSource database, AuditTrail audit, TimeProvider clock)
{
    /// <summary>How long a word holds unless the person says otherwise.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromDays(1);

    /// <summary>Writes the word down. A later one of the same kind takes the place of an earlier one that wasn't used.</summary>
    /// <param name="atMost">From 1.</param>
    /// <param name="reason">Without personal data.</param>
    /// <param name="actor">For example <c>staff:anna.hsa</c>.</param>
    public async Task<Ceiling> ApproveAsync(PlanKind kind, int atMost, string reason, TimeSpan holds, string actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 1);
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            update directory_ceiling
            set expires_at = @now
            where kind = @kind
                and used_by is null
                and expires_at > @now;

            insert into directory_ceiling (kind, at_most, reason, approved_by, approved_at, expires_at)
            values (@kind, @atMost, @reason, @actor, @now, @expires)
            returning id
            """,
            new { kind = kind.ToString(), atMost, reason, actor, now, expires = now + holds },
            transaction,
            cancellationToken: cancellationToken));
        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, "directory.ceiling-approved", Case: null, Student: null, new { kind = kind.ToString(), atMost, reason })],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Ceiling(id, kind, atMost, reason, actor, now, now + holds);
    }

    /// <summary>Those that hold and haven't been used.</summary>
    public async Task<IReadOnlyList<Ceiling>> UnusedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Id, string Kind, int AtMost, string Reason, string ApprovedBy, DateTimeOffset ApprovedAt, DateTimeOffset ExpiresAt)>(new CommandDefinition(
            """
            select id, kind, at_most, reason, approved_by, approved_at, expires_at
            from directory_ceiling
            where used_by is null
                and expires_at > @now
            order by id
            """,
            new { now = clock.GetUtcNow() },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new Ceiling(row.Id, Enum.Parse<PlanKind>(row.Kind), row.AtMost, row.Reason, row.ApprovedBy, row.ApprovedAt, row.ExpiresAt))];
    }
}

/// <param name="AtMost">How many writes of the kind the next run may do.</param>
/// <param name="ExpiresAt">Business time, UTC.</param>
public sealed record Ceiling(long Id, PlanKind Kind, int AtMost, string Reason, string ApprovedBy, DateTimeOffset ApprovedAt, DateTimeOffset ExpiresAt);
