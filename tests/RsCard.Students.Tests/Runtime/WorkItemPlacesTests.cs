using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests.Runtime;

/// <summary>How many items are put in, leased and done at a time.</summary>
public sealed class WorkItemPlacesTests : IAsyncLifetime
{
    private readonly RuntimeDatabase fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Items_of_a_batch_take_turns_where_the_handler_does_fewer_at_once()
    {
        var (running, most) = (0, 0);
        var firstTwo = new TaskCompletionSource();
        await using var node = await NodeAsync(new TestHandler("mail", async (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now == 2)
                firstTwo.TrySetResult();
            await firstTwo.Task;
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return TestHandler.Done;
        }) { Concurrency = 2, Batch = 20 });
        await EnqueueAsync(node, 20);

        Assert.Equal(20, await node.Work.RunOnceAsync(TestNode.NoToken));

        Assert.Equal(2, most);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
    }

    [Fact]
    public async Task Items_that_wait_for_their_turn_are_given_back_at_shutdown_and_count_no_attempt()
    {
        using var stop = new CancellationTokenSource();
        var handler = new TestHandler("mail", async (_, _) =>
        {
            await stop.CancelAsync();
            return TestHandler.Done;
        }) { Concurrency = 1, Batch = 20 };
        await using var node = await NodeAsync(handler);
        await EnqueueAsync(node, 20);

        await node.Work.RunOnceAsync(stop.Token);

        Assert.Single(handler.Handled);
        Assert.Equal(19, await node.ScalarAsync<long>("select count(*) from workflow.work_item where state = 'ready' and attempt = 0"));
    }

    [Fact]
    public async Task Many_items_are_put_in_with_one_command_and_in_order()
    {
        await using var node = await NodeAsync();
        int commands;
        using (var counter = new CommandCounter(fixture.Database.Name))
        {
            await EnqueueAsync(node, 500);
            commands = counter.Count;
        }

        Assert.InRange(commands, 1, 3);
        Assert.Equal(
            Enumerable.Range(0, 500).Select(index => $"key-{index}"),
            (await node.ScalarAsync<string[]>("select array_agg(key order by id) from workflow.work_item"))!);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private static Task<int> EnqueueAsync(TestNode node, int count) => node.InTransactionAsync(async transaction =>
    {
        await node.Queue.EnqueueManyAsync(
            transaction, [.. Enumerable.Range(0, count).Select(index => new NewWorkItem("mail", $"key-{index}", "{}", CorrelationId: null))], TestNode.NoToken);
        return 0;
    });

    private Task<TestNode> NodeAsync(params TestHandler[] handlers) => TestNode.CreateAsync(fixture.Database, Array.Empty<WorkflowDefinition>(), [.. handlers]);
}
