using Npgsql;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>One item's part of writes that are done for many items at once: a statement for all of them instead of one each.</summary>
public abstract class JointRecord
{
    private JointRecord()
    {
    }

    /// <param name="writeAll">Called once for all items that end in the transaction and gave the same method.</param>
    /// <param name="part">What it is to write for this item.</param>
    public static JointRecord Of<TPart>(Func<NpgsqlTransaction, IReadOnlyList<TPart>, CancellationToken, Task> writeAll, TPart part) => new Part<TPart>(writeAll, part);

    internal static async Task WriteAsync(NpgsqlTransaction transaction, IEnumerable<JointRecord> records, CancellationToken cancellationToken)
    {
        foreach (var same in records.GroupBy(record => record.Method))
            await same.First().WriteAllAsync(transaction, same, cancellationToken);
    }

    private protected abstract Delegate Method { get; }

    private protected abstract Task WriteAllAsync(NpgsqlTransaction transaction, IEnumerable<JointRecord> same, CancellationToken cancellationToken);

    private sealed class Part<TPart>(Func<NpgsqlTransaction, IReadOnlyList<TPart>, CancellationToken, Task> writeAll, TPart part) : JointRecord
    {
        private readonly TPart part = part;

        private protected override Delegate Method => writeAll;

        private protected override Task WriteAllAsync(NpgsqlTransaction transaction, IEnumerable<JointRecord> same, CancellationToken cancellationToken) =>
            writeAll(transaction, [.. same.Cast<Part<TPart>>().Select(record => record.part)], cancellationToken);
    }
}
