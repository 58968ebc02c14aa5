using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace RsCard.Ldap;

/// <summary>
/// Many writes side by side: a server that makes each one durable takes several at once in about the time of one. 16 to 64 in
/// flight on one connection are as good as any, and more connections gain little.
/// </summary>
public static class LdapPipeline
{
    /// <summary>
    /// Carries out <paramref name="operation"/> for each item and gives the outcomes as they come, in no order. Items are taken
    /// only as there is room. A connection that breaks takes no more items; with none left, the rest come back as not sent.
    /// </summary>
    /// <param name="connections">Bound connections, at least one.</param>
    /// <param name="items">What there is to do; read once, from one thread at a time.</param>
    /// <param name="window">In flight at once on each connection, 1–1000.</param>
    /// <param name="operation">The write. What it throws besides <see cref="LdapException"/> ends the whole.</param>
    /// <param name="cancellationToken">Stops: nothing more is begun, and what is in flight has an unknown outcome.</param>
    public static async IAsyncEnumerable<LdapPipelined<TItem>> RunAsync<TItem>(
        IReadOnlyList<LdapConnection> connections,
        IEnumerable<TItem> items,
        int window,
        Func<LdapConnection, TItem, CancellationToken, Task<LdapResult>> operation,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connections);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfZero(connections.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, 1000);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var source = new Source<TItem>(items);
        var outcomes = Channel.CreateBounded<LdapPipelined<TItem>>(window * connections.Count);
        var lanes = connections
            .SelectMany(connection => Enumerable.Repeat(connection, window))
            .Select(connection => RunLaneAsync(connection, source, operation, outcomes.Writer, stop.Token))
            .ToList();
        var whole = CompleteAsync(lanes, outcomes.Writer);
        try
        {
            await foreach (var outcome in outcomes.Reader.ReadAllAsync(cancellationToken))
                yield return outcome;
            foreach (var item in source.Rest())
                yield return new LdapPipelined<TItem>.Failed(item, new LdapException(LdapErrorCode.ConnectionUnusable, "no connection is left; nothing was sent"));
        }
        finally
        {
            await stop.CancelAsync(); // left early, or broken: nothing goes on behind the caller's back
            await whole;
        }
    }

    private static async Task RunLaneAsync<TItem>(
        LdapConnection connection,
        Source<TItem> source,
        Func<LdapConnection, TItem, CancellationToken, Task<LdapResult>> operation,
        ChannelWriter<LdapPipelined<TItem>> outcomes,
        CancellationToken cancellationToken)
    {
        while (connection.IsUsable && !cancellationToken.IsCancellationRequested && source.TryTake(out var item))
        {
            LdapPipelined<TItem> outcome;
            try
            {
                outcome = new LdapPipelined<TItem>.Answered(item, await operation(connection, item, cancellationToken));
            }
            catch (LdapException e)
            {
                outcome = new LdapPipelined<TItem>.Failed(item, e);
            }

            await outcomes.WriteAsync(outcome, cancellationToken);
        }
    }

    private static async Task CompleteAsync<TItem>(List<Task> lanes, ChannelWriter<LdapPipelined<TItem>> outcomes)
    {
        try
        {
            await Task.WhenAll(lanes);
            outcomes.Complete();
        }
        catch (Exception e)
        {
            outcomes.Complete(e); // the reader throws it
        }
    }

    private sealed class Source<TItem>(IEnumerable<TItem> items) : IDisposable
    {
        private readonly Lock gate = new();
        private readonly IEnumerator<TItem> next = items.GetEnumerator();

        public bool TryTake([MaybeNullWhen(false)] out TItem item)
        {
            lock (gate)
            {
                var has = next.MoveNext();
                item = has ? next.Current : default;
                return has;
            }
        }

        public IEnumerable<TItem> Rest()
        {
            while (TryTake(out var item))
                yield return item;
        }

        public void Dispose() => next.Dispose();
    }
}

/// <summary>What came of one item.</summary>
public abstract record LdapPipelined<TItem>(TItem Item)
{
    /// <summary>The server decided.</summary>
    public sealed record Answered(TItem Item, LdapResult Result) : LdapPipelined<TItem>(Item);

    /// <summary>No answer: perhaps done where it is an <see cref="LdapOutcomeUnknownException"/>, else not done.</summary>
    public sealed record Failed(TItem Item, LdapException Reason) : LdapPipelined<TItem>(Item);
}
