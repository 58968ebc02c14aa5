using RsCard.Students.Recurring;

namespace RsCard.Students.Tests.Recurring;

/// <summary>Runs each night, and does what the test says.</summary>
[Recurs(Name, "15 3 * * *")]
internal sealed class NightlyProbe(Func<CancellationToken, Task<RunResult>> run) : IRecurringJob
{
    public const string Name = "test-nightly";

    private int begun;
    private int atOnce;
    private int mostAtOnce;

    public NightlyProbe()
        : this(_ => Task.FromResult<RunResult>(new RunResult.Done("done")))
    {
    }

    /// <summary>How many runs have begun.</summary>
    public int Begun => Volatile.Read(ref begun);

    public int MostAtOnce => Volatile.Read(ref mostAtOnce);

    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref begun);
        var now = Interlocked.Increment(ref atOnce);
        if (now > MostAtOnce)
            Volatile.Write(ref mostAtOnce, now);
        try
        {
            return await run(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref atOnce);
        }
    }
}

/// <summary>A second job, so that there is something besides.</summary>
[Recurs(Name, "45 4 * * *")]
internal sealed class OtherProbe : IRecurringJob
{
    public const string Name = "test-other";

    public Task<RunResult> RunOnceAsync(CancellationToken cancellationToken) => Task.FromResult<RunResult>(new RunResult.Done("done"));
}

/// <summary>A run that goes on until the test lets it end.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Entered => entered.Task.WaitAsync(TimeSpan.FromMinutes(2));

    public void Open() => open.TrySetResult();

    /// <summary>Doesn't look at the token: as a process that was frozen.</summary>
    public async Task<RunResult> PassFrozenAsync()
    {
        entered.TrySetResult();
        await open.Task;
        return new RunResult.Done("passed");
    }

    public async Task<RunResult> PassAsync(CancellationToken cancellationToken)
    {
        entered.TrySetResult();
        await open.Task.WaitAsync(cancellationToken);
        return new RunResult.Done("passed");
    }
}
