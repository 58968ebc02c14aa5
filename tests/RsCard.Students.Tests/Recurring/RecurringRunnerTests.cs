using Microsoft.Extensions.Logging;
using RsCard.Students.Recurring;
using RsCard.Students.Tests.Database;
using static RsCard.Students.Tests.Recurring.RecurringHost;

namespace RsCard.Students.Tests.Recurring;

/// <summary>A run is one node's at a time, and what came of it is written down.</summary>
public sealed class RecurringRunnerTests : IAsyncLifetime
{
    private static readonly RecurringJobOptions Long = new() { Lease = TimeSpan.FromMinutes(10) };
    private static readonly RecurringJobOptions Short = new() { Lease = TimeSpan.FromSeconds(1) };

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await CreateDatabaseAsync();

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Job_that_never_ran_is_listed()
    {
        await using var node = Build(database, "a", [new NightlyProbe(), new OtherProbe()], Long);
        var jobs = await node.Get<RecurringRuns>().ListAsync(NoToken);
        Assert.Equal([NightlyProbe.Name, OtherProbe.Name], jobs.Select(job => job.Name));
        Assert.Equal(new RecurringJobState { Name = NightlyProbe.Name, Schedule = "15 3 * * *" }, jobs[0]);
    }

    [Fact]
    public async Task Outcome_is_written_down_with_the_node_and_the_time()
    {
        await using var node = Build(database, "a", [new NightlyProbe()], Long);
        Assert.Equal(new RunResult.Done("done"), await node.Runner.RunAsync(NightlyProbe.Name, waits: false, NoToken));
        var state = await node.StateAsync(NightlyProbe.Name);
        Assert.Equal(("a", "done", null, 0), (state.RanOn, state.Summary, state.Code, state.Failures));
        Assert.NotNull(state.Took);
        Assert.True(state.Took >= TimeSpan.Zero);
        Assert.Equal(state.EndedAt, state.DoneAt);
        Assert.Null(state.RunningOn);
    }

    [Fact]
    public async Task Failures_in_a_row_are_counted_until_it_goes_well_again()
    {
        RunResult result = new RunResult.Failed("TEST-001", "broken");
        await using var node = Build(database, "a", [new NightlyProbe(_ => Task.FromResult(result))], Long);
        for (var run = 0; run < 3; run++)
            Assert.Equal(result, await node.Runner.RunAsync(NightlyProbe.Name, waits: false, NoToken));

        var failing = await node.StateAsync(NightlyProbe.Name);
        Assert.Equal(("TEST-001", "broken", 3), (failing.Code, failing.Summary, failing.Failures));
        Assert.True(failing.FailingSince < failing.EndedAt);
        Assert.Null(failing.DoneAt);
        Assert.Equal(3, node.Logged.Count(line => line.Level == LogLevel.Error && line.Text.StartsWith("TEST-001: test-nightly failed (broken)", StringComparison.Ordinal)));

        result = new RunResult.Done("mended");
        await node.Runner.RunAsync(NightlyProbe.Name, waits: false, NoToken);
        var mended = await node.StateAsync(NightlyProbe.Name);
        Assert.Equal((null, "mended", 0, null), (mended.Code, mended.Summary, mended.Failures, mended.FailingSince));
    }

