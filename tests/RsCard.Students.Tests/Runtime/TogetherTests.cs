using Npgsql;
using RsCard.Students.Runtime;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests.Runtime;

/// <summary>A handler that does several items in one call.</summary>
public sealed class TogetherTests : IAsyncLifetime
{
    private static readonly WorkflowDefinition Nothing = new ChartBuilder("nothing").Then("gate", "Test.Gate").Build();

    private readonly RuntimeDatabase fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Items_come_together_and_what_they_record_is_written_in_one_call()
    {
        var recorder = new Recorder();
        var handler = new BatchHandler(items => [.. items.Select(recorder.Of)]) { Together = 4 };
        var node = await NodeAsync(handler);
        await EnqueueAsync(node, "a", "b", "c", "d", "e");

        Assert.Equal(5, await node.Work.RunOnceAsync(TestNode.NoToken));

        Assert.Equal([1, 4], handler.Calls.Select(call => call.Count).Order());
        Assert.Equal(["a", "b", "c", "d", "e"], recorder.Written.SelectMany(parts => parts).Order());
        Assert.Contains(recorder.Written, parts => parts.Count >= 4);
        Assert.Equal(0, await ItemsAsync(node));
    }

    [Fact]
    public async Task One_that_makes_the_call_fail_does_not_hold_up_the_others()
    {
        var recorder = new Recorder();
        var node = await NodeAsync(new BatchHandler(items => items.Any(item => item.Key == "bad")
            ? throw new InvalidOperationException("one of them")
            : [.. items.Select(recorder.Of)]));
        await EnqueueAsync(node, "a", "bad", "c");

        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal(["a", "c"], recorder.Written.SelectMany(parts => parts).Order());
        Assert.Equal(("bad", "WORK-001"), (await node.ScalarAsync<string>("select key from workflow.work_item"), await node.ScalarAsync<string>("select last_code from workflow.work_item")));
    }

    [Fact]
    public async Task Answer_for_another_number_of_items_finishes_none_of_them()
    {
        var node = await NodeAsync(new BatchHandler(_ => []));
        await EnqueueAsync(node, "a", "b");

        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal(2, await node.ScalarAsync<long>("select count(*) from workflow.work_item where last_code = 'WORK-001'"));
    }

    [Fact]
    public async Task Item_whose_lease_was_lost_records_nothing_and_the_others_of_its_call_do()
    {
        var recorder = new Recorder();
        TestNode? node = null;
        node = await NodeAsync(new BatchHandler(items =>
        {
            node!.ScalarAsync<int>("update workflow.work_item set lease_token = gen_random_uuid() where key = 'b'").Wait();
            return [.. items.Select(recorder.Of)];
        }));
        await EnqueueAsync(node, "a", "b", "c");

        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal(["a", "c"], recorder.Written.SelectMany(parts => parts).Order());
        Assert.Equal("b", await node.ScalarAsync<string>("select key from workflow.work_item"));
    }

    [Fact]
    public async Task Lease_that_is_lost_cancels_the_call_and_the_others_are_given_back_without_an_attempt()
    {
        TestNode? node = null;
        node = await TestNode.CreateAsync(fixture.Database, [Nothing], new WorkflowRuntimeOptions { Lease = TimeSpan.FromSeconds(1) }, new BatchHandler(async (_, token) =>
        {
            await node!.ScalarAsync<int>("update workflow.work_item set lease_token = gen_random_uuid(), leased_until = now() + interval '1 hour' where key = 'b'");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return [];
        }));
        await EnqueueAsync(node, "a", "b", "c");

        await node.Work.RunOnceAsync(TestNode.NoToken).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("a 0, c 0", await node.ScalarAsync<string>("select string_agg(key || ' ' || attempt, ', ' order by key) from workflow.work_item where state = 'ready'"));
        Assert.Equal("b", await node.ScalarAsync<string>("select key from workflow.work_item where state = 'leased'"));
    }

    [Fact]
    public async Task Joint_writes_that_are_refused_are_tried_for_each_item_alone()
    {
        var node = await NodeAsync(new BatchHandler(items => [.. items.Select(item => new WorkOutcome.Completed("Done") { Joint = JointRecord.Of(RefuseBadAsync, item.Key) })]));
        await EnqueueAsync(node, "a", "bad", "c");

        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal(("bad", "WORK-003"), (await node.ScalarAsync<string>("select key from workflow.work_item"), await node.ScalarAsync<string>("select last_code from workflow.work_item")));
    }

    private static Task RefuseBadAsync(NpgsqlTransaction transaction, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        keys.Contains("bad") ? throw new InvalidOperationException("refused") : Task.CompletedTask;

    private static async Task EnqueueAsync(TestNode node, params string[] keys)
    {
        foreach (var key in keys)
            await node.EnqueueAsync("many", key);
    }

    private static Task<long> ItemsAsync(TestNode node) => node.ScalarAsync<long>("select count(*) from workflow.work_item");

    private Task<TestNode> NodeAsync(BatchHandler handler) => TestNode.CreateAsync(fixture.Database, [Nothing], handler);

    private sealed class Recorder
    {
        public List<IReadOnlyList<string>> Written { get; } = [];

        public WorkOutcome.Completed Of(LeasedWorkItem item) => new WorkOutcome.Completed("Done") { Joint = JointRecord.Of(WriteAsync, item.Key) };

        private Task WriteAsync(NpgsqlTransaction transaction, IReadOnlyList<string> keys, CancellationToken cancellationToken)
        {
            Written.Add(keys);
            return Task.CompletedTask;
        }
    }

    private sealed class BatchHandler(Func<IReadOnlyList<LeasedWorkItem>, CancellationToken, Task<IReadOnlyList<WorkOutcome>>> handle) : IWorkItemBatchHandler
    {
        public BatchHandler(Func<IReadOnlyList<LeasedWorkItem>, IReadOnlyList<WorkOutcome>> handle)
            : this((items, _) => Task.FromResult(handle(items)))
        {
        }

        public List<IReadOnlyList<LeasedWorkItem>> Calls { get; } = [];

        public string Kind => "many";

        public int Concurrency => 1;

        public int Batch => 16;

        public int Together { get; init; } = 16;

        public RetryPolicy Retries { get; } = new(TimeSpan.FromHours(1), TimeSpan.FromHours(1), MaxAttempts: 3);

        public Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<LeasedWorkItem> items, CancellationToken cancellationToken)
        {
            Calls.Add(items);
            return handle(items, cancellationToken);
        }
    }
}
