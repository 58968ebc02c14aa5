using RsCard.Students.Runtime;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests.Runtime;

/// <summary>Leases that run out because a worker died, was frozen, or couldn't reach the database.</summary>
public sealed class LostLeaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly RuntimeDatabase fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Item_that_was_in_hand_of_one_killed_worker_is_ready_at_once()
    {
        await using var node = await NodeAsync();
        await node.EnqueueAsync("mail", "a");
        await LoseAsync(node);
        Assert.Single(await node.ClaimAsync("mail"));
    }

    [Fact]
    public async Task Item_whose_lease_ran_out_twice_waits_so_that_those_beside_it_are_done_first()
    {
        await using var node = await NodeAsync();
        await node.EnqueueAsync("mail", "a");
        await LoseAsync(node);
        await LoseAsync(node);
        Assert.Empty(await node.ClaimAsync("mail"));
        Assert.Equal("ready", await node.ScalarAsync<string>("select state from workflow.work_item"));
        Assert.InRange(await node.ScalarAsync<double>("select extract(epoch from due_at - now())::double precision from workflow.work_item"), 10, 90);
    }

    [Fact]
    public async Task Attempt_that_failed_in_between_shows_that_the_item_kills_nobody()
    {
        await using var node = await NodeAsync(new TestHandler("mail", new WorkOutcome.Transient("MAIL-001", "down")) { Retries = new(TimeSpan.Zero, TimeSpan.Zero, MaxAttempts: 100) });
        await node.EnqueueAsync("mail", "a");
        for (var turn = 0; turn < 4; turn++)
        {
            await LoseAsync(node);
            await LoseAsync(node);
            await node.RetryNowAsync();
            await node.Work.RunOnceAsync(TestNode.NoToken);
            await node.RetryNowAsync();
        }

        Assert.Equal("ready 12", await node.ScalarAsync<string>("select state || ' ' || attempt from workflow.work_item"));
        Assert.Empty(await node.Incidents.ListAsync(10, TestNode.NoToken));
    }

    [Fact]
    public async Task Dead_item_that_a_person_tries_again_has_as_many_leases_as_a_new_one()
    {
        await using var node = await NodeAsync();
        await node.EnqueueAsync("mail", "a");
        for (var turn = 0; turn < 3; turn++)
        {
            await LoseAsync(node);
            await node.RetryNowAsync();
        }

        await node.Incidents.RetryAsync(Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken)).Id, TestNode.NoToken);
        await LoseAsync(node);
        Assert.Single(await node.ClaimAsync("mail"));
    }

    [Fact]
    public async Task Work_that_was_done_while_the_database_was_away_is_finished_when_it_is_back_and_not_done_again()
    {
        var (begun, cut) = (new TaskCompletionSource(), new TaskCompletionSource());
        var handler = new TestHandler("mail", async (_, _) =>
        {
            begun.TrySetResult();
            await cut.Task;
            return TestHandler.Done;
        });
        await using var node = await NodeAsync(handler);
        await node.EnqueueAsync("mail", "a");
        await node.Loops.StartAsync(TestNode.NoToken);
        await begun.Task.WaitAsync(Limit);
        await CutAsync(node);
        cut.SetResult();

        await UntilAsync(node, "select count(*) = 0 from workflow.work_item");
        Assert.Single(handler.Handled);
        await node.Loops.StopAsync(TestNode.NoToken);
    }

    [Fact]
    public async Task Handler_in_flight_is_not_cancelled_because_the_database_is_away_for_a_moment()
    {
        var (begun, release) = (new TaskCompletionSource<CancellationToken>(), new TaskCompletionSource());
        await using var node = await NodeAsync(new TestHandler("mail", async (item, token) =>
        {
            if (item.Key == "slow")
            {
                begun.TrySetResult(token);
                await release.Task;
            }

            return TestHandler.Done;
        }));
        await node.EnqueueAsync("mail", "slow");
        await node.Loops.StartAsync(TestNode.NoToken);
        var token = await begun.Task.WaitAsync(Limit);
        await CutAsync(node);
        await node.EnqueueAsync("mail", "next");
        await UntilAsync(node, "select count(*) = 1 from workflow.work_item");

        Assert.False(token.IsCancellationRequested);
        release.SetResult();
        await UntilAsync(node, "select count(*) = 0 from workflow.work_item");
        await node.Loops.StopAsync(TestNode.NoToken);
    }

    [Fact]
    public async Task Item_that_its_own_node_has_claimed_again_is_recorded_once_though_both_attempts_end_together()
    {
        var recorded = 0;
        var twice = new Twice(new WorkOutcome.Completed("Done", (_, _) => Task.FromResult(Interlocked.Increment(ref recorded))));
        await using var node = await NodeAsync(new WorkflowRuntimeOptions { Poll = TimeSpan.FromMilliseconds(100), Lease = TimeSpan.FromMinutes(10), FinishLinger = TimeSpan.FromSeconds(1) }, twice.Handler);
        await node.EnqueueAsync("mail", "a");
        await node.Loops.StartAsync(TestNode.NoToken);
        await ClaimedTwiceAsync(node, twice);

        twice.End.SetResult();
        await UntilAsync(node, "select count(*) = 0 from workflow.work_item");
        await node.Loops.StopAsync(TestNode.NoToken);
        Assert.Equal(1, recorded);
    }

    [Fact]
    public async Task Attempt_whose_lease_ran_out_is_told_so_though_its_own_node_has_claimed_the_item_again()
    {
        var twice = new Twice(TestHandler.Done);
        await using var node = await NodeAsync(new WorkflowRuntimeOptions { Poll = TimeSpan.FromMilliseconds(100), Lease = TimeSpan.FromSeconds(3) }, twice.Handler);
        await node.EnqueueAsync("mail", "a");
        await node.Loops.StartAsync(TestNode.NoToken);
        await ClaimedTwiceAsync(node, twice);

        var told = new TaskCompletionSource();
        await using var registered = (await twice.First.Task).Register(told.SetResult);
        await told.Task.WaitAsync(Limit);
        twice.End.SetResult();
        await node.Loops.StopAsync(TestNode.NoToken);
    }

    /// <summary>The first attempt's lease runs out while it goes on.</summary>
    private static async Task ClaimedTwiceAsync(TestNode node, Twice twice)
    {
        await twice.First.Task.WaitAsync(Limit);
        var began = TimeProvider.System.GetTimestamp();
        while (!twice.Second.Task.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, "never claimed again");
            await node.ScalarAsync<int>("update workflow.work_item set leased_until = now() - interval '1 second' where state = 'leased' and attempt = 1");
        }
    }

    /// <summary>A worker claims it, and is never heard of again.</summary>
    private static async Task LoseAsync(TestNode node)
    {
        await node.ScalarAsync<int>("update workflow.work_item set due_at = now() where state = 'ready' and last_code is distinct from 'WORK-002'");
        await node.ScalarAsync<int>("update workflow.work_item set state = 'leased', attempt = attempt + 1, lease_token = gen_random_uuid(), leased_until = now() - interval '1 second' where state = 'ready'");
        await node.TakeBackAsync("mail", maxLost: 3, TimeSpan.FromSeconds(30));
    }

    /// <summary>Every connection of the node breaks, as when PostgreSQL is restarted; the pool doesn't know of it.</summary>
    private static async Task CutAsync(TestNode node)
    {
        await using var other = new Npgsql.NpgsqlConnection(new Npgsql.NpgsqlConnectionStringBuilder(node.Data.ConnectionString) { Pooling = false }.ConnectionString);
        await other.OpenAsync();
        await using var cut = new Npgsql.NpgsqlCommand("select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", other);
        await cut.ExecuteNonQueryAsync();
    }

    private static async Task UntilAsync(TestNode node, string sql)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await node.ScalarAsync<bool>(sql))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, $"never: {sql}");
            await Task.Yield();
        }
    }

    private Task<TestNode> NodeAsync(params TestHandler[] handlers) =>
        NodeAsync(new WorkflowRuntimeOptions { Poll = TimeSpan.FromMilliseconds(100), Lease = TimeSpan.FromMinutes(10) }, handlers);

    private Task<TestNode> NodeAsync(WorkflowRuntimeOptions options, params TestHandler[] handlers) => TestNode.CreateAsync(fixture.Database, [], options, [.. handlers]);

    /// <summary>Both attempts go on until they are told to end; the first doesn't look at its token.</summary>
    private sealed class Twice
    {
        public Twice(WorkOutcome outcome) => Handler = new TestHandler("mail", async (item, token) =>
        {
            if (item.Attempt == 1)
                First.SetResult(token);
            else
                Second.TrySetResult();
            await End.Task;
            return outcome;
        });

        public TestHandler Handler { get; }

        public TaskCompletionSource<CancellationToken> First { get; } = new();

        public TaskCompletionSource Second { get; } = new();

        public TaskCompletionSource End { get; } = new();
    }
}
