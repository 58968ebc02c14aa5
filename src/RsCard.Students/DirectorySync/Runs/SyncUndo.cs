using RsCard.Ldap;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Recurring;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>
/// Takes back what a run wrote, from the journal's images, in reverse order; an entry that has changed since is left alone. What is
/// proved of the entries stays as it was: the next run finds them changed by hand, and asks a person.
/// </summary>
public sealed class SyncUndo(
    EntryJournal journal, EntryWriter writer, RunLock gate, RunStore store, RunBook book, OpenRuns open, ReadOnlySwitch readOnly, Npgsql.NpgsqlDataSource database, AuditTrail audit, DirectoryOptions options, NodeName node, TimeProvider clock)
{
    private const int ReadsAtOnce = 16;

    /// <summary>What would be written, and what can't be taken back. Reads each entry.</summary>
    /// <exception cref="RunRefusedException"><c>SYNC-005</c>: there is no such run, or it wrote nothing.</exception>
    /// <exception cref="LdapException">The directory can't be asked.</exception>
    public async Task<UndoPlan> PlanAsync(Guid run, CancellationToken cancellationToken)
    {
        var lines = await journal.OfRunAsync(run, cancellationToken);
        if (lines.Count == 0)
            throw new RunRefusedException("SYNC-005", await book.GetAsync(run, cancellationToken) is null ? $"there is no run {run}" : $"run {run} wrote nothing");

        var writes = new List<UndoWrite>();
        var conflicts = new List<UndoConflict>();
        foreach (var chunk in lines.Chunk(ReadsAtOnce))
        {
            foreach (var (write, conflict) in await Task.WhenAll(chunk.Select(line => JudgeAsync(line, cancellationToken))))
            {
                if (write is not null)
                    writes.Add(write);
                if (conflict is not null)
                    conflicts.Add(conflict);
            }
        }

        return new UndoPlan(run, writes, conflicts);
    }

    /// <summary>Plans again, and releases the writes as a run of its own, one after the other.</summary>
    /// <exception cref="RunRefusedException"><c>SYNC-001</c>, <c>SYNC-002</c>: another run is under way; <c>SYNC-005</c>; <c>DIR-040</c>: the directory is read-only.</exception>
    public async Task<(RunReport Report, UndoPlan Plan)> ApplyAsync(Guid run, string actor, CancellationToken cancellationToken)
    {
        await using var held = await gate.TryTakeAsync(cancellationToken) ?? throw new RunRefusedException("SYNC-001", "another run is being planned or ended");
        await open.SettleAsync(cancellationToken);
        if (await readOnly.FindAsync(cancellationToken) is not null)
            throw new RunRefusedException(ReadOnlySwitch.Code, "the directory is read-only");

        var plan = await PlanAsync(run, cancellationToken);
        var report = RunReport.Begin(new RunOrder(ReadDepth.Changes, DryRun: false, actor), clock.GetUtcNow(), node.Value) with
        {
            Undoes = run,
            Planned = plan.Writes.CountBy(write => KindOf(write.Reverse)).ToDictionary(),
            State = plan.Writes.Count > 0 ? RunReport.Running : RunReport.Done,
            FinishedAt = plan.Writes.Count > 0 ? null : clock.GetUtcNow(),
        };
        await store.BeginAsync(report with { State = RunReport.Planning }, cancellationToken);
        await store.ReleaseAsync(report, [.. plan.Writes.Select((write, place) => ItemOf(report, write, place + 1))], inOrder: true, [], cancellationToken);
        if (!report.IsOpen)
            await store.SaveAsync(report, cancellationToken);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, "directory.undo-ordered", Case: null, Student: null, new { run, by = report.Id, writes = plan.Writes.Count, conflicts = plan.Conflicts.Count })],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (report, plan);
    }

    private async Task<(UndoWrite? Write, UndoConflict? Conflict)> JudgeAsync(JournalLine line, CancellationToken cancellationToken)
    {
        if (!line.Proved)
            return (null, Conflict(line, "it isn't known what was written"));
        if ((line.Before ?? line.After) is null)
            return (null, Conflict(line, "the person was erased"));

        if (line.Operation == WriteKind.Delete)
        {
            return line.Before is { } gone && await writer.ReadAsync(gone.Dn, cancellationToken) is null
                ? (new UndoWrite(line.Student, line.EntryUuid, EntryWrite.Add(gone.Dn, Restored(gone)), Note(line)), null)
                : (null, Conflict(line, "an entry stands under its name again"));
        }

        var now = await writer.ReadAsync(line.EntryUuid, cancellationToken);
        if (now is null)
            return (null, Conflict(line, "the entry is gone"));
        if (line.After is not { } after || !now.IsAsIn(after))
            return (null, Conflict(line, "the entry has changed since"));

        return line switch
        {
            { Operation: WriteKind.Add } => (new UndoWrite(line.Student, line.EntryUuid, EntryWrite.Delete(now), Note(line)), null),
            { Before: { } before } when before.Dn != after.Dn => (new UndoWrite(line.Student, line.EntryUuid, EntryWrite.Move(now, before.Dn, Reverse(before, after)), Note(line)), null),
            { Before: { } before } => (new UndoWrite(line.Student, line.EntryUuid, EntryWrite.Modify(now, Reverse(before, after)), Note(line)), null),
            _ => (null, Conflict(line, "it isn't known how the entry was before")),
        };
    }

    /// <summary>Only what that write changed; the name's own attribute goes with the name.</summary>
    private IReadOnlyList<ValueChange> Reverse(EntryImage before, EntryImage after) =>
    [
        .. before.Values.Keys.Union(after.Values.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(name => !string.Equals(name, options.NameOf(DirectoryNames.NamingAttribute), StringComparison.OrdinalIgnoreCase) && !after.Holds([new(name, before.Of(name))]))
            .Select(name => new ValueChange(name, before.Of(name))),
    ];

    /// <summary>What the account may write: card facts are the card system's, a password was never readable.</summary>
    private List<ValueChange> Restored(EntryImage gone)
    {
        string[] cards = [DirectoryNames.CardSerial, DirectoryNames.CardState, DirectoryNames.CardHasPhoto, DirectoryNames.CardValidTo];
        var left = cards.Select(options.NameOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. gone.Values.Where(pair => !left.Contains(pair.Key)).Select(pair => new ValueChange(pair.Key, pair.Value))];
    }

    private string? Note(JournalLine line) => line switch
    {
        { Operation: WriteKind.Delete } => "it gets a new entryUUID; card facts and password are lost",
        { Operation: WriteKind.Move, Before: { } before, After: { } after } when DistinguishedName.Parse(before.Dn).Parent != DistinguishedName.Parse(after.Dn).Parent =>
            "out of the student branch: refused unless the moving account was given that right",
        _ => null,
    };

    private static UndoConflict Conflict(JournalLine line, string why) => new(line.Student, line.EntryUuid, line.Operation, why);

    private static SyncItem ItemOf(RunReport run, UndoWrite write, int position) => new(
        run.Id, position, write.Student, write.EntryUuid, Situation.Outdated, KindOf(write.Reverse), SyncItem.Queued, Code: null, Detail: null, run.StartedAt, FinishedAt: null, Plan: null, write.Reverse);

    private static PlanKind KindOf(EntryWrite write) => write.Kind switch
    {
        WriteKind.Add => PlanKind.Add,
        WriteKind.Move => PlanKind.Move,
        WriteKind.Delete => PlanKind.Delete,
        _ => PlanKind.Modify,
    };
}

/// <summary>What taking a run back would write, in that order, and what it would leave.</summary>
public sealed record UndoPlan(Guid Run, IReadOnlyList<UndoWrite> Writes, IReadOnlyList<UndoConflict> Conflicts);

/// <param name="Note">What the person who decides has to know; null where there is nothing.</param>
public sealed record UndoWrite(StudentId? Student, Guid EntryUuid, EntryWrite Reverse, string? Note);

/// <param name="Operation">What the run had done.</param>
/// <param name="Why">Without personal data.</param>
public sealed record UndoConflict(StudentId? Student, Guid EntryUuid, WriteKind Operation, string Why);
