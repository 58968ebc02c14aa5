using Microsoft.Extensions.Hosting;

namespace RsCard.Students.Runtime.WorkItems;

public sealed class WorkerLoops : BackgroundService
{
    public Task<IdleResult> RunUntilIdleAsync(CancellationToken cancellationToken) => Task.FromResult(new IdleResult(0, 0));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}

/// <summary>What it took until nothing was due.</summary>
public sealed record IdleResult(int TimersFired, int ItemsHandled);
