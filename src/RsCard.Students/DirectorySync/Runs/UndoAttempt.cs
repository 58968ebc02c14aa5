using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>One attempt at taking one write back: only where the entry is as that write left it.</summary>
internal sealed class UndoAttempt(EntryWriter writer, IntentBook intents, ItemBook items, ReadOnlySwitch readOnly)
{
    public async Task<WorkOutcome> TryAsync(LeasedWorkItem work, ItemEnd ended, EntryWrite reverse, CancellationToken cancellationToken)
    {
        var now = reverse switch
        {
            { Now: { } known } => await writer.ReadAsync(known.EntryUuid, cancellationToken),
            { To: { } dn } => await writer.ReadAsync(dn, cancellationToken),
            _ => null,
        };
        var begun = intents.Open(ended);
        if (begun is not null && IsDone(reverse, now))
            return items.Undone(ended, begun, now);

        // As the write left it: the same last change. After a lost answer, what is left of the reverse may still be written.
        var write = (now is null && reverse.Now is null) || (now is not null && reverse.Now is { } then && now.IsAsIn(then)) ? reverse
            : begun is not null && IsMoved(reverse, now) && now is not null ? EntryWrite.Modify(now, reverse.Changes)
            : null;
        if (write is null)
            return begun is null ? items.End(ended.As(SyncItem.Superseded, "DIR-005")) : items.Note(ended.As(SyncItem.Superseded, "DIR-005"), begun, now);

        if (await readOnly.FindAsync(cancellationToken) is not null)
            return items.Hold(ended, begun, now);

        begun ??= new Begun(write.Kind, now);
        if (ended.Order.Intent is null && (await intents.KeepAsync([(work, ended, begun)], cancellationToken)).Count == 0)
            return new WorkOutcome.Transient("WORK-002", "the lease has gone");

        var result = await writer.WriteAsync(write, cancellationToken);
        return result.Outcome switch
        {
            ApplyResult.Changed(var code, var detail) => new WorkOutcome.Transient(code, detail),
            ApplyResult.Refused(var code, var detail) when result.After is null => items.End(ended.As(SyncItem.Failed, code, detail)),
            ApplyResult.Refused(var code, var detail) => items.Note(ended.As(SyncItem.Failed, code, detail), begun, result.After),
            _ when !IsDone(reverse, result.After) => new WorkOutcome.Transient("DIR-005", "read back, the entry isn't as it was written"),
            _ => items.Undone(ended, begun, result.After),
        };
    }

    private static bool IsDone(EntryWrite reverse, EntryImage? now) => reverse.Kind == WriteKind.Delete
        ? now is null
        : now is not null && (reverse.To is null || IsAt(reverse, now)) && now.Holds(reverse.Changes.Select(change => KeyValuePair.Create(change.Attribute, change.Values)));

    private static bool IsMoved(EntryWrite reverse, EntryImage? now) => reverse.Kind == WriteKind.Move && now is not null && IsAt(reverse, now);

    private static bool IsAt(EntryWrite reverse, EntryImage now) => Ldap.DistinguishedName.Parse(now.Dn) == Ldap.DistinguishedName.Parse(reverse.To ?? "");
}
