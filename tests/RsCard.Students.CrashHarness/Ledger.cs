using Dapper;
using Npgsql;

namespace RsCard.Students.CrashHarness;

/// <summary>
/// Which mails each fault hit: those that were in hand at that moment may be sent once more, and no other may. The work item
/// says which they are; the mail server knows which worker sent what.
/// </summary>
internal sealed class Ledger(NpgsqlDataSource database)
{
    private readonly List<(int? Worker, HashSet<string> Mails)> hits = [];

    /// <summary>Kills that left work of this kind in hand.</summary>
    public Dictionary<string, int> Left { get; } = new(StringComparer.Ordinal) { ["directory"] = 0, ["mail"] = 0, ["submission"] = 0 };

    /// <summary>The mails that are in hand now, by their ids.</summary>
    public async Task<IReadOnlySet<string>> InHandAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var mails = await connection.QueryAsync<string>(new CommandDefinition(
            """
            select payload -> 'Draft' -> 'Id' ->> 'Value'
            from workflow.work_item
            where kind = 'mail'
                and (state = 'leased' or last_code = 'WORK-002')
                and payload -> 'Draft' -> 'Id' is not null
            """,
            cancellationToken: cancellationToken));
        return mails.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>To be called right after the fault, while every lease still stands.</summary>
    /// <param name="worker">Null where all workers were hit.</param>
    /// <param name="before">What was in hand before, where a fault takes so long that leases run out.</param>
    public async Task NoteAsync(int? worker, IReadOnlySet<string> before, CancellationToken cancellationToken) =>
        hits.Add((worker, [.. before, .. await InHandAsync(cancellationToken)]));

    /// <summary>Counts what a killed worker had in hand: its leases alone aren't renewed any more.</summary>
    public async Task CountLeftAsync(CancellationToken cancellationToken)
    {
        var before = await LeasesAsync(cancellationToken);
        await Task.Delay(Ground.Lease / 3 + TimeSpan.FromMilliseconds(300), TimeProvider.System, cancellationToken);
        var left = before.Intersect(await LeasesAsync(cancellationToken)).Select(lease => lease.Kind).Distinct(StringComparer.Ordinal).ToList();
        lock (Left)
        {
            foreach (var kind in left)
                Left[kind]++;
        }
    }

    /// <summary>How often this mail may have been sent more than once.</summary>
    /// <param name="mailId">The left side of its Message-ID.</param>
    public int HitsOf(string mailId, IReadOnlyCollection<int> senders) =>
        hits.Count(hit => hit.Mails.Contains(mailId) && (hit.Worker is not { } worker || senders.Contains(worker)));

    private async Task<List<Lease>> LeasesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<Lease>(new CommandDefinition(
            "select id, kind, lease_token as token, leased_until as until from workflow.work_item where state = 'leased'", cancellationToken: cancellationToken))];
    }

    private sealed record Lease(long Id, string Kind, Guid Token, DateTimeOffset Until);
}
