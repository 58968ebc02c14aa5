using System.Data;
using Npgsql;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>
/// Brings the mirror up to date and plans: the half of a run that writes nothing to the directory. Planned for are those of whom
/// something has changed since they were found to be as they should (<see cref="SettledBook"/>), and whoever they could be taken for.
/// </summary>
public sealed class SyncLook(
    NpgsqlDataSource database, MirrorReader reader, DirectoryMirror mirror, WantedSet wantedSet, SyncPlanner planner, MatchKeys matchKeys, PlanBasis basis, DecisionStore decisions, LookBook looks, TimeProvider clock)
{
    /// <summary>Students and entries opened at once: some 6 MB.</summary>
    private const int InOnePortion = 4_000;

    /// <param name="run">The run that is planned; null: the look is no run's.</param>
    /// <param name="progress">What is done, how much of it, and of how much (0: not known).</param>
    /// <exception cref="DirectoryReadException">The directory couldn't be read in a way that can be trusted.</exception>
    public async Task<Looked> LookAsync(ReadDepth depth, Guid? run, Action<string, int, int> progress, CancellationToken cancellationToken)
    {
        // What the process writes in between may look missing here: each write is planned again on what stands then.
        var read = await reader.ReadAsync(depth, count => progress("read", count, 0), cancellationToken);
        progress("plan", 0, read.Entries);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // Both sides, and who was settled, as they stand at one instant.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var today = clock.Today();
        var book = new SettledBook(connection, matchKeys, basis.Value, today);
        await book.ForgetAsync(isThorough: depth == ReadDepth.Full, cancellationToken);
        var unsettled = await book.UnsettledAsync(cancellationToken);
        var (students, entries) = await book.CountAsync(cancellationToken);
        var taken = await decisions.LoadAsync(connection, cancellationToken);
        var parts = new List<PlanPart>();
        foreach (var portion in PlanPortion.Of(unsettled, InOnePortion))
        {
            var wanted = await wantedSet.LoadAsync(connection, portion.Students, cancellationToken);
            var found = await mirror.LoadAsync(connection, portion.Entries, cancellationToken);
            var part = planner.Judge(wanted, found, taken, today);
            await book.KeepAsync(part.Settled, cancellationToken);
            parts.Add(part with { Settled = [] });
            (students, entries) = (students + wanted.Count, entries + found.Count);
            progress("plan", Math.Min(entries, read.Entries), read.Entries);
        }

        if (parts.Count > 1)
            await book.AnalyzeAsync(cancellationToken);

        await looks.LookedAsync(connection, run, today, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        progress("plan", read.Entries, read.Entries);
        return new Looked(read, planner.Join(parts, students, entries));
    }
}

/// <summary>What was read, and what would have to be done.</summary>
public sealed record Looked(ReadReport Read, SyncPlan Plan);