    [Fact]
    public async Task Exception_is_a_failure_of_which_nothing_but_the_kind_is_told()
    {
        await using var node = Build(database, "a", [new NightlyProbe(_ => throw new InvalidOperationException("20000101-9807"))], Long);
        Assert.Equal(new RunResult.Failed("JOB-001", "System.InvalidOperationException"), await node.Runner.RunAsync(NightlyProbe.Name, waits: false, NoToken));
        Assert.Equal("JOB-001", (await node.StateAsync(NightlyProbe.Name)).Code);
        Assert.DoesNotContain(node.Logged, line => line.Text.Contains("9807", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Second_run_of_the_same_job_is_refused_or_waits()
    {
        var gate = new Gate();
        var probe = new NightlyProbe(gate.PassAsync);
        await using var one = Build(database, "a", [probe], Long);
        await using var two = Build(database, "b", [probe], Long);
        var first = one.Runner.RunAsync(NightlyProbe.Name, waits: false, NoToken);
        await gate.Entered;
        Assert.Equal("a", (await two.StateAsync(NightlyProbe.Name)).RunningOn);

        Assert.Null(await two.Runner.RunAsync(NightlyProbe.Name, waits: false, NoToken));
        var waiting = two.Runner.RunAsync(NightlyProbe.Name, waits: true, NoToken);
        Assert.Equal(1, probe.Begun);
        gate.Open();
        Assert.NotNull(await first);
        Assert.NotNull(await waiting);
        Assert.Equal((2, 1), (probe.Begun, probe.MostAtOnce));
        Assert.Equal("b", (await two.StateAsync(NightlyProbe.Name)).RanOn);
    }

    [Fact]
    public async Task Long_run_keeps_its_lease()
    {
        var gate = new Gate();
        await using var one = Build(database, "a", [new NightlyProbe(gate.PassAsync)], Short);
        var run = one.Runner.RunAsync(NightlyProbe.Name, waits: false, NoToken);
        await gate.Entered;
        var first = await LeaseEndAsync();
        await UntilAsync(LeaseEndAsync, end => end > first + (3 * Short.Lease));
        Assert.Equal("a", (await one.StateAsync(NightlyProbe.Name)).RunningOn);
        gate.Open();
        Assert.NotNull(await run);
    }

    [Fact]
    public async Task Node_that_wakes_after_its_lease_writes_nothing_over_the_run_that_took_over()
    {
        var gate = new Gate();
        await using var frozen = Build(database, "frozen", [new NightlyProbe(_ => gate.PassFrozenAsync())], Long);
        await using var other = Build(database, "other", [new NightlyProbe()], Long);
        var late = frozen.Runner.RunAsync(NightlyProbe.Name, waits: false, NoToken);
        await gate.Entered;
        await ScalarAsync<int>(database, "update recurring_job set running_until = now() - interval '1 second'");
        Assert.True((await other.StateAsync(NightlyProbe.Name)).BrokenOff);
        Assert.Equal(new RunResult.Done("done"), await other.Runner.RunAsync(NightlyProbe.Name, waits: false, NoToken));

        gate.Open();
        Assert.Null(await late);
        var state = await other.StateAsync(NightlyProbe.Name);
        Assert.Equal(("other", "done", false), (state.RanOn, state.Summary, state.BrokenOff));
        Assert.Contains(frozen.Logged, line => line.Text.StartsWith("JOB-003", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_whose_lease_is_lost_is_cancelled()
    {
        var gate = new Gate();
        await using var node = Build(database, "a", [new NightlyProbe(gate.PassAsync)], Short);
        var run = node.Runner.RunAsync(NightlyProbe.Name, waits: false, NoToken);
        await gate.Entered;
        await ScalarAsync<int>(database, "update recurring_job set run = gen_random_uuid(), running_on = 'other', running_until = now() + interval '1 hour'");
        Assert.Null(await run.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.Equal("other", (await node.StateAsync(NightlyProbe.Name)).RunningOn);
    }

    [Fact]
    public async Task Node_that_stops_gives_its_run_back_and_the_last_outcome_stays()
    {
        var gate = new Gate();
        var goesWell = true;
        await using var node = Build(database, "a", [new NightlyProbe(token => goesWell ? Task.FromResult<RunResult>(new RunResult.Done("first")) : gate.PassAsync(token))], Long);
        await node.Runner.RunAsync(NightlyProbe.Name, waits: false, NoToken);
        goesWell = false;
        using var stop = new CancellationTokenSource();
        var run = node.Runner.RunAsync(NightlyProbe.Name, waits: false, stop.Token);
        await gate.Entered;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        var state = await node.StateAsync(NightlyProbe.Name);
        Assert.Equal((null, false, "first", 0), (state.RunningOn, state.BrokenOff, state.Summary, state.Failures));
    }

    [Fact]
    public async Task Job_that_should_have_begun_is_overdue()
    {
        await using var node = Build(database, "a", [new NightlyProbe()], Long);
        var runs = node.Get<RecurringRuns>();
        await runs.SetNextAsync(NightlyProbe.Name, TimeProvider.System.GetUtcNow().AddMinutes(-9), NoToken);
        Assert.False((await node.StateAsync(NightlyProbe.Name)).Overdue);
        await runs.SetNextAsync(NightlyProbe.Name, TimeProvider.System.GetUtcNow().AddMinutes(-11), NoToken);
        Assert.True((await node.StateAsync(NightlyProbe.Name)).Overdue);
    }

    [Fact]
    public async Task Unknown_job_is_named_with_those_that_are_there()
    {
        await using var node = Build(database, "a", [new NightlyProbe()], Long);
        var refusal = await Assert.ThrowsAsync<UnknownJobException>(() => node.Runner.RunAsync("nonsense", waits: false, NoToken));
        Assert.Equal("JOB-002: there is no job 'nonsense'; the jobs are test-nightly.", refusal.Message);
    }

    private Task<DateTime> LeaseEndAsync() => ScalarAsync<DateTime>(database, "select running_until from recurring_job");
}
