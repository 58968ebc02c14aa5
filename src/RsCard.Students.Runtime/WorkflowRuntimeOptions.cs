namespace RsCard.Students.Runtime;

/// <summary>How the workers of one node behave. Every value has a default that suits production.</summary>
public sealed class WorkflowRuntimeOptions
{
    public const string Section = "Workers";

    /// <summary>How long a claimed work item belongs to its worker, on the database's clock; renewed at a third. 1 s to 1 h.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often timers and work items are looked for when no notification comes. 100 ms to 1 min.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How many timers fire in one transaction. 1 to 5,000.</summary>
    public int TimerBatch { get; init; } = 500;

    /// <summary>How long a finished work item may wait for others of its batch, so that they share a transaction. 0 to 1 s.</summary>
    public TimeSpan FinishLinger { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a timer whose case failed is pushed back: doubled with each failure. 1 s to 1 h.</summary>
    public TimeSpan TimerRetryFirst { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest such pause. At least <see cref="TimerRetryFirst"/>, at most 1 day.</summary>
    public TimeSpan TimerRetryLongest { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long the writes that finish a batch or give it back may take once the node is stopping. 0 to 1 min.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>No kind of work pauses longer before its next attempt, whatever its own policy says. 1 s to 1 day.</summary>
    public TimeSpan RetryLongest { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What is wrong with the values; empty when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        string?[] problems =
        [
            Outside(nameof(Lease), Lease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Outside(nameof(Poll), Poll, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            Outside(nameof(TimerBatch), TimerBatch, 1, 5000),
            Outside(nameof(FinishLinger), FinishLinger, TimeSpan.Zero, TimeSpan.FromSeconds(1)),
            Outside(nameof(TimerRetryFirst), TimerRetryFirst, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Outside(nameof(TimerRetryLongest), TimerRetryLongest, TimerRetryFirst, TimeSpan.FromDays(1)),
            Outside(nameof(ShutdownGrace), ShutdownGrace, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            Outside(nameof(RetryLongest), RetryLongest, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        ];
        return problems.OfType<string>();
    }

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names it.</exception>
    public void Validate()
    {
        if (Problems().FirstOrDefault() is { } problem)
            throw new ArgumentOutOfRangeException(paramName: null, problem);
    }

    private static string? Outside<T>(string name, T value, T least, T most)
        where T : IComparable<T> =>
        value.CompareTo(least) < 0 || value.CompareTo(most) > 0 ? $"expected {name} to be from {least} to {most}, got {value}" : null;
}
