using System.Collections.Concurrent;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests.Runtime;

/// <summary>Handles a kind as a test says, and remembers what it got.</summary>
internal sealed class TestHandler(string kind, Func<LeasedWorkItem, CancellationToken, Task<WorkOutcome>> handle) : IWorkItemHandler
{
    public TestHandler(string kind, WorkOutcome outcome)
        : this(kind, (_, _) => Task.FromResult(outcome))
    {
    }

    public ConcurrentQueue<LeasedWorkItem> Handled { get; } = [];

    public string Kind => kind;

    public int Concurrency { get; init; } = 64;

    public int Batch { get => Math.Max(field, Concurrency); init; }

    public RetryPolicy Retries { get; init; } = new(TimeSpan.FromHours(1), TimeSpan.FromHours(1), MaxAttempts: 3);

    public static WorkOutcome Done { get; } = new WorkOutcome.Completed("Done");

    public Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
    {
        Handled.Enqueue(item);
        return handle(item, cancellationToken);
    }
}
