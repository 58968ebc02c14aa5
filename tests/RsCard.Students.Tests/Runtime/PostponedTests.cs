using RsCard.Students.Runtime;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests.Runtime;

/// <summary>Work that is told to wait: nobody's fault, so that no attempt is used up.</summary>
public sealed class PostponedTests : IAsyncLifetime
{
    private static readonly WorkOutcome Wait = new WorkOutcome.Postponed("DIR-040", "read-only", TimeSpan.FromMinutes(7));

    private readonly RuntimeDatabase fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Postponed_item_waits_as_long_as_it_was_told_with_its_code_and_counts_no_attempt()
    {
        await using var node = await NodeAsync(new TestHandler("directory", Wait));
        await node.EnqueueAsync("directory", "a");
        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal("ready 0 DIR-040 read-only", await node.ScalarAsync<string>("select concat_ws(' ', state, attempt, last_code, last_detail) from workflow.work_item"));
        Assert.InRange(await node.ScalarAsync<double>("select extract(epoch from due_at - now())::double precision / 60 from workflow.work_item"), 5, 7);
    }

    [Fact]
    public async Task Item_that_is_postponed_more_often_than_it_may_be_tried_still_has_all_its_attempts()
    {
        var handler = new TestHandler("directory", Wait) { Retries = new(TimeSpan.Zero, TimeSpan.Zero, MaxAttempts: 2) };
        await using var node = await NodeAsync(handler);
        await node.EnqueueAsync("directory", "a");
        for (var turn = 0; turn < 5; turn++)
        {
            await node.Work.RunOnceAsync(TestNode.NoToken);
            await node.RetryNowAsync();
        }

        Assert.Equal(5, handler.Handled.Count);
        Assert.All(handler.Handled, item => Assert.Equal(1, item.Attempt));
        Assert.Equal("ready", await node.ScalarAsync<string>("select state from workflow.work_item"));
        Assert.Empty(await node.Incidents.ListAsync(10, TestNode.NoToken));
    }

    [Fact]
    public async Task What_waits_for_the_same_reason_is_woken_at_once_and_nothing_else()
    {
        var handler = new TestHandler("directory", (item, _) => Task.FromResult(item.Key == "a" ? Wait : new WorkOutcome.Transient("DIR-001", "down")));
        await using var node = await NodeAsync(handler);
        await node.EnqueueAsync("directory", "a");
        await node.EnqueueAsync("directory", "b");
        await node.Work.RunOnceAsync(TestNode.NoToken);
        await node.Queue.WakeAsync("DIR-040", TestNode.NoToken);
        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal(["a", "a", "b"], handler.Handled.Select(item => item.Key).Order());
    }

    private Task<TestNode> NodeAsync(TestHandler handler) =>
        TestNode.CreateAsync(fixture.Database, [], new WorkflowRuntimeOptions { Lease = TimeSpan.FromMinutes(10), RetryLongest = TimeSpan.FromDays(1) }, handler);
}
