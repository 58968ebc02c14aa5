using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Runs;

/// <summary>A run that takes too long stands in the way of no other, and nothing that was begun is lost with it.</summary>
public sealed class GivenUpRunTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(16);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Run_whose_writes_keep_failing_is_given_up_when_it_is_too_old_and_the_next_one_plans_them_again()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var cut = await node.BesideAsync(services => services.Wrap("SyncItemHandler", inner => new WrappedHandler(inner, (_, _) => Task.FromResult<WorkOutcome>(new WorkOutcome.Transient("DIR-001", "slow")))));
        foreach (var row in await node.EnteredAsync(2))
            await node.DeleteAsync(row);
        var old = await node.OrderAsync();
        await cut.RunAsync();
        Assert.Contains("2 writes wait", await RefusalAsync(node), StringComparison.Ordinal);

        await node.Get<BusinessClock>().ShiftAsync(TooLong, NoToken);
        Assert.InRange((await node.ReportAsync(old.Id)).AgeAt(node.Get<TimeProvider>().GetUtcNow())!.Value, TooLong, TooLong * 2);
        var next = await node.SyncAsync();

        Assert.Equal((2, true), (next.Applied.GetValueOrDefault(PlanKind.Add), next.InSync));
        old = await node.ReportAsync(old.Id);
        Assert.Equal((RunReport.Done, RunReport.TookTooLong, false, 2), (old.State, old.Code, old.InSync, old.Superseded));
        Assert.Equal(["Add superseded SYNC-007", "Add superseded SYNC-007"], await node.ItemsAsync(old.Id));
        Assert.Null(old.AgeAt(node.Get<TimeProvider>().GetUtcNow()));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item where kind = 'directory-sync'"));
    }

    [Fact]
    public async Task Write_that_is_in_flight_when_its_run_is_given_up_ends_itself_with_its_line_in_the_journal()
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = await ProductNode.StartAsync(slapd);
        await using var slow = await node.BesideAsync(services => services.Wrap("SyncItemHandler", inner => new WrappedHandler(inner, async (_, handle) =>
        {
            var outcome = await handle();
            written.TrySetResult();
            await goOn.Task;
            return outcome;
        })));
        var row = (await node.EnteredAsync(1))[0];
        await node.DeleteAsync(row);
        var old = await node.OrderAsync();
        var working = slow.RunAsync();
        await written.Task.WaitAsync(Limit);

        await node.Get<BusinessClock>().ShiftAsync(TooLong, NoToken);
        Assert.Contains("1 writes are being given up", await RefusalAsync(node), StringComparison.Ordinal);
        Assert.Equal(["Add queued"], await node.ItemsAsync(old.Id));
        goOn.SetResult();
        await working;

        Assert.Equal(["Add done"], await node.ItemsAsync(old.Id));
        Assert.Equal(["add"], await node.JournalAsync(old.Id));
        Assert.Equal((RunReport.Done, RunReport.TookTooLong), ((await node.ReportAsync(old.Id)).State, (await node.ReportAsync(old.Id)).Code));
        Assert.Equal((0, true), ((await node.SyncAsync()).Planned(PlanKind.Add), (await node.SyncAsync()).InSync));
        await node.EntryAsync(row);
    }

    [Fact]
    public async Task Write_that_was_begun_and_perhaps_done_is_told_in_the_journal_and_not_begun_again()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var dying = await node.BesideAsync(services => services.Wrap("SyncItemHandler", inner => new WrappedHandler(inner, async (_, handle) =>
        {
            await handle();
            throw new InvalidOperationException("died before it could say so");
        })));
        var row = (await node.EnteredAsync(1))[0];
        await node.ExecuteAsync("update enrolment set last_day = last_day + 30");
        var old = await node.OrderAsync();
        await dying.RunAsync();
        var after = await node.EntryAsync(row);

        await node.Get<BusinessClock>().ShiftAsync(TooLong, NoToken);
        Assert.Contains("1 writes are being given up", await RefusalAsync(node), StringComparison.Ordinal);
        await node.RunAsync();

        Assert.Equal(["Modify superseded SYNC-007"], await node.ItemsAsync(old.Id));
        Assert.Equal(["modify?"], await node.JournalAsync(old.Id));
        Assert.Equal(after.Text("entryCSN"), (await node.EntryAsync(row)).Text("entryCSN"));
        Assert.True((await node.SyncAsync()).InSync);
    }

    private static async Task<string> RefusalAsync(ProductNode node)
    {
        var refused = await Assert.ThrowsAsync<RunRefusedException>(() => node.OrderAsync());
        Assert.Equal("SYNC-002", refused.Code);
        return refused.Text;
    }
}
