using Npgsql;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests.Runtime;

/// <summary>A database for each test: a worker takes whatever is due.</summary>
public sealed class WorkItemTests : IAsyncLifetime
{
    private static readonly WorkflowDefinition Mailing = new ChartBuilder("mailing")
        .Then("mail", "Test.Work", ("kind", "mail")).Then("step", "Test.Step").Then("sent", "Test.Gate").Build();

    private readonly RuntimeDatabase fixture = new();
    private readonly Guid @case = Guid.NewGuid();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Finished_item_resumes_its_case_and_writes_the_products_rows_in_one_transaction()
    {
        TestNode? node = null;
        var outside = (Items: -1L, Open: "");
        node = await NodeAsync(new TestHandler("mail", new WorkOutcome.Completed("Done", async (transaction, token) =>
        {
            await using var command = new NpgsqlCommand("create table recorded ()", transaction.Connection, transaction);
            await command.ExecuteNonQueryAsync(token);
            outside = (await ItemsAsync(node!), Assert.Single(await node!.OpenStepsAsync(@case)).ActivityId);
        })));
        await node.StartAsync("mailing", @case);

        Assert.Equal(1, await node.Work.RunOnceAsync(TestNode.NoToken));

        Assert.Equal((1, "mail"), outside);
        Assert.Equal("sent", Assert.Single(await node.OpenStepsAsync(@case)).Name);
        Assert.Equal(0, await ItemsAsync(node));
        Assert.Equal("recorded", await node.ScalarAsync<string>("select to_regclass('recorded')::text"));
    }

    [Fact]
    public async Task Products_rows_are_not_written_when_the_case_fails()
    {
        var node = await NodeAsync(new TestHandler("mail", new WorkOutcome.Completed("Done", async (transaction, token) =>
        {
            await using var command = new NpgsqlCommand("create table recorded ()", transaction.Connection, transaction);
            await command.ExecuteNonQueryAsync(token);
        })));
        await node.StartAsync("mailing", @case);
        node.Host.Poisoned[@case] = true;

        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Null(await node.ScalarAsync<string>("select to_regclass('recorded')::text"));
        Assert.Equal("dead", await node.ScalarAsync<string>("select state from workflow.work_item"));
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("transient")]
    [InlineData("permanent")]
    public async Task Worker_whose_lease_was_taken_over_changes_nothing(string outcome)
    {
        TestNode? other = null;
        var recorded = 0;
        WorkOutcome result = outcome switch
        {
            "completed" => new WorkOutcome.Completed("Done", (_, _) => Task.FromResult(++recorded)),
            "transient" => new WorkOutcome.Transient("MAIL-001", "down"),
            _ => new WorkOutcome.Permanent("MAIL-002", "refused"),
        };
        var node = await NodeAsync(new TestHandler("mail", async (_, _) =>
        {
            await other!.ScalarAsync<int>("update workflow.work_item set leased_until = now() - interval '1 second'");
            await other.TakeBackAsync("mail", maxLost: 3);
            Assert.Equal(2, Assert.Single(await other.ClaimAsync("mail")).Attempt);
            return result;
        }));
        other = await NodeAsync();
        await node.StartAsync("mailing", @case);

        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal(0, recorded);
        Assert.Equal(OpenStepKind.Work, Assert.Single(await node.OpenStepsAsync(@case)).Kind);
        Assert.Equal("leased 2 WORK-002", await node.ScalarAsync<string>("select state || ' ' || attempt || ' ' || last_code from workflow.work_item"));
        Assert.Empty(await node.Incidents.ListAsync(10, TestNode.NoToken));
    }

