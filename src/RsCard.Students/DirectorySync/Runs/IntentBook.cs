using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Keeps, before anything is written, what a write sets out to change (D-42).</summary>
internal sealed class IntentBook(WorkItemQueue queue, EntrySeals seals)
{
    /// <summary>Null: nothing has been begun.</summary>
    public async Task<Begun?> OpenAsync(ItemEnd ended, CancellationToken cancellationToken) => ended.Order.Intent is { } intent
        ? intent.Open(await seals.OpenAsync(ended.Item.Student, cancellationToken), ended.Item.Student)
        : null;

    /// <returns>False where the lease is lost: stop quietly.</returns>
    public async Task<bool> KeepAsync(LeasedWorkItem work, ItemEnd ended, Begun begun, CancellationToken cancellationToken)
    {
        var intent = begun.Seal(await seals.OpenAsync(ended.Item.Student, cancellationToken), ended.Item.Student);
        return await queue.ReplacePayloadAsync(work, (ended.Order with { Intent = intent }).ToJson(), cancellationToken);
    }
}
