using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests.Runtime;

/// <summary>The life of an incident: nothing is called mended that wasn't proved.</summary>
public sealed class IncidentTests : IAsyncLifetime
{
    private static readonly WorkflowDefinition Mailing = new ChartBuilder("mailing")
        .Then("mail", "Test.Work", ("kind", "mail")).Then("step", "Test.Step").Then("sent", "Test.Gate").Build();

    private static readonly WorkflowDefinition Month = new ChartBuilder("month")
        .Then("month", "Test.Until", ("span", "31.00:00:00")).Then("step", "Test.Step").Then("pickup", "Test.Gate").Build();

    private static readonly WorkflowDefinition Review = new ChartBuilder("review").Then("review", "Test.Gate").Then("step", "Test.Step").Then("photo", "Test.Gate").Build();

    private readonly RuntimeDatabase fixture = new();
    private readonly Guid @case = Guid.NewGuid();

    private WorkOutcome outcome = new WorkOutcome.Permanent("MAIL-009", "login refused");

    /// <summary>What the handler does instead of answering with <see cref="outcome"/>.</summary>
    private Func<Task<WorkOutcome>>? handle;

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Retried_incident_is_mended_only_when_the_work_has_gone_through()
    {
        await using var node = await FailedAsync();
        var incident = await OnlyAsync(node);
        Assert.True(await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken));
        Assert.True((await OnlyAsync(node)).IsRetrying);
        Assert.Equal("retrying", await StateAsync(node, incident.Id));