    [Fact]
    public async Task Payload_is_replaced_only_under_the_lease()
    {
        var results = new List<bool>();
        TestNode? node = null;
        node = await NodeAsync(new TestHandler("mail", async (item, token) =>
        {
            results.Add(await node!.Queue.ReplacePayloadAsync(item, """{"step":2}""", token));
            results.Add(await node.Queue.ReplacePayloadAsync(item with { LeaseToken = Guid.NewGuid() }, """{"step":3}""", token));
            return new WorkOutcome.Permanent("MAIL-002", "no");
        }));
        await node.EnqueueAsync("mail", "a");

        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal([true, false], results);
        Assert.Equal("2", await node.ScalarAsync<string>("select payload ->> 'step' from workflow.work_item"));
    }

    [Fact]
    public async Task Items_of_one_key_are_done_one_at_a_time_and_in_order()
    {
        var (running, most) = (0, 0);
        var handler = new TestHandler("mail", async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return TestHandler.Done;
        });
        var node = await NodeAsync(handler, new TestHandler("directory", TestHandler.Done));
        for (var index = 0; index < 6; index++)
            await node.EnqueueAsync("mail", "a", $$"""{"n":{{index}}}""");

        Assert.Equal(1, await node.Work.RunOnceAsync(TestNode.NoToken));
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);

        Assert.Equal(["0", "1", "2", "3", "4", "5"], handler.Handled.Select(item => System.Text.Json.JsonDocument.Parse(item.Payload).RootElement.GetProperty("n").ToString()));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Key_in_flight_on_another_node_does_not_hold_up_other_keys()
    {
        var handler = new TestHandler("mail", TestHandler.Done);
        var node = await NodeAsync(handler);
        await node.EnqueueAsync("mail", "a");
        Assert.Single(await node.ClaimAsync("mail"));
        await node.EnqueueAsync("mail", "a");
        await node.EnqueueAsync("mail", "b");

        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);

        Assert.Equal("b", Assert.Single(handler.Handled).Key);
    }

    [Fact]
    public async Task Item_that_waits_for_a_retry_holds_up_its_key_and_no_other()
    {
        var handler = new TestHandler("mail", new WorkOutcome.Transient("MAIL-001", "down"));
        var directory = new TestHandler("directory", TestHandler.Done);
        var node = await NodeAsync(handler, directory);
        await node.EnqueueAsync("mail", "a");
        await node.EnqueueAsync("directory", "a");
        await node.EnqueueAsync("directory", "b");

        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);

        Assert.Single(handler.Handled);
        Assert.Equal("b", Assert.Single(directory.Handled).Key);
        var counts = (await node.Status.GetAsync(TestNode.NoToken)).Kinds.Single(kind => kind.Kind == "mail");
        Assert.Equal((0, 1, 0, 0), (counts.Due, counts.WaitingForRetry, counts.Leased, counts.Dead));
    }

    [Fact]
    public async Task Dead_item_blocks_later_items_of_its_kind_for_its_key_and_nothing_else()
    {
        var outcome = (WorkOutcome)new WorkOutcome.Permanent("MAIL-002", "refused");
        var mail = new TestHandler("mail", (item, _) => Task.FromResult(item.Key == "a" ? outcome : TestHandler.Done));
        var directory = new TestHandler("directory", TestHandler.Done);
        var node = await NodeAsync(mail, directory);
        await node.EnqueueAsync("mail", "a");
        await node.EnqueueAsync("mail", "a");
        await node.EnqueueAsync("directory", "a");
        await node.EnqueueAsync("mail", "b");

        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);

        Assert.Equal(["a", "b"], mail.Handled.Select(item => item.Key).Order());
        Assert.Single(directory.Handled);
        var incident = Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken));
        Assert.Equal(("work", "mail", "MAIL-002", "refused", 1), (incident.Kind, incident.WorkKind, incident.Code, incident.Detail, incident.Attempts));

        outcome = TestHandler.Done;
        Assert.True(await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken));
        Assert.False(await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken));
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);
        Assert.Equal(0, await ItemsAsync(node));
        Assert.Equal(3, mail.Handled.Count(item => item.Key == "a"));
    }

    [Fact]
    public async Task Resolved_incident_gives_its_dead_item_up()
    {
        var mail = new TestHandler("mail", (item, _) => Task.FromResult(item.Payload == "{}" ? new WorkOutcome.Permanent("MAIL-002", "refused") : TestHandler.Done));
        var node = await NodeAsync(mail);
        await node.EnqueueAsync("mail", "a");
        await node.EnqueueAsync("mail", "a", """{"n":2}""");
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);

        Assert.IsType<Resolution.Resolved>(await node.ResolveAsync((await node.Incidents.ListAsync(10, TestNode.NoToken))[0].Id));
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);

        Assert.Equal(0, await ItemsAsync(node));
        Assert.Equal(2, mail.Handled.Count);
    }

    [Fact]
    public async Task Worker_that_dies_between_work_and_finish_leaves_the_item_to_be_done_again()
    {
        var handler = new TestHandler("mail", TestHandler.Done);
        var node = await NodeAsync(handler);
        await node.StartAsync("mailing", @case);
        var claimed = await node.ClaimAsync("mail");
        Assert.Equal(1, Assert.Single(claimed).Attempt);

        Assert.Equal(0, await node.Work.RunOnceAsync(TestNode.NoToken));
        await node.ScalarAsync<int>("update workflow.work_item set leased_until = now() - interval '1 second'");
        Assert.Equal(1, await node.Work.RunOnceAsync(TestNode.NoToken));

        Assert.Equal(2, Assert.Single(handler.Handled).Attempt);
        Assert.Equal("sent", Assert.Single(await node.OpenStepsAsync(@case)).Name);
    }

    [Fact]
    public async Task Item_that_kills_its_worker_each_time_is_dead_in_the_end()
    {
        var node = await NodeAsync(new TestHandler("mail", TestHandler.Done));
        await node.EnqueueAsync("mail", "a");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Single(await node.ClaimAsync("mail"));
            await node.ScalarAsync<int>("update workflow.work_item set leased_until = now() - interval '1 second'");
            await node.TakeBackAsync("mail", maxLost: 3);
            await node.RetryNowAsync();
        }

        Assert.Equal("dead", await node.ScalarAsync<string>("select state from workflow.work_item"));
        Assert.Equal("WORK-005", Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken)).Code);
    }

    [Fact]
    public async Task Transient_failures_end_in_an_incident_after_the_last_attempt()
    {
        var node = await NodeAsync(new TestHandler("mail", new WorkOutcome.Transient("MAIL-001", "down")));
        await node.StartAsync("mailing", @case);

        for (var attempt = 0; attempt < 5; attempt++)
        {
            await node.Work.RunOnceAsync(TestNode.NoToken);
            await node.RetryNowAsync();
        }

        var incident = Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken));
        Assert.Equal(("MAIL-001", 3, "mail", @case), (incident.Code, incident.Attempts, incident.ActivityId, incident.CorrelationId));
        Assert.Equal(OpenStepKind.Work, Assert.Single(await node.OpenStepsAsync(@case)).Kind);
    }

    [Fact]
    public async Task Handler_that_throws_is_tried_again_and_its_message_is_kept_nowhere()
    {
        var node = await NodeAsync(new TestHandler("mail", (_, _) => throw new FormatException("Anna Andersson")) { Retries = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 1) });
        await node.EnqueueAsync("mail", "a");

        Assert.Equal(1, await node.Work.RunOnceAsync(TestNode.NoToken));

        var incident = Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken));
        Assert.Equal(("WORK-001", "System.FormatException"), (incident.Code, incident.Detail));
    }

    private static Task<long> ItemsAsync(TestNode node) => node.ScalarAsync<long>("select count(*) from workflow.work_item");

    private Task<TestNode> NodeAsync(params TestHandler[] handlers) => TestNode.CreateAsync(fixture.Database, [Mailing], [.. handlers]);
}
