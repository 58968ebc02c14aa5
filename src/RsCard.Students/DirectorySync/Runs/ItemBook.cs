using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>How an item ends, all in the transaction that finishes its work: the journal's line, the proof, the audit trail, and the item itself.</summary>
internal sealed class ItemBook(RunStore store, EntryJournal journal, EntryProofs proofs, AuditTrail audit)
{
    /// <summary>Nothing was written.</summary>
    public WorkOutcome End(ItemEnd ended) => new WorkOutcome.Completed(
        "Done", (transaction, token) => store.EndItemAsync(transaction, ended.Order, ended.State, ended.Code, ended.Detail, token));

    /// <summary>Written, and read back as it was to be.</summary>
    public WorkOutcome Prove(ItemEnd ended, PlannedEntry released, WantedStudent? wanted, Begun begun, EntryImage? after) => new WorkOutcome.Completed("Done", async (transaction, token) =>
    {
        await WriteAsync(transaction, ended, begun, after, isProved: true, token);
        if (wanted is not null && after is not null)
            await proofs.RecordAsync(transaction, new EntryProof(wanted.Student, wanted.Entry, after, HandPeriod: null, ChangesName(released)), token);
        else if (wanted is not null && released.Kind == PlanKind.Delete)
            await proofs.RecordDeletedAsync(transaction, wanted.Student, token);
    });

    /// <summary>Perhaps written, in whole or in part: the journal tells of it all the same.</summary>
    /// <param name="after">Null where it isn't known.</param>
    public WorkOutcome Note(ItemEnd ended, Begun begun, EntryImage? after) => new WorkOutcome.Completed("Done", async (transaction, token) =>
        await WriteAsync(transaction, ended, begun, after, isProved: false, token));

    /// <summary>Nobody may write now. What an attempt has written before is in the journal.</summary>
    public WorkOutcome Hold(ItemEnd ended, Begun? begun, EntryImage? now)
    {
        var held = ended.As(SyncItem.Held, ReadOnlySwitch.Code);
        return begun is not null && begun.Csn != now?.EntryCsn ? Note(held, begun, now) : End(held);
    }

    /// <summary>An undo's write: what is proved of the entry stays as it was, so that the next run puts what was undone before a person.</summary>
    public WorkOutcome Undone(ItemEnd ended, Begun begun, EntryImage? after) => new WorkOutcome.Completed("Done", async (transaction, token) =>
        await WriteAsync(transaction, ended, begun, after, isProved: true, token));

    private async Task WriteAsync(NpgsqlTransaction transaction, ItemEnd ended, Begun begun, EntryImage? after, bool isProved, CancellationToken cancellationToken)
    {
        await store.EndItemAsync(transaction, ended.Order, ended.State, ended.Code, ended.Detail, cancellationToken);
        if ((after ?? begun.Before)?.EntryUuid is not { } uuid)
            return;

        await journal.WriteAsync(transaction, ended.Keyring, new JournalLine(ended.Order.Run, ended.Item.Student, uuid, begun.Kind, begun.Before, after, isProved), cancellationToken);
        var changes = ended.Item.Plan?.Changes ?? [];
        await audit.WriteAsync(
            transaction,
            [
                new AuditEvent(
                    "system",
                    $"directory.{VerbOf(begun.Kind)}",
                    Case: null,
                    ended.Item.Student,
                    new { entry = uuid, attributes = ended.Item.Plan is null ? ended.Item.Reverse?.Changes.Select(change => change.Attribute) : changes.Select(change => change.Attribute), run = ended.Order.Run },
                    ended.Item.Student is null || changes.Count == 0 ? null : changes.ToDictionary(change => change.Attribute, change => string.Join(" | ", change.To))),
            ],
            cancellationToken);
    }

    private static string VerbOf(WriteKind kind) => kind switch
    {
        WriteKind.Add => "added",
        WriteKind.Move => "moved",
        WriteKind.Delete => "deleted",
        _ => "changed",
    };

    private static bool ChangesName(PlannedEntry released) => released.Found is not null && released.Changes.Any(change => change.Attribute is DirectoryNames.GivenName or DirectoryNames.FamilyName);
}
