using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Keeps, before anything is written, what a write sets out to change (D-42).</summary>
internal sealed class IntentBook(WorkItemQueue queue, EntrySeals seals)
{
    /// <summary>Null: nothing has been begun.</summary>
    public async Task<Begun?> OpenAsync(ItemEnd ended, CancellationToken cancellationToken)
    {
        if (ended.Order.Intent is not { } intent)
            return null;

        var keyring = await seals.OpenAsync(ended.Item.Student, cancellationToken);
        return new Begun(intent.Kind, keyring.Open<EntryImage>(ended.Item.Student, intent.Before, intent.MasterKey)) { Csn = intent.CsnBefore };
    }

    /// <returns>False where the lease is lost: stop quietly.</returns>
    public async Task<bool> KeepAsync(LeasedWorkItem work, ItemEnd ended, Begun begun, CancellationToken cancellationToken)
    {
        var keyring = await seals.OpenAsync(ended.Item.Student, cancellationToken);
        var before = begun.Before is null ? null : keyring.Seal(ended.Item.Student, begun.Before);
        var order = ended.Order with { Intent = new SyncIntent(begun.Kind, begun.Csn, before?.Bytes, before?.MasterKey) };
        return await queue.ReplacePayloadAsync(work, order.ToJson(), cancellationToken);
    }
}

/// <summary>A write that was begun.</summary>
/// <param name="Before">Null for an entry that wasn't there, and where the person was erased since.</param>
internal sealed record Begun(WriteKind Kind, EntryImage? Before)
{
    public string? Csn { get; init; } = Before?.EntryCsn;
}
