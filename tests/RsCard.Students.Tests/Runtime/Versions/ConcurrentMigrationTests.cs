using Npgsql;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Tests.Runtime.Versions;

/// <summary>Several people at once, cases that move meanwhile, and a run that is killed.</summary>
public sealed class ConcurrentMigrationTests(RuntimeDatabase database) : IClassFixture<RuntimeDatabase>
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    [Fact]
    public async Task Run_that_was_killed_between_two_batches_is_finished_by_the_next()
    {
        var (id, old, @new) = Gates();
        await using var node = await TestNode.CreateAsync(database.Database, [old]);
        await node.StartAsync(id, [.. Cases(25)]);
        await node.Catalogue.AddAsync([@new], NoToken);
        var noted = new NotedMigrations { Recording = batch => batch == 2 ? throw new InvalidOperationException("killed") : Task.CompletedTask };

        await Assert.ThrowsAsync<InvalidOperationException>(() => Migration(node, noted, 10).ApplyAsync(Order(old, @new), _ => { }, NoToken));
        Assert.Equal((15, 10), (await OnAsync(node, old), await OnAsync(node, @new)));

        var progress = new List<int>();
        var second = await Migration(node, noted, 10).ApplyAsync(Order(old, @new), progress.Add, NoToken);
        Assert.Equal((15, 15), (second.Instances, second.Moved));
        Assert.Equal([10, 15], progress);
        Assert.Equal((0, 25), (await OnAsync(node, old), await OnAsync(node, @new)));
        Assert.Equal(25, noted.Moved.Select(moved => moved.InstanceId).Distinct().Count());
        Assert.Equal(25, noted.Moved.Count);

        Assert.Equal(0, (await Migration(node, noted, 10).ApplyAsync(Order(old, @new), _ => { }, NoToken)).Instances);
    }

    [Fact]
    public async Task Two_people_at_once_move_each_case_once()
    {
        var (id, old, @new) = Gates();
        await using var node = await TestNode.CreateAsync(database.Database, [old]);
        var cases = Cases(40);
        await node.StartAsync(id, [.. cases]);
        await node.Catalogue.AddAsync([@new], NoToken);
        var noted = new NotedMigrations();

        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Migration(node, noted, 7).ApplyAsync(Order(old, @new), _ => { }, NoToken))));

        Assert.Equal(40, reports.Sum(report => report.Moved));
        Assert.Equal(40, noted.Moved.Select(moved => moved.InstanceId).Distinct().Count());
        Assert.Equal(40, noted.Moved.Count);
        Assert.Equal(2, await node.ScalarAsync<int>("select max(revision) from workflow.instance where definition_hash = @hash", new { hash = @new.Hash }));
    }

    [Fact]
    public async Task Case_that_somebody_is_moving_is_waited_for_and_planned_where_it_then_stands()
    {
        var (id, old, @new) = Gates();
        await using var node = await TestNode.CreateAsync(database.Database, [old]);
        var @case = Guid.CreateVersion7();
        await node.StartAsync(id, @case);
        await node.Catalogue.AddAsync([@new], NoToken);
        var planned = await Migration(node, new NotedMigrations(), 10).PlanAsync(Order(old, @new), NoToken);
        Assert.Equal("gate", Assert.Single(planned.Stands).From);

        Task<MigrationReport> applying;
        await using (var connection = await node.Data.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await node.Engine.SignalAsync(transaction, [new Signal(@case, "gate", "Done")], NoToken);
            applying = Task.Run(() => Migration(node, new NotedMigrations(), 10).ApplyAsync(Order(old, @new), _ => { }, NoToken));
            await SomebodyWaitsAsync(node).WaitAsync(TimeSpan.FromSeconds(30));
            await transaction.CommitAsync();
        }

        Assert.Equal("last", Assert.Single((await applying).Stands).From);
        Assert.Equal(["last"], (await node.OpenStepsAsync(@case)).Select(step => step.ActivityId));
        Assert.Equal(SignalResult.Delivered, await node.SignalAsync(@case, "last"));
        Assert.Equal("finished", await node.StatusOfAsync(@case, id));
    }

    [Fact]
    public async Task Case_that_ended_meanwhile_is_left_alone()
    {
        var (id, old, @new) = Gates();
        await using var node = await TestNode.CreateAsync(database.Database, [old]);
        var @case = Guid.CreateVersion7();
        await node.StartAsync(id, @case);
        await node.Catalogue.AddAsync([@new], NoToken);

        Task<MigrationReport> applying;
        await using (var connection = await node.Data.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await node.Engine.CancelAsync(transaction, @case, NoToken);
            applying = Task.Run(() => Migration(node, new NotedMigrations(), 10).ApplyAsync(Order(old, @new), _ => { }, NoToken));
            await SomebodyWaitsAsync(node).WaitAsync(TimeSpan.FromSeconds(30));
            await transaction.CommitAsync();
        }

        Assert.Equal(0, (await applying).Instances);
        Assert.Equal("cancelled", await node.StatusOfAsync(@case, id));
    }

    private static async Task SomebodyWaitsAsync(TestNode node)
    {
        while (await node.ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0)
            await Task.Yield();
    }

    private static Task<int> OnAsync(TestNode node, WorkflowDefinition definition) =>
        node.ScalarAsync<int>("select count(*)::int from workflow.instance where definition_hash = @hash", new { hash = definition.Hash });

    private static List<Guid> Cases(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];

    private static (string Id, WorkflowDefinition Old, WorkflowDefinition New) Gates()
    {
        var id = "c" + Guid.NewGuid().ToString("N")[..8];
        return (
            id,
            new ChartBuilder(id).Then("gate", "Test.Gate").Then("last", "Test.Gate").Build(),
            new ChartBuilder(id, 2).Then("gate", "Test.Gate").Then("new", "Test.Gate").Then("last", "Test.Gate").Build());
    }

    private static MigrationOrder Order(WorkflowDefinition from, WorkflowDefinition to) =>
        MigrationOrder.Create(from, to, new Dictionary<string, string>(), resetsTimers: false, cases: null, "staff:test");

    private static InstanceMigration Migration(TestNode node, NotedMigrations noted, int batch) => new(node.Data, node.Host, noted, node.Clock) { BatchSize = batch };
}
