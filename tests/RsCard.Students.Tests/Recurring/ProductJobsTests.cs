using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Recurring;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Students;
using RsCard.Students.Testing;
using RsCard.Students.Web;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Recurring;

/// <summary>The jobs of the product, each run once.</summary>
public sealed class ProductJobsTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Trail_is_sealed_and_found_whole()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.Get<JobDesk>().RunAsync("tidy-workflow", HsaTeam, NoToken);
        await RecurringHost.UntilAsync(() => RunAsync(node, "seal-audit"), result => result == new RunResult.Done("1 events sealed"));
        Assert.Equal(new RunResult.Done("1 seals hold, 0 events not yet sealed"), await RunAsync(node, "check-audit"));
        Assert.Equal(new RunResult.Done("0 events sealed"), await RunAsync(node, "seal-audit"));
    }

    [Fact]
    public async Task Changed_event_fails_the_nightly_check_loudly_until_it_is_mended()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.Get<JobDesk>().RunAsync("check-audit", HsaTeam, NoToken);
        await RecurringHost.UntilAsync(() => RunAsync(node, "seal-audit"), result => result == new RunResult.Done("1 events sealed"));
        await node.ExecuteAsync("set session_replication_role = replica; update audit_event set actor = 'nobody'");

        var failed = Assert.IsType<RunResult.Failed>(await RunAsync(node, "check-audit"));
        Assert.Equal("AUDIT-001", failed.Code);
        Assert.Contains("Error AUDIT-001: check-audit failed (seal 1 doesn't hold", node.Site.Logs.Text, StringComparison.Ordinal);
        await RunAsync(node, "check-audit");
        var state = (await node.Get<RecurringRuns>().ListAsync(NoToken)).Single(job => job.Name == "check-audit");
        Assert.Equal(("AUDIT-001", 2), (state.Code, state.Failures));
    }

    [Fact]
    public async Task Flows_of_a_case_are_removed_when_its_end_is_long_ago_and_the_case_and_its_trail_stay()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var (ended, running) = await OneEndedAndOneRunningAsync(node);
        var trail = await node.ScalarAsync<long>("select count(*) from audit_event where case_id = @id", new { id = ended });
        Assert.True(trail > 3);
        var flows = await FlowsAsync(node, ended);
        Assert.True(flows > 1);
        await node.ExecuteAsync("update workflow.instance set finished_at = @at where correlation_id = @id", new { at = DaysAgo(node, 399), id = ended });
        Assert.Equal(new RunResult.Done("0 ended flows and 0 mended incidents removed"), await RunAsync(node, "tidy-workflow"));

        await node.ExecuteAsync("update workflow.instance set finished_at = @at where correlation_id = @id", new { at = DaysAgo(node, 401), id = ended });
        await IncidentAsync(node, ended, "mended");
        Assert.Equal(new RunResult.Done($"{flows} ended flows and 1 mended incidents removed"), await RunAsync(node, "tidy-workflow"));
        Assert.Equal(0, await FlowsAsync(node, ended));
        Assert.True(await FlowsAsync(node, running) > 0);
        Assert.Equal(trail, await node.ScalarAsync<long>("select count(*) from audit_event where case_id = @id", new { id = ended }));
        Assert.NotNull((await node.ViewAsync(ended)).Person);
        Assert.Equal(new RunResult.Done("0 ended flows and 0 mended incidents removed"), await RunAsync(node, "tidy-workflow"));
    }

    [Theory]
    [InlineData("update workflow.instance set finished_at = @recent where id = (select id from workflow.instance where correlation_id = @id limit 1)")]
    [InlineData("update workflow.instance set finished_at = null, status = 'suspended' where id = (select id from workflow.instance where correlation_id = @id limit 1)")]
    [InlineData("insert into workflow.incident (kind, correlation_id, code, detail, attempts) values ('work', @id, 'TEST-001', 'test', 1)")]
    [InlineData("insert into workflow.work_item (kind, key, payload, correlation_id) values ('test', 'test', '{}', @id)")]
    public async Task Case_of_which_something_is_open_or_ended_lately_is_left_whole(string sql)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var (ended, _) = await OneEndedAndOneRunningAsync(node);
        var flows = await FlowsAsync(node, ended);
        await node.ExecuteAsync("update workflow.instance set finished_at = @at where correlation_id = @id", new { at = DaysAgo(node, 500), id = ended });
        await node.ExecuteAsync(sql, new { id = ended, recent = DaysAgo(node, 10) });
        Assert.Equal(new RunResult.Done("0 ended flows and 0 mended incidents removed"), await RunAsync(node, "tidy-workflow"));
        Assert.Equal(flows, await FlowsAsync(node, ended));
    }

    [Fact]
    public async Task Incident_that_was_mended_long_ago_is_removed_though_its_case_runs()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var (_, running) = await OneEndedAndOneRunningAsync(node);
        foreach (var days in new[] { 399, 401, 800 })
        {
            await IncidentAsync(node, running, $"{days}");
            await node.ExecuteAsync("update workflow.incident set resolved_at = now() - make_interval(days => @days) where resolution = @days::text", new { days });
        }

        Assert.Equal(new RunResult.Done("0 ended flows and 2 mended incidents removed"), await RunAsync(node, "tidy-workflow"));
        Assert.Equal("399", await node.ScalarAsync<string>("select string_agg(resolution, ',') from workflow.incident"));
        Assert.True(await FlowsAsync(node, running) > 0);
    }

    [Fact]
    public async Task Each_day_that_passes_runs_what_recurs_after_the_timers_and_then_the_work_of_it()
    {
        var work = new List<string>();
        await using var node = await ProductNode.StartAsync(slapd, change: services =>
        {
            services.AddSingleton<DayByDay>();
            services.AddSingleton<IRecurringJob>(provider => new NightlyProbe(async token =>
            {
                await using var connection = await provider.GetRequiredService<Npgsql.NpgsqlDataSource>().OpenConnectionAsync(token);
                await using var transaction = await connection.BeginTransactionAsync(token);
                await provider.GetRequiredService<WorkItemQueue>().EnqueueAsync(transaction, "test", "key", "{}", correlationId: null, token);
                await transaction.CommitAsync(token);
                work.Add($"job {provider.GetRequiredService<TimeProvider>().Today():MM-dd}");
                return new RunResult.Done("");
            }));
            services.AddSingleton<IWorkItemHandler>(provider => new Noting(work, provider));
        });
        await node.Get<DayByDay>().AdvanceAsync(2, NoToken);
        Assert.Equal(["job 11-24", "work 11-24", "job 11-25", "work 11-25"], work);
        var jobs = await node.Get<RecurringRuns>().ListAsync(NoToken);
        Assert.Equal(["check-audit", "erase-card-photos", "erase-passport-copies", "read-bounces", "remind", "seal-audit", "sync-directory-changes", "sync-directory-full", "test-nightly", "tidy-workflow", "watch-card-activation", "watch-card-expiry", "weekly-digest"], jobs.Select(job => job.Name));
        Assert.All(jobs, job => Assert.NotNull(job.DoneAt));
    }

    private static Task<RunResult?> RunAsync(ProductNode node, string job) => node.Get<RecurringRunner>().RunAsync(job, waits: false, NoToken);

    private static async Task<(CaseId Ended, CaseId Running)> OneEndedAndOneRunningAsync(ProductNode node)
    {
        StudentRow[] rows = [new(), new()];
        var cases = await node.EnterAsync(rows);
        await node.ExecuteAsync("delete from workflow.timer where correlation_id = @id; delete from workflow.bookmark where correlation_id = @id", new { id = cases[0] });
        await node.ExecuteAsync("update workflow.instance set status = 'finished', finished_at = @at where correlation_id = @id", new { at = DaysAgo(node, 0), id = cases[0] });
        return (cases[0], cases[1]);
    }

    private static Task IncidentAsync(ProductNode node, CaseId id, string resolution) => node.ExecuteAsync(
        "insert into workflow.incident (kind, correlation_id, code, detail, attempts, state, resolved_at, resolution) values ('work', @id, 'TEST-001', 'test', 1, 'mended', now(), @resolution)",
        new { id, resolution });

    private static Task<long> FlowsAsync(ProductNode node, CaseId id) => node.ScalarAsync<long>("select count(*) from workflow.instance where correlation_id = @id", new { id });

    private static DateTimeOffset DaysAgo(ProductNode node, int days) => node.Get<TimeProvider>().GetUtcNow().AddDays(-days);

    private sealed class Noting(List<string> work, IServiceProvider services) : IWorkItemHandler
    {
        public string Kind => "test";

        public int Concurrency => 1;

        public RetryPolicy Retries => new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 1);

        public Task<WorkOutcome> HandleAsync(LeasedWorkItem item, CancellationToken cancellationToken)
        {
            work.Add($"work {services.GetRequiredService<TimeProvider>().Today():MM-dd}");
            return Task.FromResult<WorkOutcome>(new WorkOutcome.Completed("Done"));
        }
    }
}
