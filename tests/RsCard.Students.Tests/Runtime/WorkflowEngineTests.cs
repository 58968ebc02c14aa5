using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Tests.Runtime;

public sealed class WorkflowEngineTests(RuntimeDatabase fixture) : IClassFixture<RuntimeDatabase>
{
    private static readonly WorkflowDefinition Review = new ChartBuilder("review")
        .Then("review", "Test.Gate").From("review", "Approved", "write", "Test.Step").Then("photo", "Test.Gate").Build();

    private static readonly WorkflowDefinition Parent = new ChartBuilder("parent")
        .Then("sub", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "true")).Then("after", "Test.Gate").Build();

    private static readonly WorkflowDefinition Child = new ChartBuilder("child").Then("inner", "Test.Gate").Then("work", "Test.Work", ("kind", "mail")).Build();

    private readonly Guid @case = Guid.NewGuid();

    [Fact]
    public async Task Started_case_waits_for_its_first_step_with_owner_and_due_date()
    {
        await using var node = await NodeAsync();

        await node.StartAsync("review", @case);

        var step = Assert.Single(await node.OpenStepsAsync(@case));
        Assert.Equal((OpenStepKind.Signal, "review", "HsaTeam"), (step.Kind, step.Name, step.Owner));
        Assert.Equal(("review", "Name of review", Review.Hash), (step.ActivityId, step.ActivityName, step.DefinitionHash));
        Assert.Equal(step.Since.AddDays(14), step.DueBy);
    }

    [Fact]
    public async Task Signal_moves_the_case_and_tells_the_host_what_happened()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("review", @case);

        Assert.Equal(SignalResult.Delivered, await node.SignalAsync(@case, "review", "Approved"));

        Assert.Equal("photo", Assert.Single(await node.OpenStepsAsync(@case)).Name);
        var advance = node.Host.Advances.Last();
        Assert.Equal(["write"], advance.Effects);
        Assert.Equal(
            ["review:Resumed:", "review:Completed:Approved", "write:Started:", "write:Completed:Done", "photo:Started:", "photo:Suspended:"],
            advance.Journal.Select(entry => $"{entry.ActivityId}:{entry.Event}:{entry.Outcome}"));
        Assert.Equal(2, await node.ScalarAsync<int>("select revision from workflow.instance where correlation_id = @case", new { @case }));
    }

    [Fact]
    public async Task Signal_to_a_step_that_is_not_open_changes_nothing()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("review", @case);

        Assert.Equal(SignalResult.NotWaiting, await node.SignalAsync(@case, "photo"));
        Assert.Equal(SignalResult.NotWaiting, await node.SignalAsync(Guid.NewGuid(), "review"));

        Assert.Equal(1, await node.ScalarAsync<int>("select revision from workflow.instance where correlation_id = @case", new { @case }));
        Assert.Equal("review", Assert.Single(await node.OpenStepsAsync(@case)).Name);
    }

    [Fact]
    public async Task Same_signal_twice_in_one_batch_is_delivered_once()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("review", @case);

        var results = await node.InTransactionAsync(transaction => node.Engine.SignalAsync(
            transaction, [new Signal(@case, "review", "Approved"), new Signal(@case, "review", "Approved"), new Signal(@case, "photo", "Done")], TestNode.NoToken));

        Assert.Equal([SignalResult.Delivered, SignalResult.NotWaiting, SignalResult.Delivered], results);
        Assert.Equal("finished", await node.StatusOfAsync(@case, "review"));
    }

    [Fact]
    public async Task Rolled_back_transaction_leaves_no_trace_of_the_case()
    {
        await using var node = await NodeAsync();

        await using (var connection = await node.Data.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
            await node.Engine.StartAsync(transaction, [new StartRequest(@case, "parent")], TestNode.NoToken);

        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where correlation_id = @case", new { @case }));
        Assert.Empty(await node.OpenStepsAsync(@case));
    }

    [Fact]
    public async Task Child_that_ends_lets_its_parent_go_on_in_the_same_transaction()
    {
        await using var node = await NodeAsync(new TestHandler("mail", TestHandler.Done));
        await node.StartAsync("parent", @case);
        Assert.Equal([OpenStepKind.Child, OpenStepKind.Signal], (await node.OpenStepsAsync(@case)).Select(step => step.Kind).Order().Reverse());

        await node.SignalAsync(@case, "inner");
        Assert.Equal("mail", Assert.Single(await node.OpenStepsAsync(@case), step => step.Kind == OpenStepKind.Work).Name);
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);

        Assert.Equal("finished", await node.StatusOfAsync(@case, "child"));
        Assert.Equal("after", Assert.Single(await node.OpenStepsAsync(@case)).Name);
    }

    [Fact]
    public async Task Cancelled_case_has_no_steps_timers_or_items_left()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("parent", @case);
        await node.SignalAsync(@case, "inner");
        await node.InTransactionAsync(transaction => node.Queue.EnqueueAsync(transaction, "mail", "someone", "{}", @case, TestNode.NoToken));

        await node.CancelAsync(@case);
        await node.CancelAsync(@case);

        Assert.Empty(await node.OpenStepsAsync(@case));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item where correlation_id = @case", new { @case }));
        Assert.Equal(("cancelled", "cancelled"), (await node.StatusOfAsync(@case, "parent"), await node.StatusOfAsync(@case, "child")));
        Assert.Equal(SignalResult.NotWaiting, await node.SignalAsync(@case, "inner"));
    }

    [Fact]
    public async Task Signal_whose_deciding_code_throws_leaves_the_case_and_an_incident_without_personal_data()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("review", @case);
        node.Host.Poisoned[@case] = true;

        Assert.Equal(SignalResult.Failed, await node.SignalAsync(@case, "review", "Approved"));

        Assert.Equal("review", Assert.Single(await node.OpenStepsAsync(@case)).Name);
        var incident = Assert.Single(await node.Incidents.ListAsync(100, TestNode.NoToken), incident => incident.CorrelationId == @case);
        Assert.Equal(("FLOW-007", "System.InvalidOperationException", "write"), (incident.Code, incident.Detail, incident.ActivityId));
    }

    [Fact]
    public async Task Start_that_fails_is_tried_again_until_it_succeeds()
    {
        var stepFirst = new ChartBuilder("step-first").Then("step", "Test.Step").Then("gate", "Test.Gate").Build();
        await using var node = await TestNode.CreateAsync(fixture.Database, [stepFirst]);
        node.Host.Poisoned[@case] = true;
        await node.StartAsync("step-first", @case);
        var incident = Assert.Single(await node.Incidents.ListAsync(100, TestNode.NoToken), incident => incident.CorrelationId == @case);
        Assert.Empty(await node.OpenStepsAsync(@case));

        node.Host.Poisoned.Clear();
        Assert.True(await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken));
        await node.Timers.RunOnceAsync(TestNode.NoToken);

        Assert.Equal("gate", Assert.Single(await node.OpenStepsAsync(@case)).Name);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.timer where correlation_id = @case", new { @case }));
    }

    [Fact]
    public async Task Two_signals_at_once_to_one_case_wait_for_each_other()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("review", @case);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => node.SignalAsync(@case, "review", "Approved"))));

        Assert.Single(results, SignalResult.Delivered);
    }

    [Fact]
    public async Task Signal_that_had_to_wait_reaches_a_child_that_was_started_meanwhile()
    {
        var later = new ChartBuilder("later").Then("begin", "Test.Gate")
            .Then("sub", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "child"), ("waitForCompletion", "true")).Build();
        await using var node = await TestNode.CreateAsync(fixture.Database, [later, Child]);
        await node.StartAsync("later", @case);
        Task<SignalResult>? waiting = null;

        await node.InTransactionAsync(async transaction =>
        {
            var results = await node.Engine.SignalAsync(transaction, [new Signal(@case, "begin", "Done")], TestNode.NoToken);
            waiting = Task.Run(() => node.SignalAsync(@case, "inner"));
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!await node.ScalarAsync<bool>("select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"))
                limit.Token.ThrowIfCancellationRequested();
            return results;
        });

        Assert.Equal(SignalResult.Delivered, await waiting!);
    }

    [Fact]
    public async Task Instance_with_another_revision_than_was_loaded_is_not_overwritten()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("review", @case);
        node.Host.Preparing = async transaction =>
        {
            await using var command = new Npgsql.NpgsqlCommand("update workflow.instance set revision = revision + 1", transaction.Connection, transaction);
            await command.ExecuteNonQueryAsync();
        };

        Assert.Equal(SignalResult.Failed, await node.SignalAsync(@case, "review", "Approved"));

        Assert.Equal("review", Assert.Single(await node.OpenStepsAsync(@case)).Name);
    }

    private Task<TestNode> NodeAsync(params TestHandler[] handlers) => TestNode.CreateAsync(fixture.Database, [Review, Parent, Child], [.. handlers]);
}
