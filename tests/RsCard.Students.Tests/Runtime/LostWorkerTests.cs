namespace RsCard.Students.Tests.Runtime;

/// <summary>Workers that go down with work in hand, and the work that takes them down.</summary>
public sealed class LostWorkerTests : IAsyncLifetime
{
    private readonly RuntimeDatabase fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Item_that_takes_its_worker_down_each_time_dies_alone_and_those_that_shared_its_worker_are_done()
    {
        var handler = new TestHandler("mail", TestHandler.Done);
        await using var node = await TestNode.CreateAsync(fixture.Database, [], handler);
        foreach (var key in (string[])["a", "poison", "b", "c"])
            await node.EnqueueAsync("mail", key);

        // The first losses are shared: the worker had all of them in hand.
        for (var loss = 0; loss < 2; loss++)
        {
            Assert.Equal(4, (await node.ClaimAsync("mail")).Count);
            await LoseAsync(node);
        }

        Assert.Empty(await node.ClaimAsync("mail"));
        while (await node.ScalarAsync<string>("select key from workflow.work_item where state = 'ready' order by due_at limit 1") is { } next)
        {
            // Real time passes until the next one is due.
            await node.ScalarAsync<int>("update workflow.work_item set due_at = now() where id = (select id from workflow.work_item where state = 'ready' order by due_at limit 1)");
            if (next == "poison")
            {
                Assert.Single(await node.ClaimAsync("mail"));
                await LoseAsync(node);
            }
            else
            {
                Assert.Equal(1, await node.Work.RunOnceAsync(TestNode.NoToken));
            }
        }

        Assert.Equal(["a", "b", "c"], handler.Handled.Select(item => item.Key).Order());
        var incident = Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken));
        Assert.Equal(("WORK-005", 10), (incident.Code, incident.Attempts));
    }

    [Fact]
    public async Task Item_whose_worker_is_lost_once_is_taken_up_again_at_once()
    {
        var handler = new TestHandler("mail", TestHandler.Done);
        await using var node = await TestNode.CreateAsync(fixture.Database, [], handler);
        await node.EnqueueAsync("mail", "a");
        await node.ClaimAsync("mail");
        await LoseAsync(node);

        Assert.Equal(1, await node.Work.RunOnceAsync(TestNode.NoToken));
    }

    [Fact]
    public async Task Retry_forgets_the_losses_and_a_new_death_is_the_same_incident()
    {
        await using var node = await TestNode.CreateAsync(fixture.Database, [], new TestHandler("mail", TestHandler.Done));
        await node.EnqueueAsync("mail", "a");
        await DieAsync(node);
        var incident = Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken));
        Assert.True(await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken));
        await DieAsync(node);

        var again = Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken));
        Assert.Equal((incident.Id, 20, false), (again.Id, again.Attempts, again.IsRetrying));
    }

    private static async Task DieAsync(TestNode node)
    {
        for (var loss = 0; loss < 10; loss++)
        {
            await node.RetryNowAsync();
            Assert.Single(await node.ClaimAsync("mail"));
            await LoseAsync(node);
        }
    }

    /// <summary>The worker that holds everything is gone.</summary>
    private static async Task LoseAsync(TestNode node)
    {
        await node.ScalarAsync<int>("update workflow.work_item set leased_until = now() - interval '1 second' where state = 'leased'");
        await node.TakeBackAsync("mail", maxLost: 10, pause: TimeSpan.FromHours(1));
    }
}
