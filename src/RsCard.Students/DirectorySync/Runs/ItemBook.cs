using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>How items end, all in the transaction that finishes their work: the journal's lines, the proofs, the audit trail, and the items themselves.</summary>
internal sealed class ItemBook(RunStore store, EntryJournal journal, EntryProofs proofs, AuditTrail audit)
{
    /// <summary>Nothing was written.</summary>
    public WorkOutcome End(ItemEnd ended) => Completed(new Ending(ended, Written: null));

    /// <summary>Written, and read back as it was to be.</summary>
    public WorkOutcome Prove(ItemEnd ended, PlannedEntry released, WantedStudent? wanted, Begun begun, EntryImage? after) =>
        Completed(new Ending(ended, new Written(begun, after, IsProved: true) { Proves = wanted, ChangesName = ChangesName(released), IsDeleted = released.Kind == PlanKind.Delete }));

    /// <summary>Perhaps written, in whole or in part: the journal tells of it all the same.</summary>
    /// <param name="after">Null where it isn't known.</param>
    public WorkOutcome Note(ItemEnd ended, Begun begun, EntryImage? after) => Completed(new Ending(ended, new Written(begun, after, IsProved: false)));

    /// <summary>Nobody may write now. What an attempt has written before is in the journal.</summary>
    public WorkOutcome Hold(ItemEnd ended, Begun? begun, EntryImage? now)
    {
        var held = ended.As(SyncItem.Held, ReadOnlySwitch.Code);
        return begun is not null && begun.Csn != now?.EntryCsn ? Note(held, begun, now) : End(held);
    }

    /// <summary>An undo's write: what is proved of the entry stays as it was, so that the next run puts what was undone before a person.</summary>
    public WorkOutcome Undone(ItemEnd ended, Begun begun, EntryImage? after) => Completed(new Ending(ended, new Written(begun, after, IsProved: true)));

    private WorkOutcome.Completed Completed(Ending ending) => new("Done") { Joint = JointRecord.Of(WriteAsync, ending) };

    private async Task WriteAsync(NpgsqlTransaction transaction, IReadOnlyList<Ending> endings, CancellationToken cancellationToken)
    {
        await store.EndItemsAsync(transaction, [.. endings.Select(ending => ending.Ended)], cancellationToken);
        var lines = endings.Select(LineOf).OfType<SealedLine>().ToList();
        await journal.WriteAsync(transaction, lines, cancellationToken);
        await audit.WriteAsync(transaction, [.. endings.Select(EventOf).OfType<AuditEvent>()], cancellationToken);
        await proofs.RecordAsync(transaction, [.. endings.Select(ProofOf).OfType<EntryProof>()], cancellationToken);
        await proofs.RecordDeletedAsync(transaction, [.. endings.Select(ending => ending.Written).OfType<Written>().Where(written => written is { IsDeleted: true, After: null }).Select(written => written.Proves).OfType<WantedStudent>().Select(wanted => wanted.Student)], cancellationToken);
    }

    private static SealedLine? LineOf(Ending ending) => ending is { Ended: var ended, Written: { EntryUuid: { } uuid } written }
        ? new SealedLine(new JournalLine(ended.Order.Run, ended.Item.Student, uuid, written.Begun.Kind, written.Begun.Before, written.After, written.IsProved), ended.Keyring)
        : null;

    private static EntryProof? ProofOf(Ending ending) => ending.Written is { Proves: { } wanted, After: { } after } written
        ? new EntryProof(wanted.Student, wanted.Entry, after, HandPeriod: null, written.ChangesName)
        : null;

    private static AuditEvent? EventOf(Ending ending)
    {
        if (ending is not { Ended: var ended, Written: { EntryUuid: { } uuid } written })
            return null;

        var changes = ended.Item.Plan?.Changes ?? [];
        return new AuditEvent(
            "system",
            $"directory.{VerbOf(written.Begun.Kind)}",
            Case: null,
            ended.Item.Student,
            new { entry = uuid, attributes = ended.Item.Plan is null ? ended.Item.Reverse?.Changes.Select(change => change.Attribute) : changes.Select(change => change.Attribute), run = ended.Order.Run },
            ended.Item.Student is null || changes.Count == 0 ? null : changes.ToDictionary(change => change.Attribute, change => string.Join(" | ", change.To)));
    }

    private static string VerbOf(WriteKind kind) => kind switch
    {
        WriteKind.Add => "added",
        WriteKind.Move => "moved",
        WriteKind.Delete => "deleted",
        _ => "changed",
    };

    private static bool ChangesName(PlannedEntry released) => released.Found is not null && released.Changes.Any(change => change.Attribute is DirectoryNames.GivenName or DirectoryNames.FamilyName);

    /// <param name="Written">Null where nothing was.</param>
    private sealed record Ending(ItemEnd Ended, Written? Written);

    /// <param name="After">Null for a deleted entry, and where it isn't known.</param>
    private sealed record Written(Begun Begun, EntryImage? After, bool IsProved)
    {
        /// <summary>Whose proof it is; null: nobody's.</summary>
        public WantedStudent? Proves { get; init; }

        public bool ChangesName { get; init; }

        public bool IsDeleted { get; init; }

        public Guid? EntryUuid => (After ?? Begun.Before)?.EntryUuid;
    }
}
