using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Tests.Runtime.Versions;

/// <summary>Running instances go over to another version, on PostgreSQL.</summary>
public sealed class InstanceMigrationTests(RuntimeDatabase database) : IClassFixture<RuntimeDatabase>
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    [Fact]
    public async Task Finished_steps_are_not_executed_again_and_new_ones_are()
    {
        var id = Name();
        var old = new ChartBuilder(id).Then("one", "Test.Step").Then("gate", "Test.Gate").Then("last", "Test.Step").Build();
        var @new = new ChartBuilder(id, 2).Then("one", "Test.Step").Then("before", "Test.Step").Then("gate", "Test.Gate").Then("behind", "Test.Step").Then("last", "Test.Step").Build();
        await using var node = await TestNode.CreateAsync(database.Database, [old]);
        var @case = Guid.CreateVersion7();
        await node.StartAsync(id, @case);

        var report = await ApplyAsync(node, old, @new);

        Assert.Equal((1, 1), (report.Instances, report.Moved));
        Assert.Equal(new StandingStep("gate", "gate", RsCard.Students.Runtime.Flowcharts.WaitKind.Signal, 1), Assert.Single(report.Stands));
        Assert.Equal(SignalResult.Delivered, await node.SignalAsync(@case, "gate"));
        Assert.Equal("finished", await node.StatusOfAsync(@case, id));
        Assert.Equal(["start", "one", "gate", "behind", "last"], Started(node, @case));
    }

    [Fact]
    public async Task Plan_changes_nothing()
    {
        var (id, old, @new) = Gates();
        await using var node = await TestNode.CreateAsync(database.Database, [old]);
        var @case = Guid.CreateVersion7();
        await node.StartAsync(id, @case);
        await node.Catalogue.AddAsync([@new], NoToken);

        var report = await Migration(node).PlanAsync(Order(old, @new), NoToken);

        Assert.Equal((1, 1), (report.Instances, report.Moved));
        Assert.Equal((old.Hash, 1), await RowAsync(node, @case));
    }

    [Fact]
    public async Task Case_that_cannot_be_mapped_stays_on_its_version_and_is_listed_with_its_reason()
    {
        var id = Name();
        var old = new ChartBuilder(id).Then("gate", "Test.Gate").Then("gone", "Test.Gate").Then("last", "Test.Gate").Build();
        var @new = new ChartBuilder(id, 2).Then("gate", "Test.Gate").Then("last", "Test.Gate").Build();
        await using var node = await TestNode.CreateAsync(database.Database, [old]);
        Guid[] cases = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
        await node.StartAsync(id, cases);
        await node.SignalAsync(cases[1], "gate");

        var report = await ApplyAsync(node, old, @new);

        Assert.Equal((3, 2), (report.Instances, report.Moved));
        Assert.Equal(["gone"], report.Missing);
        var stay = Assert.Single(report.Stay);
        Assert.Equal((cases[1], VersionCodes.NoCounterpart, "gone"), (stay.CorrelationId, stay.Code, stay.ActivityId));
        Assert.Equal((old.Hash, 2), await RowAsync(node, cases[1]));
        Assert.Equal(SignalResult.Delivered, await node.SignalAsync(cases[1], "gone"));
        Assert.Equal(["last"], (await node.OpenStepsAsync(cases[1])).Select(step => step.ActivityId));
    }

    [Fact]
    public async Task Only_the_cases_that_are_named_go_over()
    {
        var (id, old, @new) = Gates();
        await using var node = await TestNode.CreateAsync(database.Database, [old]);
        Guid[] cases = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        await node.StartAsync(id, cases);

        var report = await ApplyAsync(node, old, @new, cases: [cases[1]]);

        Assert.Equal(1, report.Instances);
        Assert.Equal((old.Hash, 1), await RowAsync(node, cases[0]));
        Assert.Equal((@new.Hash, 2), await RowAsync(node, cases[1]));
    }

    [Fact]
    public async Task Work_in_flight_finishes_into_the_new_version()
    {
        var id = Name();
        var kind = "k" + id;
        var old = new ChartBuilder(id).Then("write", "Test.Work", ("kind", kind)).Then("last", "Test.Gate").Build();
        var @new = new ChartBuilder(id, 2).Then("store", "Test.Work", ("kind", kind)).Then("new", "Test.Gate").Then("last", "Test.Gate").Build();
        TestNode? node = null;
        var handler = new TestHandler(kind, async (_, _) =>
        {
            Assert.Equal(1, (await ApplyAsync(node!, old, @new, told: ("write", "store"))).Moved);
            return TestHandler.Done;
        });
        await using var own = node = await TestNode.CreateAsync(database.Database, [old], handler);
        var @case = Guid.CreateVersion7();
        await node.StartAsync(id, @case);

        await node.Work.RunOnceAsync(kind, NoToken);

        Assert.Equal(["new"], (await node.OpenStepsAsync(@case)).Select(step => step.ActivityId));
        Assert.Single(handler.Handled);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item where correlation_id = @case", new { @case }));
    }

    [Fact]
    public async Task Parent_goes_over_without_its_child_and_goes_on_when_the_child_has_ended()
    {
        var id = Name();
        var child = new ChartBuilder(id + "-child").Then("inner", "Test.Gate").Build();
        WorkflowDefinition Parent(int version, Func<ChartBuilder, ChartBuilder> more) => more(new ChartBuilder(id, version)
            .Then("sub", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", child.DefinitionId), ("waitForCompletion", "true"))).Then("last", "Test.Gate").Build();
        var (old, @new) = (Parent(1, chart => chart), Parent(2, chart => chart.Then("new", "Test.Gate")));
        await using var node = await TestNode.CreateAsync(database.Database, [old, child]);
        var @case = Guid.CreateVersion7();
        await node.StartAsync(id, @case);

        var report = await ApplyAsync(node, old, @new);

        Assert.Equal(new KeyValuePair<string, long>(child.DefinitionId, 1), Assert.Single(report.Children));
        Assert.Equal(SignalResult.Delivered, await node.SignalAsync(@case, "inner"));
        Assert.Equal(["new"], (await node.OpenStepsAsync(@case)).Select(step => step.ActivityId));
    }

    [Fact]
    public async Task Person_who_is_asked_otherwise_is_asked_as_the_new_version_says()
    {
        var id = Name();
        var old = new ChartBuilder(id).Then("gate", "Test.Gate", ("to", "one")).Then("last", "Test.Gate").Build();
        var @new = new ChartBuilder(id, 2).Then("door", "Test.Gate", ("to", "two")).Then("last", "Test.Gate").Build();
        await using var node = await TestNode.CreateAsync(database.Database, [old]);
        var @case = Guid.CreateVersion7();
        await node.StartAsync(id, @case);
        var since = (await node.OpenStepsAsync(@case))[0].Since;

        await ApplyAsync(node, old, @new, told: ("gate", "door"));

        var step = Assert.Single(await node.OpenStepsAsync(@case));
        Assert.Equal(("door", "door", since), (step.ActivityId, step.Name, step.Since));
        Assert.Equal(SignalResult.NotWaiting, await node.SignalAsync(@case, "gate"));
        Assert.Equal(SignalResult.Delivered, await node.SignalAsync(@case, "door"));
    }

    [Fact]
    public async Task Start_that_failed_is_tried_again_on_the_new_version()
    {
        var id = Name();
        var old = new ChartBuilder(id).Then("one", "Test.Step").Then("gate", "Test.Gate").Build();
        var @new = new ChartBuilder(id, 2).Then("gate", "Test.Gate").Build();
        await using var node = await TestNode.CreateAsync(database.Database, [old]);
        var @case = Guid.CreateVersion7();
        node.Host.Poisoned[@case] = true;
        await node.StartAsync(id, @case);

        Assert.Equal(1, (await ApplyAsync(node, old, @new)).Moved);

        await node.ScalarAsync<int>("update workflow.timer set due_at = now() - interval '1 minute' where correlation_id = @case", new { @case });
        await node.Timers.RunOnceAsync(NoToken);
        Assert.Equal(["gate"], (await node.OpenStepsAsync(@case)).Select(step => step.ActivityId));
    }

    [Fact]
    public async Task Node_that_has_never_seen_the_new_version_goes_on_with_the_case()
    {
        var (id, old, @new) = Gates();
        await using var older = await TestNode.CreateAsync(database.Database, [old]);
        await using var newer = await TestNode.CreateAsync(database.Database, [@new]);
        Guid[] cases = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        await older.StartAsync(id, cases[0]);
        await ApplyAsync(newer, old, @new);

        Assert.Equal(SignalResult.Delivered, await older.SignalAsync(cases[0], "gate"));
        Assert.Equal(["new"], (await older.OpenStepsAsync(cases[0])).Select(step => step.ActivityId));

        // Its own new cases begin with what its own folder holds.
        await older.StartAsync(id, cases[1]);
        Assert.Equal((old.Hash, 1), await RowAsync(older, cases[1]));
    }

    private static async Task<(string? Hash, int Revision)> RowAsync(TestNode node, Guid @case) => (
        await node.ScalarAsync<string>("select definition_hash from workflow.instance where correlation_id = @case", new { @case }),
        await node.ScalarAsync<int>("select revision from workflow.instance where correlation_id = @case", new { @case }));

    private static IEnumerable<string> Started(TestNode node, Guid @case) => node.Host.Advances
        .Where(advance => advance.CorrelationId == @case).SelectMany(advance => advance.Journal).Where(entry => entry.Event == "Started").Select(entry => entry.ActivityId);

    private static (string Id, WorkflowDefinition Old, WorkflowDefinition New) Gates()
    {
        var id = Name();
        return (
            id,
            new ChartBuilder(id).Then("gate", "Test.Gate").Then("last", "Test.Gate").Build(),
            new ChartBuilder(id, 2).Then("gate", "Test.Gate").Then("new", "Test.Gate").Then("last", "Test.Gate").Build());
    }

    private static string Name() => "m" + Guid.NewGuid().ToString("N")[..8];

    private static MigrationOrder Order(WorkflowDefinition from, WorkflowDefinition to, IReadOnlyCollection<Guid>? cases = null, params (string Old, string New)[] told) =>
        MigrationOrder.Create(from, to, told.ToDictionary(pair => pair.Old, pair => pair.New), resetsTimers: false, cases, "staff:test");

    private static InstanceMigration Migration(TestNode node) => new(node.Data, node.Host, new NotedMigrations(), node.Clock);

    private static async Task<MigrationReport> ApplyAsync(
        TestNode node, WorkflowDefinition from, WorkflowDefinition to, IReadOnlyCollection<Guid>? cases = null, params (string Old, string New)[] told)
    {
        await node.Catalogue.AddAsync([to], NoToken);
        return await Migration(node).ApplyAsync(Order(from, to, cases, told), _ => { }, NoToken);
    }
}
