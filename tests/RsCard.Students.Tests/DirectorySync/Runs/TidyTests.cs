using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Runs;

/// <summary>What is forgotten of runs, and what never is.</summary>
public sealed class TidyTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task What_a_run_only_looked_at_is_forgotten_after_a_week_and_what_it_wrote_never()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(2);
        await node.DeleteAsync(rows[0]);
        await node.SetAsync(rows[1], "mail", "hand@example.se");
        var run = await node.SyncAsync();
        Assert.Equal((1, 1), (run.Applied.GetValueOrDefault(PlanKind.Add), run.Situations.GetValueOrDefault(Situation.ChangedByHand)));
        var items = "select kind || ' ' || state from directory_run_item where run_id = @Id and (kind <> 'Decide' or situation = 'ChangedByHand') order by kind";

        await LaterAsync(node, 6);
        Assert.Equal(["Add done", "Decide planned"], await node.ListAsync<string>(items, new { run.Id }));
        await LaterAsync(node, 2);
        Assert.Equal(["Add done"], await node.ListAsync<string>(items, new { run.Id }));
        await LaterAsync(node, 90);
        Assert.Equal(["Add done"], await node.ListAsync<string>(items, new { run.Id }));
        Assert.Equal(["add"], await node.JournalAsync(run.Id));
    }

    [Fact]
    public async Task Run_that_wrote_nothing_is_forgotten_after_a_quarter_but_never_the_last_good_one_nor_one_that_is_open()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = (await node.EnteredAsync(1))[0];
        var first = await node.SyncAsync();
        var dry = await node.OrderAsync(dryRun: true);
        await LaterAsync(node, 1);
        var last = await node.SyncAsync(ReadDepth.Full);
        await LaterAsync(node, 1);
        await node.DeleteAsync(row);
        var open = await node.OrderAsync();
        Assert.True(open.IsOpen);

        await LaterAsync(node, 87);
        Assert.Equal(4, (await RunsAsync(node)).Count);
        await LaterAsync(node, 10);
        Assert.Equal([last.Id, open.Id], await RunsAsync(node));
        Assert.DoesNotContain(first.Id, await RunsAsync(node));
        Assert.DoesNotContain(dry.Id, await RunsAsync(node));
        Assert.Equal(["Add queued"], await node.ItemsAsync(open.Id));
    }

    private static async Task LaterAsync(ProductNode node, int days)
    {
        await node.Get<BusinessClock>().ShiftAsync(TimeSpan.FromDays(days), NoToken);
        await node.Get<RunStore>().TidyAsync(NoToken);
    }

    private static Task<List<Guid>> RunsAsync(ProductNode node) => node.ListAsync<Guid>("select id from directory_run order by started_at, id");
}
