using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;

namespace RsCard.Students.DirectorySync.Drift;

/// <summary>What the latest run left to a person, and what people have decided about it since.</summary>
public sealed class DriftInbox(NpgsqlDataSource database, RunBook runs, EntryJournal journal)
{
    /// <summary>The run whose findings are the inbox; null before the first.</summary>
    public async Task<DriftSummary?> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var run = await connection.QuerySingleOrDefaultAsync<(Guid Id, DateTimeOffset StartedAt)?>(new CommandDefinition(
            """
            select id, started_at
            from directory_run
            where not dry_run
                and undoes is null
                and state in ('running', 'done', 'held')
            order by started_at desc, id desc
            limit 1
            """,
            cancellationToken: cancellationToken));
        if (run is not { } latest)
            return null;

        var counts = await connection.QueryAsync<(string Situation, int Count)>(new CommandDefinition(
            """
            select situation, count(*)::integer
            from directory_run_item
            where run_id = @Id
                and kind = 'Decide'
            group by situation
            order by situation
            """,
            new { latest.Id },
            cancellationToken: cancellationToken));
        return new DriftSummary(latest.Id, latest.StartedAt, counts.ToDictionary(row => Enum.Parse<Situation>(row.Situation), row => row.Count));
    }

    /// <summary>Those of a run, with the decisions made about them since it began. Personal.</summary>
    /// <param name="situation">Null: all.</param>
    /// <param name="after">Those after this position; 0 for all.</param>
    public async Task<IReadOnlyList<DriftItem>> ListAsync(DriftSummary summary, Situation? situation, int after, int atMost, CancellationToken cancellationToken)
    {
        var items = await runs.ToDecideAsync(summary.Run, situation, after, atMost, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var since = (await StandingDecision.ReadAsync(connection, transaction: null, summary.Since, cancellationToken)).ToList();
        return [.. items.Where(item => item.Plan is not null).Select(item => new DriftItem(item, [.. since.Where(decision => decision.IsAbout(item))]))];
    }

    /// <summary>Our last write of each item's entry that was read back as it was to be, by entryUUID. Personal.</summary>
    public async Task<IReadOnlyDictionary<Guid, JournalLine>> LastWritesAsync(IReadOnlyCollection<DriftItem> items, CancellationToken cancellationToken)
    {
        var entries = items.Select(item => item.Plan.Found?.EntryUuid).OfType<Guid>().Distinct().ToList();
        return entries.Count == 0 ? new Dictionary<Guid, JournalLine>() : (await journal.LastProvedAsync(entries, cancellationToken)).ToDictionary(line => line.EntryUuid);
    }
}

/// <param name="Since">When the run began, business time: a later decision is about what it found.</param>
/// <param name="Counts">How many of each situation wait for a person, decided since or not.</param>
public sealed record DriftSummary(Guid Run, DateTimeOffset Since, IReadOnlyDictionary<Situation, int> Counts);

/// <summary>One entry, or one student, that a person has to decide about.</summary>
/// <param name="Decided">Since the run: they are carried out by the next one.</param>
public sealed record DriftItem(SyncItem Item, IReadOnlyList<StandingDecision> Decided)
{
    public PlannedEntry Plan => Item.Plan ?? throw new InvalidOperationException("the plan was erased");

    /// <summary>The whole is decided, not only some attributes.</summary>
    public bool IsDecided => Decided.Any(decision => decision.Attribute is null) || (Plan.Changes.Count > 0 && Plan.Changes.All(change => Decided.Any(decision => decision.Attribute == change.Attribute)));

    public override string ToString() => $"{Item}";
}
