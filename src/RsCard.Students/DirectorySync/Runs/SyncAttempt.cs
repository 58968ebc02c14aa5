using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>One attempt at one released write: read, plan again, keep the intent, write, read back, prove.</summary>
internal sealed class SyncAttempt(LiveStand stands, PlannedWrites writes, EntryWriter writer, IntentBook intents, ItemBook items, ReadOnlySwitch readOnly)
{
    public async Task<WorkOutcome> TryAsync(LeasedWorkItem work, ItemEnd ended, CancellationToken cancellationToken)
    {
        if (ended.Item.Plan is not { } released || await stands.FindAsync(ended.Item, released, cancellationToken) is not { } stand)
            return items.End(ended.As(SyncItem.Superseded, "DIR-020"));

        var begun = intents.Open(ended);
        var wrote = begun is not null && stand.Csn != begun.Csn;
        if (stand.Again.IsWrite && PlannedWrites.Covers(released, stand.Again, begun: wrote))
            return await WriteAsync(work, ended, released, stand, begun, cancellationToken);
        if (!wrote)
            return items.End(stand.Again.Kind == PlanKind.Nothing ? ended.As(SyncItem.Superseded, code: null) : ended.As(SyncItem.Superseded, "DIR-005"));

        // An attempt before this one wrote, and didn't live to say so.
        var after = await stands.ImageAsync(stand, cancellationToken);
        return stand.Leaves(released) ? items.Note(ended.As(SyncItem.Superseded, "DIR-005"), begun!, after) : items.Prove(ended, released, stand.Wanted, begun!, after);
    }

    private async Task<WorkOutcome> WriteAsync(LeasedWorkItem work, ItemEnd ended, PlannedEntry released, Stand stand, Begun? begun, CancellationToken cancellationToken)
    {
        var now = await stands.ImageAsync(stand, cancellationToken);
        if (now is null != stand.Entry is null || (now is { EntryCsn.Length: > 0 } && now.EntryCsn != stand.Csn))
            return new WorkOutcome.Transient("DIR-005", "the entry changed between two looks");

        if (await readOnly.FindAsync(cancellationToken) is not null)
            return items.Hold(ended, begun, now);

        var write = writes.Of(stand.Again, stand.Wanted?.Entry.RsId, now);
        begun ??= new Begun(write.Kind, now);
        if (ended.Order.Intent is null && !await intents.KeepAsync(work, ended, begun, cancellationToken))
            return new WorkOutcome.Transient("WORK-002", "the lease has gone");

        var result = await writer.WriteAsync(write, cancellationToken);
        switch (result.Outcome)
        {
            case ApplyResult.Changed(var code, var detail):
                return new WorkOutcome.Transient(code, detail);
            case ApplyResult.Refused(var code, var detail):
                var failed = ended.As(SyncItem.Failed, code, detail);

                // A move may have been done whose changes were refused.
                return result.After is null ? items.End(failed) : items.Note(failed, begun, result.After);
        }

        var left = stands.Again(stand, result.After);
        return left.IsWrite && PlannedWrites.Covers(released, left, begun: true)
            ? new WorkOutcome.Transient("DIR-005", "read back, the entry isn't as it was written")
            : items.Prove(ended, released, stand.Wanted, result.Before is { } before && write.Kind == begun.Kind && before.EntryCsn == begun.Csn ? begun with { Before = before } : begun, result.After);
    }

    /// <summary>No more attempts in this run. What an attempt may have written is in the journal.</summary>
    public WorkOutcome GiveUp(ItemEnd ended, string code, string detail, string state = SyncItem.Failed)
    {
        var failed = ended.As(state, code, detail);
        return intents.Open(failed) is { } begun ? items.Note(failed, begun, after: null) : items.End(failed);
    }
}
