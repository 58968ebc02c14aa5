using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Benchmarks;

/// <summary>A handler that has nothing to do, and says so when asked.</summary>
internal sealed class NoWork(string kind, int batch, Action<LeasedWorkItem>? begun = null) : IWorkItemHandler
{
    public const int Most = 500;

    private static readonly Task<WorkOutcome> Done = Task.FromResult<WorkOutcome>(new WorkOutcome.Completed("Done"));

    public string Kind => kind;

    public int Concurrency => Math.Min(batch, 64);

    public int Batch => batch;

    public RetryPolicy Retries { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), MaxAttempts: 3);

    public Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
    {
        begun?.Invoke(item);
        return Done;
    }
}
