using RsCard.Students.Runtime;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests.Runtime;

/// <summary>Many items, several nodes, and a node that stops.</summary>
public sealed class WorkItemBatchTests : IAsyncLifetime
{
    private static readonly WorkflowDefinition Mailing = new ChartBuilder("mailing")
        .Then("mail", "Test.Work", ("kind", "mail")).Then("step", "Test.Step").Then("sent", "Test.Gate").Build();

    private readonly RuntimeDatabase fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Items_that_end_together_are_finished_in_one_transaction()
    {
        var gate = new TaskCompletionSource();
        var arrived = 0;
        var node = await NodeAsync(new TestHandler("mail", async (_, _) =>
        {
            if (Interlocked.Increment(ref arrived) == 40)
                gate.SetResult();
            await gate.Task;
            return TestHandler.Done;
        }));
        await node.StartAsync("mailing", [.. Cases(40)]);

        Assert.Equal(40, await node.Work.RunOnceAsync(TestNode.NoToken));

        Assert.Equal(40, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'sent'"));
        Assert.InRange(await node.ScalarAsync<long>("select count(distinct xmin::text) from workflow.instance"), 1, 10);
    }

    [Fact]
    public async Task Claim_reads_for_what_it_takes_and_not_the_backlog_though_the_statistics_are_of_an_empty_table()
    {
        var node = await NodeAsync(new TestHandler("mail", TestHandler.Done) { Concurrency = 10 });
        await node.ScalarAsync<int>("alter table workflow.work_item set (autovacuum_enabled = false)");
        await node.EnqueueAsync("mail", "a");
        await node.Work.RunOnceAsync(TestNode.NoToken);
        await node.ScalarAsync<int>("analyze workflow.work_item");
        await node.ScalarAsync<int>("insert into workflow.work_item (kind, key, payload) select 'mail', gen_random_uuid()::text, '{}' from generate_series(1, 2000)");
        var before = await BlocksAsync(node);

        Assert.Equal(10, await node.Work.RunOnceAsync(TestNode.NoToken));

        Assert.InRange(await BlocksAsync(node) - before, 1, 2_000);
    }

    [Fact]
    public async Task Two_nodes_at_once_do_each_item_once()
    {
        var handlers = Enumerable.Range(0, 2).Select(_ => new TestHandler("mail", TestHandler.Done) { Concurrency = 16 }).ToArray();
        var first = await NodeAsync(handlers[0]);
        var second = await NodeAsync(handlers[1]);
        await first.StartAsync("mailing", [.. Cases(200)]);

        await Task.WhenAll(Task.Run(() => first.Loops.RunUntilIdleAsync(TestNode.NoToken)), Task.Run(() => second.Loops.RunUntilIdleAsync(TestNode.NoToken)));

        var done = handlers.SelectMany(handler => handler.Handled).Select(item => item.Id).ToList();
        Assert.Equal(200, done.Count);
        Assert.Equal(200, done.Distinct().Count());
        Assert.Equal(200, await first.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'sent'"));
    }

    [Fact]
    public async Task Item_whose_writes_are_refused_does_not_take_its_batch_down()
    {
        var cases = Cases(10);
        var node = await NodeAsync(new TestHandler("mail", (item, _) => Task.FromResult<WorkOutcome>(new WorkOutcome.Completed(
            "Done", item.CorrelationId == cases[3] ? (_, _) => throw new InvalidOperationException("refused") : null))));
        await node.StartAsync("mailing", [.. cases]);

        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal(9, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'sent'"));
        Assert.Equal("WORK-003", await node.ScalarAsync<string>("select last_code from workflow.work_item where correlation_id = @case", new { @case = cases[3] }));
    }

    [Fact]
    public async Task Item_whose_case_fails_is_dead_with_an_incident_and_the_others_go_on()
    {
        var cases = Cases(10);
        var node = await NodeAsync(new TestHandler("mail", TestHandler.Done));
        await node.StartAsync("mailing", [.. cases]);
        node.Host.Poisoned[cases[3]] = true;

        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal(9, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'sent'"));
        var incident = Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken));
        Assert.Equal(("FLOW-007", cases[3]), (incident.Code, incident.CorrelationId));

        node.Host.Poisoned.Clear();
        await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken);
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);
        Assert.Equal(10, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'sent'"));
    }

    [Fact]
    public async Task Finished_item_waits_for_a_case_that_somebody_is_moving()
    {
        var cases = Cases(3);
        var handled = new TaskCompletionSource();
        var node = await NodeAsync(new TestHandler("mail", (item, _) =>
        {
            if (item.CorrelationId == cases[0])
                handled.TrySetResult();
            return Task.FromResult(TestHandler.Done);
        }));
        await node.StartAsync("mailing", [.. cases]);
        Task<int>? round = null;

        await node.InTransactionAsync(async transaction =>
        {
            await node.Engine.LockAsync(transaction, [cases[0]], TestNode.NoToken);
            round = Task.Run(() => node.Work.RunOnceAsync(TestNode.NoToken));
            await handled.Task;
            return 0;
        });
        await round!;

        Assert.Equal(3, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'sent'"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
    }

    [Fact]
    public async Task Stopping_node_gives_its_leases_back_and_counts_no_attempt()
    {
        using var stop = new CancellationTokenSource();
        var node = await NodeAsync(new TestHandler("mail", async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return TestHandler.Done;
        }));
        await node.EnqueueAsync("mail", "a");

        await node.Work.RunOnceAsync(stop.Token);

        Assert.Equal("ready", await node.ScalarAsync<string>("select state from workflow.work_item"));
        Assert.Equal(0, await node.ScalarAsync<int>("select attempt from workflow.work_item"));
    }

    [Fact]
    public async Task Lease_is_renewed_while_the_handler_runs()
    {
        TestNode? node = null;
        node = await NodeAsync(TimeSpan.FromSeconds(3), new TestHandler("mail", async (_, token) =>
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (await node!.ScalarAsync<bool>("select leased_until = (select first from lease) from workflow.work_item"))
                limit.Token.ThrowIfCancellationRequested();
            token.ThrowIfCancellationRequested();
            return TestHandler.Done;
        }));
        await node.EnqueueAsync("mail", "a");
        await node.ScalarAsync<int>(
            """
            create table lease (first timestamptz);
            create function remember() returns trigger language plpgsql as $$begin insert into lease values (new.leased_until); return new; end$$;
            create trigger remember after update on workflow.work_item for each row when (old.state = 'ready' and new.state = 'leased') execute function remember();
            """);

        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
    }

