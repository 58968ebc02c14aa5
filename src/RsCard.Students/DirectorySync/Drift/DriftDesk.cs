using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Drift;

/// <summary>
/// People's decisions about drift: one by one or many at once, each in the audit trail. Nothing is written to the directory here: the
/// next run does it. Of two who decide at once, the second is told.
/// </summary>
public sealed class DriftDesk(NpgsqlDataSource database, RunBook runs, SyncPlanner planner, AuditTrail audit, TimeProvider clock)
{
    /// <summary>An exemption lasts two years at most: longer, and nobody remembers.</summary>
    public const int MostDays = 731;

    /// <summary>Decisions are few and quick: they are made one after the other, whoever makes them.</summary>
    private const long DecisionsLock = 0x4452494654;

    /// <summary>Decides about one item, or one attribute of it.</summary>
    public async Task<DriftResult> DecideAsync(DriftSummary summary, int position, DriftWord word, string actor, CancellationToken cancellationToken) =>
        await runs.ToDecideAsync(summary.Run, situation: null, position - 1, atMost: 1, cancellationToken) is [{ } item] && item.Position == position
            ? await WriteAsync(summary, [item], word, actor, cancellationToken)
            : new DriftResult(0, [new DriftSkipped(position, "DRIFT-003", By: null, At: null)]);

    /// <summary>Decides about all of a situation that the run found: no more than were counted when it was shown.</summary>
    public async Task<DriftResult> DecideAllAsync(DriftSummary summary, Situation situation, DriftWord word, string actor, CancellationToken cancellationToken) =>
        await WriteAsync(summary, await runs.ToDecideAsync(summary.Run, situation, after: 0, int.MaxValue, cancellationToken), word, actor, cancellationToken);

