using System.Collections.Concurrent;
using Npgsql;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Tests.Runtime.Versions;

/// <summary>Notes what was moved once it is committed, or fails as a test says.</summary>
internal sealed class NotedMigrations : IMigrationRecord
{
    /// <summary>Runs in the transaction of each batch, with the number of the batch.</summary>
    public Func<int, Task> Recording { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<MovedInstance> Moved { get; } = [];

    private int batches;

    public async Task RecordAsync(NpgsqlTransaction transaction, MigrationOrder order, IReadOnlyList<MovedInstance> moved, CancellationToken cancellationToken)
    {
        await Recording(Interlocked.Increment(ref batches));
        foreach (var instance in moved)
            Moved.Enqueue(instance);
    }
}
