using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>While it stands, nobody writes to the directory: the process's own writes wait, reconciliation holds everything back.</summary>
public sealed class ReadOnlySwitch(NpgsqlDataSource database, WorkItemQueue queue, AuditTrail audit, TimeProvider clock)
{
    public const string Code = "DIR-040";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.2);

    /// <summary>How long a write that meets the switch waits; it is woken when the switch is turned off.</summary>
    internal static WorkOutcome.Postponed Postponed { get; } = new(Code, "the directory is read-only by a person's word", TimeSpan.FromMinutes(1));

    /// <summary>Null: the directory may be written.</summary>
    public async Task<ReadOnlyState?> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ReadOnlyState>(new CommandDefinition(
            """
            select since, by, reason
            from directory_read_only
            """,
            cancellationToken: cancellationToken));
    }

    /// <summary>Turns it on, and waits for the writes that were in flight. May be asked twice.</summary>
    /// <param name="reason">Without personal data.</param>
    /// <param name="actor">For example <c>staff:anna.hsa</c>.</param>
    /// <param name="patience">How long writes in flight are waited for.</param>
    /// <returns>How many writes are still in flight: 0 says that nothing is written from now on.</returns>
    public async Task<int> TurnOnAsync(string reason, string actor, TimeSpan patience, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            """
            insert into directory_read_only (since, by, reason)
            values (@now, @actor, @reason)
            on conflict (singleton) do nothing
            """,
            new AuditEvent(actor, "directory.read-only-on", Case: null, Student: null, new { reason }),
            new { now = clock.GetUtcNow(), actor, reason },
            cancellationToken);

        string[] kinds = [DirectoryEntryHandler.WorkKind, SyncItem.WorkKind];
        var begun = await queue.InFlightAsync(kinds, cancellationToken);
        var since = TimeProvider.System.GetTimestamp();
        while (begun.Count > 0 && TimeProvider.System.GetElapsedTime(since) < patience)
        {
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
            begun = [.. begun.Intersect(await queue.InFlightAsync(kinds, cancellationToken))];
        }

        return begun.Count;
    }

    /// <summary>Turns it off, and wakes what waited. May be asked twice.</summary>
    public async Task TurnOffAsync(string reason, string actor, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            "delete from directory_read_only",
            new AuditEvent(actor, "directory.read-only-off", Case: null, Student: null, new { reason }),
            parameters: null,
            cancellationToken);
        await queue.WakeAsync(Code, cancellationToken);
    }

    private async Task ChangeAsync(string sql, AuditEvent change, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken)) > 0)
            await audit.WriteAsync(transaction, [change], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

/// <param name="Since">Business time, UTC.</param>
/// <param name="Reason">Without personal data.</param>
public sealed record ReadOnlyState(DateTimeOffset Since, string By, string Reason);
