namespace RsCard.Students.Runtime.Timers;

public sealed class TimerWorker
{
    public Task<int> RunOnceAsync(CancellationToken cancellationToken) => Task.FromResult(0);
}