    [Fact]
    public async Task Handler_is_cancelled_when_its_lease_is_lost()
    {
        TestNode? node = null;
        node = await NodeAsync(TimeSpan.FromSeconds(1), new TestHandler("mail", async (_, token) =>
        {
            await node!.ScalarAsync<int>("update workflow.work_item set lease_token = gen_random_uuid(), leased_until = now() + interval '1 hour'");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return TestHandler.Done;
        }));
        await node.EnqueueAsync("mail", "a");

        await node.Work.RunOnceAsync(TestNode.NoToken).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("leased", await node.ScalarAsync<string>("select state from workflow.work_item"));
    }

    [Fact]
    public async Task Item_in_flight_when_its_case_is_cancelled_is_not_tried_again()
    {
        var @case = Guid.NewGuid();
        TestNode? node = null;
        node = await NodeAsync(new TestHandler("mail", async (_, _) =>
        {
            await node!.CancelAsync(@case);
            return new WorkOutcome.Transient("MAIL-001", "down");
        }));
        await node.StartAsync("mailing", @case);

        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
        Assert.Equal("cancelled", await node.StatusOfAsync(@case, "mailing"));
    }

    [Fact]
    public async Task Kind_without_a_handler_on_this_node_is_left_alone()
    {
        var node = await NodeAsync(new TestHandler("directory", TestHandler.Done));
        await node.EnqueueAsync("mail", "a");

        Assert.Equal(0, await node.Work.RunOnceAsync(TestNode.NoToken));

        Assert.Equal("ready", await node.ScalarAsync<string>("select state from workflow.work_item"));
    }

    private static async Task<long> BlocksAsync(TestNode node)
    {
        await node.ScalarAsync<string>("select pg_stat_force_next_flush()::text");
        return await node.ScalarAsync<long>(
            """
            select sum(heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit, 0) + coalesce(idx_blks_read, 0))::bigint
            from pg_statio_user_tables
            where relid = 'workflow.work_item'::regclass
            """);
    }

    private static Guid[] Cases(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    private Task<TestNode> NodeAsync(TimeSpan lease, TestHandler handler) => TestNode.CreateAsync(
        fixture.Database, [Mailing], new WorkflowRuntimeOptions { Lease = lease }, handler);

    private Task<TestNode> NodeAsync(params TestHandler[] handlers) => TestNode.CreateAsync(fixture.Database, [Mailing], [.. handlers]);
}
