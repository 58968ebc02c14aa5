using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Tests.Runtime.Versions;

/// <summary>A running timer keeps its time, unless somebody says that it shall begin anew.</summary>
public sealed class MigratedTimerTests(RuntimeDatabase database) : IClassFixture<RuntimeDatabase>
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    [Fact]
    public async Task Running_timer_is_not_touched_even_where_its_activity_has_another_name_and_another_time()
    {
        await using var run = await Run.StartAsync(database, "30.00:00:00", "42.00:00:00");
        var before = await run.TimerAsync();

        await run.ApplyAsync(resets: false);

        // xmin is the transaction that wrote the row last.
        Assert.Equal(before, await run.TimerAsync());
        Assert.Equal("month", await run.OpenAsync());
        Assert.Equal(before.DueAt, await run.Node.ScalarAsync<DateTime>("select due_by from workflow.bookmark where correlation_id = @id", new { id = run.Case }));

        await run.AdvanceAsync(TimeSpan.FromDays(30));
        Assert.Equal("new", await run.OpenAsync());
    }

    [Fact]
    public async Task Timer_begins_anew_when_it_is_told()
    {
        await using var run = await Run.StartAsync(database, "30.00:00:00", "42.00:00:00");
        await run.AdvanceAsync(TimeSpan.FromDays(20));

        await run.ApplyAsync(resets: true);

        await run.AdvanceAsync(TimeSpan.FromDays(41));
        Assert.Equal("month", await run.OpenAsync());
        await run.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal("new", await run.OpenAsync());
    }

    [Fact]
    public async Task Timer_of_a_parked_case_begins_anew_and_stands_still_until_the_case_is_resumed()
    {
        await using var run = await Run.StartAsync(database, "30.00:00:00", "42.00:00:00");
        await run.AdvanceAsync(TimeSpan.FromDays(20));
        await run.Node.ParkAsync(run.Case);

        Assert.Empty((await run.ApplyAsync(resets: true)).Stay);

        await run.AdvanceAsync(TimeSpan.FromDays(100));
        Assert.Equal("month", await run.OpenAsync());
        await run.Node.ResumeAsync(run.Case);
        await run.AdvanceAsync(TimeSpan.FromDays(41));
        Assert.Equal("month", await run.OpenAsync());
        await run.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal("new", await run.OpenAsync());
    }

    [Fact]
    public async Task Wait_that_cannot_be_begun_anew_leaves_its_case_where_it_is()
    {
        await using var run = await Run.StartAsync(database, "30.00:00:00", "no time at all");
        var before = await run.TimerAsync();

        var report = await run.ApplyAsync(resets: true);

        Assert.Equal((VersionCodes.OtherWait, "wait"), (Assert.Single(report.Stay).Code, report.Stay[0].ActivityId));
        Assert.Equal(before, await run.TimerAsync());
        Assert.Equal("wait", await run.OpenAsync());
    }

    /// <summary>One case that waits, and the version that it shall go to.</summary>
    private sealed class Run : IAsyncDisposable
    {
        private Run(TestNode node, WorkflowDefinition old, WorkflowDefinition @new) => (Node, Old, New) = (node, old, @new);

        public TestNode Node { get; }

        public Guid Case { get; } = Guid.CreateVersion7();

        private WorkflowDefinition Old { get; }

        private WorkflowDefinition New { get; }

        public static async Task<Run> StartAsync(RuntimeDatabase database, string before, string after)
        {
            var id = "t" + Guid.NewGuid().ToString("N")[..8];
            var old = new ChartBuilder(id).Then("wait", "Test.Until", ("span", before)).Then("last", "Test.Gate").Build();
            var @new = new ChartBuilder(id, 2).Then("month", "Test.Until", ("span", after)).Then("new", "Test.Gate").Then("last", "Test.Gate").Build();
            var run = new Run(await TestNode.CreateAsync(database.Database, [old]), old, @new);
            await run.Node.StartAsync(id, run.Case);
            await run.Node.Catalogue.AddAsync([@new], NoToken);
            return run;
        }

        public Task<MigrationReport> ApplyAsync(bool resets) =>
            new InstanceMigration(Node.Data, Node.Host, new NotedMigrations(), Node.Clock).ApplyAsync(
                MigrationOrder.Create(Old, New, new Dictionary<string, string> { ["wait"] = "month" }, resets, [Case], "staff:test"), _ => { }, NoToken);

        public async Task AdvanceAsync(TimeSpan by)
        {
            await Node.Clock.ShiftAsync(by, NoToken);
            while (await Node.Timers.RunOnceAsync(NoToken) > 0)
            {
            }
        }

        public async Task<string> OpenAsync() => Assert.Single(await Node.OpenStepsAsync(Case)).ActivityId;

        public async Task<(DateTime DueAt, string? Written)> TimerAsync() => (
            await Node.ScalarAsync<DateTime>("select due_at from workflow.timer where correlation_id = @id", new { id = Case }),
            await Node.ScalarAsync<string>("select xmin::text from workflow.timer where correlation_id = @id", new { id = Case }));

        public ValueTask DisposeAsync() => Node.DisposeAsync();
    }
}
