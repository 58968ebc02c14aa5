using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Tests.Runtime;

/// <summary>A break stops a case's clocks; afterwards they go on with what was left. A database for each test: business time belongs to all of it.</summary>
public sealed class CaseParkingTests : IAsyncLifetime
{
    /// <summary>Two timers, a work item and a person's step side by side, the timers in a child.</summary>
    private static readonly WorkflowDefinition Parent = new ChartBuilder("parent")
        .Then("mail", "Test.Work", ("kind", "mail")).Then("sent", "Test.Until", ("span", "5.00:00:00")).Then("reminder", "Test.Gate")
        .From("start", "Done", "sub", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "waits"), ("waitForCompletion", "true"))
        .From("start", "Done", "review", "Test.Gate").Build();

    private static readonly WorkflowDefinition Waits = new ChartBuilder("waits")
        .Then("month", "Test.Until", ("span", "31.00:00:00")).Then("pickup", "Test.Gate")
        .From("start", "Done", "date", "Test.Until", ("span", "10.00:00:00"), ("inBreak", "KeepsDate")).Then("dated", "Test.Gate")
        .From("start", "Done", "close", "Test.Until", ("span", "20.00:00:00"), ("inBreak", "RunsOn")).Then("closed", "Test.Gate").Build();

    private readonly RuntimeDatabase fixture = new();
    private readonly Guid @case = Guid.NewGuid();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Span_goes_on_with_what_was_left_to_the_second()
    {
        await using var node = await StartedAsync();
        var due = (await DueAsync(node, "month")).GetValueOrDefault();
        await ShiftAsync(node, TimeSpan.FromDays(12.25));
        Assert.Equal(ParkResult.Parked, await node.ParkAsync(@case));
        var left = due - node.Clock.GetUtcNow();

        await ShiftAsync(node, TimeSpan.FromDays(100));
        Assert.True(await node.ResumeAsync(@case));

        var after = (await DueAsync(node, "month")).GetValueOrDefault() - node.Clock.GetUtcNow();
        Assert.InRange(after - left, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(30));
        await ShiftAsync(node, left - TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("pickup", await NamesAsync(node));
        await ShiftAsync(node, TimeSpan.FromMinutes(2));
        Assert.Contains("pickup", await NamesAsync(node));
    }

    [Fact]
    public async Task Nothing_of_a_parked_case_fires_but_what_closes_access()
    {
        await using var node = await StartedAsync();
        await node.ParkAsync(@case);

        await ShiftAsync(node, TimeSpan.FromDays(400));

        Assert.Equal(["closed", "review"], (await NamesAsync(node)).Where(name => name is "pickup" or "dated" or "closed" or "review").Order());
        Assert.All(await node.OpenStepsAsync(@case), step => Assert.NotNull(step.ParkedSince));
    }

    [Fact]
    public async Task Date_of_the_world_is_due_at_once_when_it_passed_in_the_break_and_on_its_day_otherwise()
    {
        await using var node = await StartedAsync();
        var later = Guid.NewGuid();
        await node.StartAsync("parent", later);
        var due = await DueAsync(node, "date", later);
        await node.ParkAsync(@case);
        await node.ParkAsync(later);
        await ShiftAsync(node, TimeSpan.FromDays(4));
        await node.ResumeAsync(later);
        Assert.Equal(due, await DueAsync(node, "date", later));

        await ShiftAsync(node, TimeSpan.FromDays(7));
        Assert.Contains("dated", await NamesAsync(node, later));
        Assert.DoesNotContain("dated", await NamesAsync(node));
        await node.ResumeAsync(@case);
        await node.Timers.RunOnceAsync(TestNode.NoToken);
        Assert.Contains("dated", await NamesAsync(node));
    }

    [Fact]
    public async Task Timer_that_was_due_but_had_not_fired_is_due_at_once_after_the_break()
    {
        await using var node = await StartedAsync();
        await node.Clock.ShiftAsync(TimeSpan.FromDays(32), TestNode.NoToken);
        await node.ParkAsync(@case);
        Assert.DoesNotContain("pickup", await NamesAsync(node));

        await node.ResumeAsync(@case);
        await ShiftAsync(node, TimeSpan.Zero);

        Assert.Contains("pickup", await NamesAsync(node));
    }

    [Fact]
    public async Task Work_under_way_is_done_and_the_timer_that_follows_begins_stopped_with_its_whole_span()
    {
        await using var node = await StartedAsync(TestHandler.Done);
        await ShiftAsync(node, TimeSpan.FromDays(1), work: false);
        await node.ParkAsync(@case);
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);
        Assert.Null(await DueAsync(node, "sent"));
        await ShiftAsync(node, TimeSpan.FromDays(50));
        Assert.DoesNotContain("reminder", await NamesAsync(node));

        await node.ResumeAsync(@case);

        var rest = (await DueAsync(node, "sent")).GetValueOrDefault() - node.Clock.GetUtcNow();
        Assert.InRange(rest, TimeSpan.FromDays(5) - TimeSpan.FromMinutes(1), TimeSpan.FromDays(5) + TimeSpan.FromMinutes(1));
        await ShiftAsync(node, TimeSpan.FromDays(5.1));
        Assert.Contains("reminder", await NamesAsync(node));
    }

    [Fact]
    public async Task Persons_step_can_be_taken_in_the_break_and_is_not_late_because_of_it()
    {
        await using var node = await StartedAsync();
        var due = await DueAsync(node, "review");
        await node.ParkAsync(@case);
        Assert.Null(await DueAsync(node, "review"));
        await ShiftAsync(node, TimeSpan.FromDays(100));
        await node.ResumeAsync(@case);

        var moved = (await DueAsync(node, "review")).GetValueOrDefault();
        Assert.InRange(moved - due.GetValueOrDefault(), TimeSpan.FromDays(100), TimeSpan.FromDays(100) + TimeSpan.FromMinutes(1));
        var saved = await node.ScalarAsync<string>(
            "select open ->> 'due' from workflow.instance, json_array_elements(state -> 'open') as open where correlation_id = @case and open ->> 'activity' = 'review'", new { @case });
        Assert.InRange(DateTimeOffset.Parse(saved!, null) - moved, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));
        await node.ParkAsync(@case);
        Assert.Equal(SignalResult.Delivered, await node.SignalAsync(@case, "review"));
    }

    [Fact]
    public async Task Second_break_and_second_resumption_change_nothing()
    {
        await using var node = await StartedAsync();
        Assert.False(await node.ResumeAsync(@case));
        await node.ParkAsync(@case);
        await ShiftAsync(node, TimeSpan.FromDays(30));
        Assert.Equal(ParkResult.AlreadyParked, await node.ParkAsync(@case));
        Assert.True(await node.ResumeAsync(@case));
        var due = await DueAsync(node, "month");
        Assert.InRange(due.GetValueOrDefault() - node.Clock.GetUtcNow(), TimeSpan.FromDays(30.9), TimeSpan.FromDays(31.1));

        Assert.False(await node.ResumeAsync(@case));
        Assert.Equal(due, await DueAsync(node, "month"));
    }

    [Fact]
    public async Task Case_that_is_cancelled_in_its_break_is_not_parked_any_more()
    {
        await using var node = await StartedAsync();
        await node.ParkAsync(@case);
        await node.CancelAsync(@case);

        Assert.Equal(0, await node.ScalarAsync<long>("select (select count(*) from workflow.parked_case) + (select count(*) from workflow.timer)"));
        Assert.Equal(ParkResult.NothingRuns, await node.ParkAsync(@case));
        await node.StartAsync("parent", @case);
        Assert.NotNull(await DueAsync(node, "month"));
    }

    [Fact]
    public async Task Case_that_ends_in_its_break_is_not_parked_when_it_begins_anew()
    {
        var gate = new ChartBuilder("gate").Then("gate", "Test.Gate").Then("wait", "Test.Until", ("span", "1.00:00:00"), ("inBreak", "RunsOn")).Build();
        await using var node = await TestNode.CreateAsync(fixture.Database, [gate]);
        await node.StartAsync("gate", @case);
        await node.ParkAsync(@case);
        await node.SignalAsync(@case, "gate");
        await ShiftAsync(node, TimeSpan.FromDays(1));
        Assert.Equal("finished", await node.StatusOfAsync(@case, "gate"));

        await node.StartAsync("gate", @case);

        Assert.Null(Assert.Single(await node.OpenStepsAsync(@case)).ParkedSince);
    }

    [Fact]
    public async Task Break_waits_for_the_timer_worker_that_moves_the_case_and_stops_what_it_opened()
    {
        await using var node = await StartedAsync();
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);
        Task<ParkResult>? parking = null;
        node.Host.Preparing = async _ =>
        {
            if (parking is not null)
                return;
            parking = Task.Run(() => node.ParkAsync(@case));
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!await node.ScalarAsync<bool>("select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"))
                limit.Token.ThrowIfCancellationRequested();
        };

        Assert.Equal(1, await node.Timers.RunOnceAsync(TestNode.NoToken));

        Assert.Equal(ParkResult.Parked, await parking!.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from workflow.timer where stopped_at is null"));
        Assert.Equal("runs-on", await node.ScalarAsync<string>("select in_break from workflow.timer where stopped_at is null"));
    }

    [Fact]
    public async Task Timer_that_was_stopped_between_the_look_and_the_lock_does_not_fire()
    {
        const int Gate = 7701;
        await using var node = await TestNode.CreateAsync(fixture.Database, [new ChartBuilder("month").Then("month", "Test.Until", ("span", "31.00:00:00")).Then("pickup", "Test.Gate").Build()]);
        await node.StartAsync("month", @case);
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);

        // Whoever reads a timer waits for the gate, which the break holds until it is committed.
        await node.ScalarAsync<int>(
            $"""
            create function workflow.gate() returns boolean language plpgsql volatile as $$begin perform pg_advisory_xact_lock({Gate}); return true; end$$;
            alter table workflow.timer rename to timer_behind;
            create view workflow.timer as select * from workflow.timer_behind where workflow.gate();
            """);
        Task<int>? firing = null;
        await node.InTransactionAsync(async transaction =>
        {
            await using var command = new Npgsql.NpgsqlCommand($"select pg_advisory_xact_lock({Gate})", transaction.Connection, transaction);
            await command.ExecuteNonQueryAsync();
            firing = Task.Run(() => node.Timers.RunOnceAsync(TestNode.NoToken));
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!await node.ScalarAsync<bool>("select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory')"))
                limit.Token.ThrowIfCancellationRequested();
            return await node.Parking.ParkAsync(transaction, @case, "a year abroad", "staff:test", TestNode.NoToken);
        });

        Assert.Equal(0, await firing!.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(OpenStepKind.Timer, Assert.Single(await node.OpenStepsAsync(@case)).Kind);
    }

    [Fact]
    public async Task Parked_case_among_a_thousand_leaves_the_others_untouched()
    {
        await using var node = await StartedAsync();
        var others = Enumerable.Range(0, 999).Select(_ => Guid.NewGuid()).ToArray();
        await node.StartAsync("parent", others);
        await node.ParkAsync(@case);

        Assert.Equal(999 * 3, await node.ScalarAsync<long>("select count(*) from workflow.timer where stopped_at is null and correlation_id <> @case", new { @case }));
        await ShiftAsync(node, TimeSpan.FromDays(31));
        Assert.Equal(999, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'pickup'"));
        await node.ResumeAsync(@case);
        Assert.Equal(999, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'pickup'"));
    }

    [Fact]
    public async Task Start_that_failed_is_not_tried_again_in_the_break()
    {
        var first = new ChartBuilder("first").Then("step", "Test.Step").Then("gate", "Test.Gate").Build();
        await using var node = await TestNode.CreateAsync(fixture.Database, [first, Parent, Waits]);
        await node.StartAsync("parent", @case);
        await node.ParkAsync(@case);
        node.Host.Poisoned[@case] = true;
        await node.StartAsync("first", @case);
        node.Host.Poisoned.Clear();
        await ShiftAsync(node, TimeSpan.FromDays(1));
        Assert.DoesNotContain("gate", await NamesAsync(node));

        await node.ResumeAsync(@case);
        await ShiftAsync(node, TimeSpan.FromMinutes(2));

        Assert.Contains("gate", await NamesAsync(node));
    }

    private async Task<TestNode> StartedAsync(params RsCard.Students.Runtime.WorkItems.WorkOutcome[] mail)
    {
        var node = await TestNode.CreateAsync(fixture.Database, [Parent, Waits], [.. mail.Select(outcome => new TestHandler("mail", outcome))]);
        await node.StartAsync("parent", @case);
        return node;
    }

    private static async Task ShiftAsync(TestNode node, TimeSpan by, bool work = true)
    {
        await node.Clock.ShiftAsync(by, TestNode.NoToken);
        if (work)
            await node.Loops.RunUntilIdleAsync(TestNode.NoToken);
    }

    private Task<DateTimeOffset?> DueAsync(TestNode node, string activity) => DueAsync(node, activity, @case);

    private static async Task<DateTimeOffset?> DueAsync(TestNode node, string activity, Guid @case) =>
        Assert.Single(await node.OpenStepsAsync(@case), step => step.ActivityId == activity).DueBy;

    private Task<List<string>> NamesAsync(TestNode node) => NamesAsync(node, @case);

    private static async Task<List<string>> NamesAsync(TestNode node, Guid @case) =>
        [.. (await node.OpenStepsAsync(@case)).Select(step => step.Name).OfType<string>()];
}
