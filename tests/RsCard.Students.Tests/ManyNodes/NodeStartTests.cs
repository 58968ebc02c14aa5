using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RsCard.Students.Cards;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Recurring;
using RsCard.Students.Runtime;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;
using RsCard.Students.Tests.Runtime;
using RsCard.Students.Web;

namespace RsCard.Students.Tests.ManyNodes;

public sealed class NodeStartTests
{
    [Fact]
    public async Task Node_that_cannot_start_stops_the_workers_that_had_begun()
    {
        var workers = new Begun();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IHostedService>(workers);
        builder.Services.AddSingleton<IHostedService>(new Refusing());
        using var host = builder.Build();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Node.RunAsync(host, CancellationToken.None));

        Assert.Equal("the database went away", refused.Message);
        Assert.True(workers.Stopped);
    }

    [Fact]
    public async Task Node_works_only_when_its_scheduler_has_started()
    {
        var services = new ServiceCollection();
        services.AddSingleton(NpgsqlDataSource.Create("Host=127.0.0.1"));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IWorkflowHost>(new TestHost());
        services.AddSingleton(_ => new SyncMetrics(book: null!, TimeProvider.System));
        services.AddSingleton(_ => new CardMetrics(alarms: null!));
        services.AddSingleton(_ => new OfficeCalendar(database: null!, options: null!, audit: null!, TimeProvider.System));
        services.AddWorkflowRuntime();
        services.AddRecurringRuns();
        services.AddWorkers();
        await using var provider = services.BuildServiceProvider();

        // They are started in this order, one after the other.
        Assert.Equal(["QuartzNode", "WorkerLoops"], provider.GetServices<IHostedService>().Select(service => service.GetType().Name).Where(name => name is "QuartzNode" or "WorkerLoops"));
    }

    [Fact]
    public async Task Node_runs_until_it_is_told_to_stop_and_stops_its_workers()
    {
        var workers = new Begun();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IHostedService>(workers);
        using var host = builder.Build();
        var running = Node.RunAsync(host, CancellationToken.None);
        Assert.False(running.IsCompleted);

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await running.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(workers.Stopped);
    }

    private sealed class Begun : IHostedService
    {
        public bool Stopped { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Stopped = true;
            return Task.CompletedTask;
        }
    }

    private sealed class Refusing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("the database went away");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
