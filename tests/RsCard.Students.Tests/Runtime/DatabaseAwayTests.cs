using Dapper;
using Npgsql;
using RsCard.Students.Runtime;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests.Runtime;

/// <summary>The database goes away in the middle: that costs a moment, not a lease, and no work is done twice.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private static readonly WorkflowDefinition Mailing = new ChartBuilder("mailing").Then("mail", "Test.Work", ("kind", "mail")).Then("sent", "Test.Gate").Build();

    private readonly RuntimeDatabase fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Finishing_that_was_cut_off_is_tried_again_and_the_work_is_not()
    {
        var writes = 0;
        var handler = new TestHandler("mail", new WorkOutcome.Completed("Done", async (transaction, token) =>
        {
            if (++writes == 1)
                await transaction.Connection!.ExecuteAsync("select pg_terminate_backend(pg_backend_pid())", transaction: transaction);
        }));
        await using var node = await TestNode.CreateAsync(fixture.Database, [Mailing], handler);
        var @case = Guid.NewGuid();
        await node.StartAsync("mailing", @case);

        Assert.Equal(1, await node.Work.RunOnceAsync(TestNode.NoToken));

        Assert.Equal((1, 2), (handler.Handled.Count, writes));
        Assert.Equal("sent", Assert.Single(await node.OpenStepsAsync(@case)).Name);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
    }

    [Fact]
    public async Task Claim_whose_answer_was_lost_is_given_back_by_the_next_and_counts_no_attempt()
    {
        await using var node = await TestNode.CreateAsync(fixture.Database, [Mailing]);
        await node.EnqueueAsync("mail", "a");
        await using var wire = new CutWire(fixture.Database.ConnectionString);
        await using var data = NpgsqlDataSource.Create(wire.ConnectionString);
        var leases = new LeaseStore(data, new WorkflowRuntimeOptions());

        wire.CutAnswerTo("with claimed");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => leases.ClaimAsync("mail", 10, TestNode.NoToken));
        Assert.Equal("leased", await node.ScalarAsync<string>("select state from workflow.work_item"));

        Assert.Equal(1, Assert.Single(await leases.ClaimAsync("mail", 10, TestNode.NoToken)).Attempt);
    }
}
