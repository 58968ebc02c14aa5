using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Keeps, before anything is written, what a write sets out to change (D-42).</summary>
internal sealed class IntentBook(WorkItemQueue queue)
{
    /// <summary>Null: nothing has been begun.</summary>
    public Begun? Open(ItemEnd ended) => ended.Order.Intent?.Open(ended.Keyring, ended.Item.Student);

    /// <returns>False where the lease is lost: stop quietly.</returns>
    public Task<bool> KeepAsync(LeasedWorkItem work, ItemEnd ended, Begun begun, CancellationToken cancellationToken) =>
        queue.ReplacePayloadAsync(work, (ended.Order with { Intent = begun.Seal(ended.Keyring, ended.Item.Student) }).ToJson(), cancellationToken);
}