        outcome = TestHandler.Done;
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);

        Assert.Equal("mended", await StateAsync(node, incident.Id));
        Assert.Equal("sent", Assert.Single(await node.OpenStepsAsync(@case)).Name);
    }

    [Fact]
    public async Task Retry_that_fails_again_opens_the_same_incident_and_counts_its_attempts_up()
    {
        await using var node = await FailedAsync();
        var incident = await OnlyAsync(node);
        for (var retry = 2; retry <= 4; retry++)
        {
            await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken);
            outcome = new WorkOutcome.Permanent("MAIL-007", "no such mailbox");
            await node.Loops.RunUntilIdleAsync(TestNode.NoToken);
            var again = await OnlyAsync(node);
            Assert.Equal((incident.Id, false, retry, "MAIL-007", incident.CreatedAt), (again.Id, again.IsRetrying, again.Attempts, again.Code, again.CreatedAt));
        }
    }

    [Fact]
    public async Task Retry_that_fails_for_now_stays_being_retried_and_says_when_it_is_tried_next()
    {
        await using var node = await FailedAsync();
        var incident = await OnlyAsync(node);
        await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken);
        outcome = new WorkOutcome.Transient("MAIL-001", "down");
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);

        var retried = await OnlyAsync(node);
        Assert.True(retried.IsRetrying);
        Assert.True(retried.NextTry > retried.RetriedAt);
    }

    [Fact]
    public async Task Work_that_is_done_while_its_case_cannot_go_on_is_not_mended()
    {
        await using var node = await FailedAsync();
        var incident = await OnlyAsync(node);
        node.Host.Poisoned[@case] = true;
        await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken);
        outcome = TestHandler.Done;
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);

        var again = await OnlyAsync(node);
        Assert.Equal((incident.Id, false, "FLOW-007"), (again.Id, again.IsRetrying, again.Code));
    }

    [Fact]
    public async Task Worker_whose_lease_has_gone_mends_nothing()
    {
        await using var node = await FailedAsync();
        var incident = await OnlyAsync(node);
        await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken);
        handle = async () =>
        {
            await node.ScalarAsync<int>("update workflow.work_item set lease_token = gen_random_uuid()");
            return TestHandler.Done;
        };
        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal("retrying", await StateAsync(node, incident.Id));
    }

    [Fact]
    public async Task Case_that_moves_on_or_is_cancelled_supersedes_its_incident_also_while_the_retry_is_in_flight()
    {
        await using var node = await FailedAsync();
        var incident = await OnlyAsync(node);
        await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken);
        handle = async () =>
        {
            await node.CancelAsync(@case);
            return TestHandler.Done;
        };
        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.Equal("superseded", await StateAsync(node, incident.Id));
        Assert.Empty(await node.Incidents.ListAsync(10, TestNode.NoToken));
    }

    [Fact]
    public async Task Failed_timer_is_retried_at_once_and_mended_when_it_has_fired()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("month", @case);
        node.Host.Poisoned[@case] = true;
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);
        await node.Timers.RunOnceAsync(TestNode.NoToken);
        var incident = await OnlyAsync(node);
        await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken);
        await node.Timers.RunOnceAsync(TestNode.NoToken);
        Assert.Equal((incident.Id, 2, false), await OnlyAsync(node) is var again ? (again.Id, again.Attempts, again.IsRetrying) : default);

        node.Host.Poisoned.Clear();
        await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken);
        await node.Timers.RunOnceAsync(TestNode.NoToken);

        Assert.Equal("mended", await StateAsync(node, incident.Id));
    }

    [Fact]
    public async Task Failed_timer_of_a_case_that_is_cancelled_leaves_no_open_incident()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("month", @case);
        node.Host.Poisoned[@case] = true;
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);
        await node.Timers.RunOnceAsync(TestNode.NoToken);
        var incident = await OnlyAsync(node);

        await node.CancelAsync(@case);

        Assert.Equal("superseded", await StateAsync(node, incident.Id));
    }

    [Fact]
    public async Task Retry_of_a_parked_cases_timer_waits_for_the_end_of_the_break()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("month", @case);
        node.Host.Poisoned[@case] = true;
        await node.Clock.ShiftAsync(TimeSpan.FromDays(31), TestNode.NoToken);
        await node.Timers.RunOnceAsync(TestNode.NoToken);
        node.Host.Poisoned.Clear();
        await node.ParkAsync(@case);

        Assert.True(await node.Incidents.RetryAsync((await OnlyAsync(node)).Id, TestNode.NoToken));
        Assert.Equal(0, await node.Timers.RunOnceAsync(TestNode.NoToken));
        await node.ResumeAsync(@case);
        Assert.Equal(1, await node.Timers.RunOnceAsync(TestNode.NoToken));
    }

    [Fact]
    public async Task Signal_that_fails_again_is_one_incident_which_the_same_signal_mends_and_nobody_can_retry()
    {
        await using var node = await NodeAsync();
        await node.StartAsync("review", @case);
        node.Host.Poisoned[@case] = true;
        await node.SignalAsync(@case, "review");
        await node.SignalAsync(@case, "review");
        var incident = await OnlyAsync(node);
        Assert.Equal((2, "review"), (incident.Attempts, incident.Signal));
        Assert.False(await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken));

        node.Host.Poisoned.Clear();
        Assert.Equal(SignalResult.Delivered, await node.SignalAsync(@case, "review"));

        Assert.Equal("mended", await StateAsync(node, incident.Id));
    }

    [Fact]
    public async Task Incidents_are_grouped_by_cause_and_retried_together_up_to_the_number_that_was_shown()
    {
        await using var node = await FailedAsync();
        await node.StartAsync("mailing", [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())]);
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);
        outcome = new WorkOutcome.Permanent("MAIL-007", "no such mailbox");
        await node.StartAsync("mailing", Guid.NewGuid());
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);
        var groups = await node.Incidents.GroupsAsync(TestNode.NoToken);
        Assert.Equal([("MAIL-009", "mail", 5L), ("MAIL-007", "mail", 1L)], groups.Select(group => (group.Cause.Code, group.Cause.Kind, group.Retryable)));

        // One more comes after the number was shown.
        outcome = new WorkOutcome.Permanent("MAIL-009", "login refused");
        await node.StartAsync("mailing", Guid.NewGuid());
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);
        var retried = await node.InTransactionAsync(transaction => node.Incidents.RetryAllAsync(transaction, groups[0].Cause, groups[0].Last, TestNode.NoToken));
        Assert.Equal(5, retried.Count);
        Assert.Equal([(1L, 5L), (1L, 0L)], (await node.Incidents.GroupsAsync(TestNode.NoToken)).Select(group => (group.Open, group.Retrying)));

        outcome = TestHandler.Done;
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);
        Assert.Equal(5, await node.ScalarAsync<long>("select count(*) from workflow.incident where state = 'mended'"));
        Assert.Equal(5, await node.ScalarAsync<long>("select count(*) from workflow.bookmark where name = 'sent'"));
    }

    [Fact]
    public async Task Incident_resolved_by_hand_lets_the_step_go_on_with_the_outcome_that_was_said()
    {
        await using var node = await FailedAsync();
        var incident = await OnlyAsync(node);
        Assert.Equal(["Done"], Assert.IsType<Resolution.NotAnOutcome>(await node.ResolveAsync(incident.Id, "Sent")).Outcomes);
        Assert.Equal("open", await StateAsync(node, incident.Id));

        Assert.IsType<Resolution.Resolved>(await node.ResolveAsync(incident.Id, "Done"));

        Assert.Equal("sent", Assert.Single(await node.OpenStepsAsync(@case)).Name);
        Assert.Equal("resolved staff:test done by hand", await node.ScalarAsync<string>("select state || ' ' || resolved_by || ' ' || resolution from workflow.incident"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
        Assert.IsType<Resolution.Unknown>(await node.ResolveAsync(incident.Id));
    }

    [Fact]
    public async Task Incident_resolved_by_hand_without_an_outcome_leaves_the_step_open()
    {
        await using var node = await FailedAsync();
        Assert.IsType<Resolution.Resolved>(await node.ResolveAsync((await OnlyAsync(node)).Id));
        Assert.Equal(OpenStepKind.Work, Assert.Single(await node.OpenStepsAsync(@case)).Kind);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
    }

    [Fact]
    public async Task Incident_whose_retry_is_in_flight_is_not_resolved_by_hand()
    {
        await using var node = await FailedAsync();
        var incident = await OnlyAsync(node);
        await node.Incidents.RetryAsync(incident.Id, TestNode.NoToken);
        var resolution = (Resolution)new Resolution.Unknown();
        handle = async () =>
        {
            resolution = await node.ResolveAsync(incident.Id, "Done");
            return TestHandler.Done;
        };
        await node.Work.RunOnceAsync(TestNode.NoToken);

        Assert.IsType<Resolution.InFlight>(resolution);
        Assert.Equal("mended", await StateAsync(node, incident.Id));
    }

    [Fact]
    public async Task Case_that_cannot_go_on_with_the_outcome_stays_as_it_was()
    {
        await using var node = await FailedAsync();
        var incident = await OnlyAsync(node);
        node.Host.Poisoned[@case] = true;

        Assert.Equal("FLOW-007", Assert.IsType<Resolution.Failed>(await node.ResolveAsync(incident.Id, "Done")).Code);

        Assert.Equal("open", await StateAsync(node, incident.Id));
        Assert.Equal("dead", await node.ScalarAsync<string>("select state from workflow.work_item"));
    }

    [Fact]
    public async Task Item_that_nobody_waits_for_has_no_step_that_could_go_on()
    {
        await using var node = await NodeAsync();
        await node.EnqueueAsync("mail", "a");
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);
        Assert.IsType<Resolution.NoStep>(await node.ResolveAsync((await OnlyAsync(node)).Id, "Done"));
    }

    private static async Task<Incident> OnlyAsync(TestNode node) => Assert.Single(await node.Incidents.ListAsync(10, TestNode.NoToken));

    private static Task<string?> StateAsync(TestNode node, long id) => node.ScalarAsync<string>("select state from workflow.incident where id = @id", new { id });

    /// <summary>A case whose mail has failed for good.</summary>
    private async Task<TestNode> FailedAsync()
    {
        var node = await NodeAsync();
        await node.StartAsync("mailing", @case);
        await node.Loops.RunUntilIdleAsync(TestNode.NoToken);
        return node;
    }

    private Task<TestNode> NodeAsync() => TestNode.CreateAsync(
        fixture.Database, [Mailing, Month, Review], new TestHandler("mail", (_, _) => handle is { } special ? special() : Task.FromResult(outcome)));
}
