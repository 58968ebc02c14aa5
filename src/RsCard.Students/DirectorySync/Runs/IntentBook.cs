using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Keeps, before anything is written, what a write sets out to change (D-42).</summary>
internal sealed class IntentBook(WorkItemQueue queue)
{
    /// <summary>Null: nothing has been begun.</summary>
    public Begun? Open(ItemEnd ended) => ended.Order.Intent?.Open(ended.Keyring, ended.Item.Student);

    /// <summary>In one commit for all.</summary>
    /// <returns>The ids of those whose leases still hold; the others stop quietly.</returns>
    public async Task<IReadOnlySet<long>> KeepAsync(IReadOnlyCollection<(LeasedWorkItem Work, ItemEnd Ended, Begun Begun)> writes, CancellationToken cancellationToken) => writes.Count == 0
        ? new HashSet<long>()
        : await queue.ReplacePayloadsAsync(
            [.. writes.Select(write => (write.Work, (write.Ended.Order with { Intent = write.Begun.Seal(write.Ended.Keyring, write.Ended.Item.Student) }).ToJson()))],
            cancellationToken);
}
