using Npgsql;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Tests.Runtime;

/// <summary>A class of its own database for each test: business time and the due timers belong to the whole database.</summary>
public sealed class TimerTests : IAsyncLifetime
{
    private static readonly WorkflowDefinition Month = new ChartBuilder("month")
        .Then("month", "Test.Until", ("span", "31.00:00:00")).Then("step", "Test.Step").Then("pickup", "Test.Gate").Build();

    private readonly RuntimeDatabase fixture = new();
    private readonly Guid @case = Guid.NewGuid();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Timer_fires_when_business_time_reaches_it_and_not_before()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("month", @case);
        var timer = Assert.Single(await node.OpenStepsAsync(@case));
        Assert.Equal((OpenStepKind.Timer, timer.Since.AddDays(31)), (timer.Kind, timer.DueBy));

        await node.Clock.ShiftAsync(TimeSpan.FromDays(30), TestNode.NoToken);
        Assert.Equal(0, await node.Timers.RunOnceAsync(TestNode.NoToken));
        await node.Clock.ShiftAsync(TimeSpan.FromDays(1), TestNode.NoToken);
        Assert.Equal(1, await node.Timers.RunOnceAsync(TestNode.NoToken));

        var pickup = Assert.Single(await node.OpenStepsAsync(@case));
        Assert.Equal("pickup", pickup.Name);
        Assert.True(pickup.Since >= timer.DueBy);
        Assert.Equal(0, await node.Timers.RunOnceAsync(TestNode.NoToken));
    }

    [Fact]
    public async Task Timers_of_500_cases_fire_in_one_transaction_with_as_many_commands_as_one()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("month", @case);
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);
        var forOne = await CommandsOf(() => node.Timers.RunOnceAsync(TestNode.NoToken), fired: 1);
        await node.StartAsync("month", [.. Cases(500)]);
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);

        var forAll = await CommandsOf(() => node.Timers.RunOnceAsync(TestNode.NoToken), fired: 500);

        Assert.Equal(forOne, forAll);
        Assert.Equal(500, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'pickup' and correlation_id <> @case", new { @case }));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(distinct xmin::text) from workflow.instance where correlation_id <> @case", new { @case }));
    }

    [Fact]
    public async Task Poisoned_case_of_a_batch_leaves_the_other_499_right()
    {
        await using var node = await NodeAsync();
        var cases = Cases(500);
        await node.StartAsync("month", [.. cases]);
        node.Host.Poisoned[cases[77]] = true;
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);

        Assert.Equal(500, await node.Timers.RunOnceAsync(TestNode.NoToken));

        Assert.Equal(499, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'pickup'"));
        await Assert_is_pushed_back(node, cases[77], "FLOW-007");
    }

    [Fact]
    public async Task Case_that_cannot_be_recorded_leaves_the_others_of_its_batch_right()
    {
        await using var node = await NodeAsync();
        var cases = Cases(20);
        await node.StartAsync("month", [.. cases]);
        node.Host.Unrecordable[cases[7]] = true;
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);

        Assert.Equal(20, await node.Timers.RunOnceAsync(TestNode.NoToken));

        Assert.Equal(19, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'pickup'"));
        await Assert_is_pushed_back(node, cases[7], "FLOW-008");
    }

    [Fact]
    public async Task Failed_timer_that_succeeds_later_resolves_its_incident()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("month", @case);
        node.Host.Poisoned[@case] = true;
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);
        await node.Timers.RunOnceAsync(TestNode.NoToken);
        await node.Clock.ShiftAsync(TimeSpan.FromDays(1), TestNode.NoToken);
        await node.Timers.RunOnceAsync(TestNode.NoToken);
        Assert.Equal(2, Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken)).Attempts);

        node.Host.Poisoned.Clear();
        await node.Clock.ShiftAsync(TimeSpan.FromDays(1), TestNode.NoToken);
        await node.Timers.RunOnceAsync(TestNode.NoToken);

        Assert.Empty(await node.Incidents.ListAsync(10, TestNode.NoToken));
        Assert.Equal("pickup", Assert.Single(await node.OpenStepsAsync(@case)).Name);
    }

    [Fact]
    public async Task Case_that_somebody_is_moving_is_left_for_the_next_round()
    {
        await using var node = await NodeAsync();
        var other = Guid.NewGuid();
        await node.StartAsync("month", @case, other);
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);

        await node.InTransactionAsync(async transaction =>
        {
            await node.Engine.LockAsync(transaction, [@case], TestNode.NoToken);
            return await node.Timers.RunOnceAsync(TestNode.NoToken);
        });

        Assert.Equal(OpenStepKind.Timer, Assert.Single(await node.OpenStepsAsync(@case)).Kind);
        Assert.Equal("pickup", Assert.Single(await node.OpenStepsAsync(other)).Name);
        Assert.Equal(1, await node.Timers.RunOnceAsync(TestNode.NoToken));
    }

    [Fact]
    public async Task Case_of_which_somebody_holds_one_instance_is_left_whole()
    {
        var family = new ChartBuilder("family")
            .Then("sub", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "month"), ("waitForCompletion", "true"))
            .From("start", "Done", "wait", "Test.Until", ("span", "1.00:00:00")).Then("cancel", "RsCard.CancelChildren").Build();
        await using var node = await TestNode.CreateAsync(fixture.Database, [Month, family]);
        await node.StartAsync("family", @case);
        await node.Clock.ShiftAsync(TimeSpan.FromDays(1), TestNode.NoToken);

        var whileHeld = await node.InTransactionAsync(async transaction =>
        {
            await using var command = new NpgsqlCommand("select 1 from workflow.instance where definition_id = 'month' for update", transaction.Connection, transaction);
            await command.ExecuteNonQueryAsync();
            return await node.Timers.RunOnceAsync(TestNode.NoToken);
        });

        Assert.Equal(0, whileHeld);
        Assert.Equal(1, await node.Timers.RunOnceAsync(TestNode.NoToken));
        Assert.Equal("cancelled", await node.StatusOfAsync(@case, "month"));
    }

    [Fact]
    public async Task Two_nodes_at_once_fire_each_timer_once()
    {
        await using var first = await NodeAsync();
        await using var second = await NodeAsync();
        await first.StartAsync("month", [.. Cases(300)]);
        await first.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);
        await second.Clock.RefreshAsync(TestNode.NoToken);

        await Task.WhenAll(Task.Run(() => first.Loops.RunUntilIdleAsync(TestNode.NoToken)), Task.Run(() => second.Loops.RunUntilIdleAsync(TestNode.NoToken)));
        await first.Loops.RunUntilIdleAsync(TestNode.NoToken);

        var fired = first.Host.Advances.Concat(second.Host.Advances).SelectMany(advance => advance.Effects).Count();
        Assert.Equal(300, fired);
        Assert.Equal(300, await first.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'pickup'"));
    }

    private static Guid[] Cases(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    private static async Task Assert_is_pushed_back(TestNode node, Guid @case, string code)
    {
        Assert.Equal(OpenStepKind.Timer, Assert.Single(await node.OpenStepsAsync(@case)).Kind);
        var incident = Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken));
        Assert.Equal((@case, code), (incident.CorrelationId, incident.Code));
        Assert.Equal(0, await node.Timers.RunOnceAsync(TestNode.NoToken));
    }

    private async Task<int> CommandsOf(Func<Task<int>> act, int fired)
    {
        using var counter = new CommandCounter(fixture.Database.Name);
        Assert.Equal(fired, await act());
        Assert.InRange(counter.Count, 1, 30);
        return counter.Count;
    }

    private Task<TestNode> NodeAsync() => TestNode.CreateAsync(fixture.Database, [Month]);
}
