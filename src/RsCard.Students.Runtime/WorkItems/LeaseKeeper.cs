using System.Collections.Concurrent;
using Npgsql;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>Renews leases while their handlers run, and cancels a handler whose lease is lost.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly LeaseStore store;
    private readonly ConcurrentDictionary<Lease, (LeasedWorkItem Item, CancellationTokenSource Lost)> held = [];
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationToken stopping;
    private readonly Task renewing;

    /// <param name="stopping">Cancels all handlers, but not the renewal of what they still hold.</param>
    public LeaseKeeper(LeaseStore store, TimeSpan lease, CancellationToken stopping)
    {
        this.store = store;
        this.stopping = stopping;
        renewing = RenewAsync(lease / 3, stop.Token);
    }

    /// <returns>For the item's handler: cancelled at shutdown and when the lease is lost.</returns>
    public CancellationToken Add(LeasedWorkItem item)
    {
        var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        held[item.Lease] = (item, lost);
        return lost.Token;
    }

    /// <summary>Finished items need no renewal.</summary>
    public void Release(IEnumerable<LeasedWorkItem> items)
    {
        foreach (var item in items)
        {
            if (held.TryRemove(item.Lease, out var lease))
                lease.Lost.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await renewing;

        // Only when the round broke off: nobody will finish what these handlers still do.
        foreach (var lease in held.Values)
            await lease.Lost.CancelAsync();
        Release([.. held.Values.Select(lease => lease.Item)]);
        stop.Dispose();
    }

    private async Task RenewAsync(TimeSpan every, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(every, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await RenewOnceAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Disposed of.
        }
    }

    private async Task RenewOnceAsync(CancellationToken cancellationToken)
    {
        var now = held.Values.ToList();
        if (now.Count == 0)
            return;
        try
        {
            var kept = await store.RenewAsync([.. now.Select(lease => lease.Item)], cancellationToken);
            foreach (var (item, lost) in now.Where(lease => !kept.Contains(lease.Item.Lease)))
            {
                // Not there any more: it was finished in this very moment.
                if (held.ContainsKey(item.Lease))
                    await lost.CancelAsync();
            }
        }
        catch (NpgsqlException)
        {
            // The database is away for a moment: two more tries before the lease runs out, and the fence after that.
        }
        catch (ObjectDisposedException)
        {
            // Finished between the look and the cancellation.
        }
    }
}