    /// <summary>What <see cref="DecideAllAsync"/> would decide and skip now. Nothing is written.</summary>
    public async Task<DriftResult> PreviewAllAsync(DriftSummary summary, Situation situation, DriftWord word, CancellationToken cancellationToken)
    {
        var items = await runs.ToDecideAsync(summary.Run, situation, after: 0, int.MaxValue, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (rows, skipped) = Judge(items, word, await StandingDecision.ReadAsync(connection, transaction: null, summary.Since, cancellationToken));
        return new DriftResult(rows.Count, skipped);
    }

    /// <summary>Takes a decision back: what hasn't been carried out yet isn't any more. False: it was taken back already, or isn't there.</summary>
    public async Task<bool> RevokeAsync(long decision, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var revoked = await connection.QuerySingleOrDefaultAsync<(Guid? Student, Guid Entry, string Situation)?>(new CommandDefinition(
            """
            update directory_decision
            set revoked_at = @now
            where id = @decision
                and revoked_at is null
            returning student_id, entry_uuid, situation
            """,
            new { decision, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        if (revoked is not { } one)
            return false;

        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, "directory.decision-revoked", Case: null, one.Student is { } id ? new(id) : null, new { decision, entry = one.Entry, situation = one.Situation })],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>What is wrong with a word; null where it can be given. For both the page and the command line.</summary>
    public static DriftProblem? ProblemOf(DriftWord word, DateOnly today) => word switch
    {
        { Choice: DriftChoice.Exempt, Until: null } => DriftProblem.UntilMissing,
        { Choice: DriftChoice.Exempt, Until: { } until } when until < today || until > today.AddDays(MostDays) => DriftProblem.UntilOutOfRange,
        { Choice: DriftChoice.Exempt, Reason: null or "" } => DriftProblem.ReasonMissing,
        _ => null,
    };

    private async Task<DriftResult> WriteAsync(DriftSummary summary, IReadOnlyList<SyncItem> items, DriftWord word, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(@DecisionsLock)", new { DecisionsLock }, transaction, cancellationToken: cancellationToken));
        var (rows, skipped) = Judge(items, word, await StandingDecision.ReadAsync(connection, transaction, summary.Since, cancellationToken));
        await InsertAsync(transaction, rows, word, actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new DriftResult(rows.Count, skipped);
    }

    /// <summary>Which of these the word decides, and which it can't: somebody has decided since the run, or that can't be decided of it.</summary>
    private (List<DecisionRow> Rows, List<DriftSkipped> Skipped) Judge(IReadOnlyList<SyncItem> items, DriftWord word, IEnumerable<StandingDecision> decided)
    {
        var since = decided.ToLookup(decision => (decision.Student, decision.Situation));
        var rows = new List<DecisionRow>();
        var skipped = new List<DriftSkipped>();
        foreach (var item in items)
        {
            var earlier = since[(item.Student, item.Situation)].FirstOrDefault(decision => decision.IsAbout(item) && (decision.Attribute is null || word.Attribute is null || decision.Attribute == word.Attribute));
            if (earlier is not null)
                skipped.Add(new DriftSkipped(item.Position, "DRIFT-002", earlier.By, earlier.At));
            else if (RowOf(item, word) is { } row)
                rows.Add(row);
            else
                skipped.Add(new DriftSkipped(item.Position, "DRIFT-004", By: null, At: null));
        }

        return (rows, skipped);
    }

    /// <summary>Null where the choice can't be made of it (<see cref="DriftChoices"/>), and where of several candidates none was chosen.</summary>
    private DecisionRow? RowOf(SyncItem item, DriftWord word)
    {
        if (item.Plan is not { } plan || !DriftChoices.Of(plan).Contains(word.Choice) || (word.Attribute is { } attribute && !plan.Changes.Any(change => change.Attribute == attribute)))
            return null;
        if (plan.Found is { } found)
            return new DecisionRow(item.Student?.Value, found.EntryUuid, item.Situation.ToString(), planner.DigestOf(found, word.Attribute));
        return word.Choice switch
        {
            DriftChoice.Exempt => new DecisionRow(item.Student?.Value, plan.Candidates.Count > 0 ? plan.Candidates[0] : Guid.Empty, item.Situation.ToString(), Digest: null),
            DriftChoice.Fix when word.Candidate is { } chosen && plan.Candidates.Contains(chosen) => new DecisionRow(item.Student?.Value, chosen, item.Situation.ToString(), Digest: null),
            _ => null,
        };
    }

    /// <summary>An earlier decision about the same came to an end when the same was found again: it is taken back.</summary>
    private async Task InsertAsync(NpgsqlTransaction transaction, IReadOnlyList<DecisionRow> rows, DriftWord word, string actor, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        var choice = word.Choice.ToString().ToLowerInvariant();
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            with decided as (
                select *
                from unnest(@students, @entries, @situations, @digests) as decided (student_id, entry_uuid, situation, digest)
            ),
            ended as (
                update directory_decision
                set revoked_at = @now
                from decided
                where directory_decision.entry_uuid = decided.entry_uuid
                    and directory_decision.student_id is not distinct from decided.student_id
                    and directory_decision.situation = decided.situation
                    and directory_decision.attribute is not distinct from @Attribute
                    and revoked_at is null
            )
            insert into directory_decision (student_id, entry_uuid, situation, attribute, decision, reason, until, digest, decided_by, decided_at)
            select student_id, entry_uuid, situation, @Attribute, @choice, @Reason, @Until, digest, @actor, @now
            from decided
            """,
            new
            {
                students = rows.Select(row => row.Student).ToArray(),
                entries = rows.Select(row => row.Entry).ToArray(),
                situations = rows.Select(row => row.Situation).ToArray(),
                digests = rows.Select(row => row.Digest).ToArray(),
                word.Attribute,
                choice,
                word.Reason,
                Until = word.Choice == DriftChoice.Exempt ? word.Until : null,
                actor,
                now = clock.GetUtcNow(),
            },
            transaction,
            cancellationToken: cancellationToken));
        await audit.WriteAsync(
            transaction,
            [
                .. rows.Select(row => new AuditEvent(
                    actor,
                    "directory.decided",
                    Case: null,
                    row.Student is { } id ? new(id) : null,
                    new { entry = row.Entry, situation = row.Situation, attribute = word.Attribute, choice, until = word.Choice == DriftChoice.Exempt ? word.Until : null, reason = word.Reason })),
            ],
            cancellationToken);
    }

    private sealed record DecisionRow(Guid? Student, Guid Entry, string Situation, string? Digest);
}
