using Npgsql;

namespace RsCard.Students.Runtime.WorkItems;

public sealed class WorkItemQueue
{
    public Task<long> EnqueueAsync(NpgsqlTransaction transaction, string kind, string key, string payload, Guid? correlationId, CancellationToken cancellationToken) =>
        Task.FromResult(0L);

    public Task<bool> ReplacePayloadAsync(LeasedWorkItem item, string payload, CancellationToken cancellationToken) => Task.FromResult(false);
}
