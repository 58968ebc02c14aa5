using RsCard.Ldap;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>
/// One attempt at some released writes. Asked for all at once: how they stand, what would be planned for them now, and the intents that
/// are kept before anything is written. Then they are written side by side, each read back and proved by itself.
/// </summary>
internal sealed class SyncAttempt(LiveStand stands, PlannedWrites writes, EntryWriter writer, IntentBook intents, ItemBook items, ReadOnlySwitch readOnly)
{
    /// <returns>An outcome for each, in their order.</returns>
    public async Task<IReadOnlyList<WorkOutcome>> TryAsync(IReadOnlyList<(LeasedWorkItem Work, ItemEnd Ended)> released, CancellationToken cancellationToken)
    {
        var found = await stands.FindAsync([.. released.Select(one => one.Ended.Item)], cancellationToken);
        var looks = released.Zip(found, (one, stand) => new Look(one.Work, one.Ended, stand, intents.Open(one.Ended))).ToList();
        var images = await stands.ImagesAsync(looks.Where(look => look.IsToWrite || look.Wrote).Select(look => look.Stand?.Entry?.EntryUuid), cancellationToken);
        var isReadOnly = looks.Exists(look => look.IsToWrite) && await readOnly.FindAsync(cancellationToken) is not null;
        var steps = looks.Select(look => Decide(look, look.Stand?.Entry is { } entry ? images.GetValueOrDefault(entry.EntryUuid) : null, isReadOnly)).ToList();
        var begun = steps.OfType<Step.Write>().Where(step => step.Look.Ended.Order.Intent is null).ToList();
        var kept = await intents.KeepAsync([.. begun.Select(step => (step.Look.Work, step.Look.Ended, step.Begun))], cancellationToken);
        return await Task.WhenAll(steps.Select(step => step switch
        {
            Step.Write write when !begun.Contains(write) || kept.Contains(write.Look.Work.Id) => WriteAsync(write, cancellationToken),
            Step.End(var outcome) => Task.FromResult(outcome),
            _ => Task.FromResult<WorkOutcome>(new WorkOutcome.Transient("WORK-002", "the lease has gone")),
        }));
    }

    /// <summary>No more attempts in this run. What an attempt may have written is in the journal.</summary>
    public WorkOutcome GiveUp(ItemEnd ended, string code, string detail, string state = SyncItem.Failed)
    {
        var failed = ended.As(state, code, detail);
        return intents.Open(failed) is { } begun ? items.Note(failed, begun, after: null) : items.End(failed);
    }

    private Step Decide(Look look, EntryImage? now, bool isReadOnly)
    {
        if (look is not { Released: { } released, Stand: { } stand })
            return new Step.End(items.End(look.Ended.As(SyncItem.Superseded, "DIR-020")));
        if (!look.IsToWrite && !look.Wrote)
            return new Step.End(items.End(look.Ended.As(SyncItem.Superseded, stand.Again.Kind == PlanKind.Nothing ? null : "DIR-005")));

        // An attempt before this one wrote, and didn't live to say so.
        if (!look.IsToWrite && look.Begun is { } wrote)
            return new Step.End(stand.Leaves(released) ? items.Note(look.Ended.As(SyncItem.Superseded, "DIR-005"), wrote, now) : items.Prove(look.Ended, released, stand.Wanted, wrote, now));

        if (now is null != stand.Entry is null || (now is { EntryCsn.Length: > 0 } && now.EntryCsn != stand.Csn))
            return new Step.End(new WorkOutcome.Transient("DIR-005", "the entry changed between two looks"));
        if (isReadOnly)
            return new Step.End(items.Hold(look.Ended, look.Begun, now));

        var write = writes.Of(stand.Again, stand.Wanted?.Entry.RsId, now);
        return new Step.Write(look, released, stand, look.Begun ?? new Begun(write.Kind, now), write);
    }

    private async Task<WorkOutcome> WriteAsync(Step.Write step, CancellationToken cancellationToken)
    {
        var (look, released, stand, begun, write) = step;
        WriteResult result;
        try
        {
            result = await writer.WriteAsync(write, cancellationToken);
        }
        catch (LdapException broken)
        {
            return DirectoryFailure.Of(broken);
        }

        switch (result.Outcome)
        {
            case ApplyResult.Changed(var code, var detail):
                return new WorkOutcome.Transient(code, detail);
            case ApplyResult.Refused(var code, var detail):
                var failed = look.Ended.As(SyncItem.Failed, code, detail);

                // A move may have been done whose changes were refused.
                return result.After is null ? items.End(failed) : items.Note(failed, begun, result.After);
        }

        var left = stands.Again(stand, result.After);
        return left.IsWrite && PlannedWrites.Covers(released, left, begun: true)
            ? new WorkOutcome.Transient("DIR-005", "read back, the entry isn't as it was written")
            : items.Prove(look.Ended, released, stand.Wanted, result.Before is { } before && write.Kind == begun.Kind && before.EntryCsn == begun.Csn ? begun with { Before = before } : begun, result.After);
    }

    /// <summary>One released write, and how its entry stands.</summary>
    /// <param name="Stand">Null where the entry isn't ours any more.</param>
    /// <param name="Begun">What an attempt before this one set out to write.</param>
    private sealed record Look(LeasedWorkItem Work, ItemEnd Ended, Stand? Stand, Begun? Begun)
    {
        public PlannedEntry? Released => Ended.Item.Plan;

        /// <summary>Something has been written since that attempt began: by it, as far as can be known.</summary>
        public bool Wrote => Stand is not null && Begun is not null && Stand.Csn != Begun.Csn;

        public bool IsToWrite => Released is { } released && Stand is { Again.IsWrite: true } && PlannedWrites.Covers(released, Stand.Again, begun: Wrote);
    }

    /// <summary>What is done with it.</summary>
    private abstract record Step
    {
        private Step()
        {
        }

        public sealed record End(WorkOutcome Outcome) : Step;

        public sealed record Write(Look Look, PlannedEntry Released, Stand Stand, Begun Begun, EntryWrite Planned) : Step;
    }
}
