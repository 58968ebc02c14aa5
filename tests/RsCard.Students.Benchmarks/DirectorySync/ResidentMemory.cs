namespace RsCard.Students.Benchmarks.DirectorySync;

/// <summary>The most memory that this process has had resident since the watch began.</summary>
internal sealed class ResidentMemory : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);
    private readonly PeriodicTimer timer = new(Every);
    private readonly Task<double> watching;

    public ResidentMemory() => watching = WatchAsync();

    /// <returns>Bytes.</returns>
    public Task<double> StopAsync()
    {
        timer.Dispose();
        return watching;
    }

    public void Dispose() => timer.Dispose();

    private async Task<double> WatchAsync()
    {
        double most = Environment.WorkingSet;
        while (await timer.WaitForNextTickAsync())
            most = Math.Max(most, Environment.WorkingSet);
        return most;
    }
}
