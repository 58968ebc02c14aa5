using System.Threading.Channels;
using RsCard.Students.Runtime;
using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Tests.Runtime;

public sealed class WorkerLoopsTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly WorkflowDefinition Month = new ChartBuilder("month")
        .Then("month", "Test.Until", ("span", "31.00:00:00")).Then("mail", "Test.Work", ("kind", "mail")).Build();

    private readonly RuntimeDatabase fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Clock_shifted_on_one_node_is_seen_on_another_through_a_notification()
    {
        await using var first = await NodeAsync();
        await using var second = await NodeAsync();
        using var stop = new CancellationTokenSource();
        var listening = new TaskCompletionSource();
        var listener = second.Listener.RunAsync(() => listening.TrySetResult(), stop.Token);
        await listening.Task.WaitAsync(Limit);
        await second.Listener.Timers.WaitAsync(Limit, stop.Token);

        await first.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);
        await second.Listener.Timers.WaitAsync(Limit, stop.Token);

        Assert.Equal(TimeSpan.FromDays(31), second.Clock.Shift);
        Assert.InRange(second.Clock.GetUtcNow() - first.Clock.GetUtcNow(), TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listener);
    }

    [Fact]
    public async Task Timers_of_the_shifted_clock_stay_real()
    {
        await using var node = await NodeAsync();
        await node.Clock.ShiftAsync(TimeSpan.FromDays(365), TestNode.NoToken);

        Assert.Equal(TimeProvider.System.TimestampFrequency, node.Clock.TimestampFrequency);
        Assert.InRange(node.Clock.GetElapsedTime(TimeProvider.System.GetTimestamp(), node.Clock.GetTimestamp()), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Running_node_is_woken_by_work_and_by_the_clock_long_before_its_poll()
    {
        var done = new TaskCompletionSource<Guid?>();
        await using var node = await NodeAsync(new TestHandler("mail", (item, _) =>
        {
            done.TrySetResult(item.CorrelationId);
            return Task.FromResult(TestHandler.Done);
        }));
        await node.Loops.StartAsync(TestNode.NoToken);
        var @case = Guid.NewGuid();

        await node.StartAsync("month", @case);
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);

        Assert.Equal(@case, await done.Task.WaitAsync(Limit));
        await node.Loops.StopAsync(TestNode.NoToken);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item where state = 'leased'"));
    }

    [Fact]
    public async Task Slow_item_holds_up_no_other_of_its_kind()
    {
        var others = new CountdownEvent(5);
        var slowDone = new TaskCompletionSource();
        var allOthers = new TaskCompletionSource();
        await using var node = await NodeAsync(new TestHandler("mail", async (item, _) =>
        {
            if (item.Key == "slow")
            {
                await allOthers.Task;
                slowDone.SetResult();
            }
            else if (others.Signal())
            {
                allOthers.SetResult();
            }

            return TestHandler.Done;
        }) { Concurrency = 2 });
        await node.EnqueueAsync("mail", "slow");
        for (var index = 0; index < 5; index++)
            await node.EnqueueAsync("mail", $"quick-{index}");

        await node.Loops.StartAsync(TestNode.NoToken);

        await slowDone.Task.WaitAsync(Limit);
        await node.Loops.StopAsync(TestNode.NoToken);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
    }

    [Fact]
    public async Task Loops_go_on_after_their_connections_were_cut()
    {
        var handled = Channel.CreateUnbounded<string>();
        await using var node = await NodeAsync(new TestHandler("mail", (item, _) =>
        {
            handled.Writer.TryWrite(item.Key);
            return Task.FromResult(TestHandler.Done);
        }));
        await node.Loops.StartAsync(TestNode.NoToken);
        await node.EnqueueAsync("mail", "before");
        Assert.Equal("before", await handled.Reader.ReadAsync().AsTask().WaitAsync(Limit));

        await node.ScalarAsync<long>("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        node.Data.Clear();
        await node.EnqueueAsync("mail", "after");

        Assert.Equal("after", await handled.Reader.ReadAsync().AsTask().WaitAsync(Limit));
        await node.Loops.StopAsync(TestNode.NoToken);
    }

    [Fact]
    public async Task Listener_whose_connection_is_cut_listens_again()
    {
        await using var node = await NodeAsync();
        using var stop = new CancellationTokenSource();
        var listening = Channel.CreateUnbounded<bool>();
        var listener = node.Listener.RunAsync(() => listening.Writer.TryWrite(true), stop.Token);
        await listening.Reader.ReadAsync().AsTask().WaitAsync(Limit);

        await node.ScalarAsync<bool>("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query like 'listen%'");

        Assert.True(await listening.Reader.ReadAsync().AsTask().WaitAsync(Limit));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listener);
    }

    [Fact]
    public async Task Until_idle_does_everything_that_follows_from_what_is_due()
    {
        var handler = new TestHandler("mail", TestHandler.Done);
        await using var node = await NodeAsync(handler);
        await node.StartAsync("month", Guid.NewGuid(), Guid.NewGuid());
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);

        var result = await node.Loops.RunUntilIdleAsync(TestNode.NoToken);

        Assert.Equal((2, 2), (result.TimersFired, result.ItemsHandled));
        Assert.Equal(2, await node.ScalarAsync<long>("select count(*) from workflow.instance where status = 'finished'"));
        Assert.Equal(0, (await node.Status.GetAsync(TestNode.NoToken)).RunningInstances);
    }

    private Task<TestNode> NodeAsync(params TestHandler[] handlers) => TestNode.CreateAsync(fixture.Database, [Month], new WorkflowRuntimeOptions { Poll = TimeSpan.FromMinutes(1) }, [.. handlers]);
}
