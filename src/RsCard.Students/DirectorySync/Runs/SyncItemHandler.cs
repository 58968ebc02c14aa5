using RsCard.Ldap;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>
/// Carries out released writes of runs. Idempotent: every attempt reads and plans again, and does no more than what was released.
/// What it can't do ends the item, and not the run: the next run plans it again.
/// </summary>
internal sealed class SyncItemHandler(RunBook book, SyncAttempt attempts, UndoAttempt undos) : IWorkItemBatchHandler
{
    /// <summary>About an hour: after that the next run plans it again.</summary>
    private const int LastAttempt = 40;

    public string Kind => SyncItem.WorkKind;

    public int Concurrency => 2;

    public int Together => 64;

    public int Batch => 256;

    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2), MaxAttempts: 100);

    public async Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<LeasedWorkItem> items, CancellationToken cancellationToken)
    {
        var orders = items.Select(work => SyncOrder.Parse(work.Payload)).ToList();
        var (found, keyring) = await book.ItemsAsync(orders, cancellationToken);
        var released = items.Zip(orders, (work, order) => (Work: work, Ended: new ItemEnd(order, found[(order.Run, order.Position)], keyring))).ToList();
        var outcomes = new Dictionary<long, WorkOutcome>();
        foreach (var (work, ended) in released.Where(one => one.Ended.Item.IsGivenUp))
            outcomes[work.Id] = attempts.GiveUp(ended, RunReport.TookTooLong, "the run took too long: the next one plans this anew", SyncItem.Superseded);
        var writes = released.Where(one => one.Ended.Item is { Reverse: null, IsGivenUp: false }).ToList();
        foreach (var (one, outcome) in writes.Zip(await TryAsync(writes, cancellationToken)))
            outcomes[one.Work.Id] = outcome;
        foreach (var (work, ended) in released)
        {
            if (ended.Item is { Reverse: { } reverse, IsGivenUp: false })
                outcomes[work.Id] = await TakeBackAsync(work, ended, reverse, cancellationToken);
        }

        return [.. released.Select(one => outcomes[one.Work.Id] is WorkOutcome.Transient(var code, var detail) && one.Work.Attempt >= LastAttempt ? attempts.GiveUp(one.Ended, code, detail) : outcomes[one.Work.Id])];
    }

    private async Task<IReadOnlyList<WorkOutcome>> TryAsync(List<(LeasedWorkItem Work, ItemEnd Ended)> writes, CancellationToken cancellationToken)
    {
        try
        {
            return writes.Count > 0 ? await attempts.TryAsync(writes, cancellationToken) : [];
        }
        catch (Exception failure) when (DirectoryFailure.Is(failure) && (writes.Count == 1 || !DirectoryFailure.IsAnswer(failure)))
        {
            return [.. writes.Select(_ => DirectoryFailure.Of(failure))];
        }
    }

    private async Task<WorkOutcome> TakeBackAsync(LeasedWorkItem work, ItemEnd ended, EntryWrite reverse, CancellationToken cancellationToken)
    {
        try
        {
            return await undos.TryAsync(work, ended, reverse, cancellationToken);
        }
        catch (LdapException broken)
        {
            return DirectoryFailure.Of(broken);
        }
    }
}

/// <summary>How an item ends.</summary>
/// <param name="Keyring">Opens and seals what is kept of the entry.</param>
internal sealed record ItemEnd(SyncOrder Order, SyncItem Item, EntryKeyring Keyring)
{
    public string State { get; init; } = SyncItem.Done;

    public string? Code { get; init; }

    public string? Detail { get; init; }

    public ItemEnd As(string state, string? code, string? detail = null) => this with { State = state, Code = code, Detail = detail };
}
