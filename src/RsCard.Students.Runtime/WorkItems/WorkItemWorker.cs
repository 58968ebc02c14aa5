namespace RsCard.Students.Runtime.WorkItems;

public sealed class WorkItemWorker
{
    public Task<int> RunOnceAsync(CancellationToken cancellationToken) => Task.FromResult(0);
}
