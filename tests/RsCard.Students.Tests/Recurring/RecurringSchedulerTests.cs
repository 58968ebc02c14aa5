using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;
using RsCard.Students.Database;
using RsCard.Students.Recurring;
using RsCard.Students.Tests.Database;
using RsCard.Students.Web.Recurring;
using static RsCard.Students.Tests.Recurring.RecurringHost;

namespace RsCard.Students.Tests.Recurring;

/// <summary>Real schedulers, two on one database where it matters. Nothing waits for the night: the night was missed.</summary>
public sealed class RecurringSchedulerTests : IAsyncLifetime
{
    private static readonly TimeSpan LastNight = TimeSpan.FromHours(7);

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await CreateDatabaseAsync();

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Next_run_is_by_the_real_clock_and_shown()
    {
        await using var node = await StartAsync(database, "a", [new NightlyProbe()]);
        var now = TimeProvider.System.GetUtcNow();
        var state = await node.StateAsync(NightlyProbe.Name);
        Assert.InRange(state.NextAt!.Value, now.AddMinutes(-1), now.AddHours(25));
        Assert.Equal(Timetable.NextAfter("15 3 * * *", state.NextAt.Value.AddHours(-1)), state.NextAt);
        Assert.Null(state.EndedAt);
        Assert.Equal(10_000, await ScalarAsync<long>(database, "select checkin_interval from quartz.qrtz_scheduler_state"));
    }

    [Fact]
    public async Task Missed_night_is_caught_up_once_however_many_nodes_come_back()
    {
        var probe = new NightlyProbe();
        await using (await StartAsync(database, "before", [probe, new OtherProbe()]))
        {
        }

        await MissAsync(database, NightlyProbe.Name, LastNight);
        var nodes = await Task.WhenAll(StartAsync(database, "a", [probe, new OtherProbe()]), StartAsync(database, "b", [probe, new OtherProbe()]));
        var state = await nodes[0].UntilAsync(NightlyProbe.Name, job => job.EndedAt is not null);
        Assert.Equal(("done", null), (state.Summary, state.Code));
        Assert.False((await nodes[0].UntilAsync(NightlyProbe.Name, job => job.NextAt > TimeProvider.System.GetUtcNow())).Overdue);
        foreach (var node in nodes)
            await node.DisposeAsync();

        await using var after = await StartAsync(database, "after", [probe, new OtherProbe()]);
        await after.TriggerAsync(OtherProbe.Name);
        await after.UntilAsync(OtherProbe.Name, job => job.EndedAt is not null);
        Assert.Equal(1, probe.Begun);
    }

    [Fact]
    public async Task Another_node_that_starts_leaves_the_triggers_as_they_are()
    {
        await using var one = await StartAsync(database, "a", [new NightlyProbe(), new OtherProbe()]);
        var before = await TriggersAsync();
        await using var two = await StartAsync(database, "b", [new NightlyProbe(), new OtherProbe()]);
        Assert.Equal(before, await TriggersAsync());
    }

    [Fact]
    public async Task Changed_schedule_takes_effect()
    {
        await using (await StartAsync(database, "a", [new NightlyProbe()]))
        {
        }

        await using var node = await StartAsync(database, "a", [new NightlyProbe()], (NightlyProbe.Name, "30 4 * * 1"));
        var state = await node.StateAsync(NightlyProbe.Name);
        Assert.Equal("30 4 * * 1", state.Schedule);
        Assert.Equal(Timetable.NextAfter("30 4 * * 1", TimeProvider.System.GetUtcNow()), state.NextAt);
    }

    [Fact]
    public async Task Night_missed_under_the_old_schedule_is_caught_up_under_the_new()
    {
        var probe = new NightlyProbe();
        await using (await StartAsync(database, "a", [probe]))
        {
        }

        await MissAsync(database, NightlyProbe.Name, TimeSpan.FromHours(26));
        await using var node = await StartAsync(database, "a", [probe], (NightlyProbe.Name, "30 4 * * *"));
        await node.UntilAsync(NightlyProbe.Name, job => job.EndedAt is not null && job.NextAt > TimeProvider.System.GetUtcNow());
        Assert.Equal(1, probe.Begun);
    }

    [Fact]
    public async Task Job_that_is_gone_from_the_release_is_removed()
    {
        await using (var old = await StartAsync(database, "a", [new NightlyProbe(), new OtherProbe()]))
            await old.Runner.RunAsync(OtherProbe.Name, waits: false, NoToken);

        await using var node = await StartAsync(database, "a", [new NightlyProbe()]);
        Assert.Equal(NightlyProbe.Name, await ScalarAsync<string>(database, "select string_agg(job_name, ',') from quartz.qrtz_job_details"));
        Assert.Equal(NightlyProbe.Name, await ScalarAsync<string>(database, "select string_agg(trigger_name, ',') from quartz.qrtz_triggers"));
        Assert.Equal(NightlyProbe.Name, await ScalarAsync<string>(database, "select string_agg(name, ',') from recurring_job"));
    }

    [Fact]
    public async Task Job_that_a_node_does_not_have_is_passed_over_by_it()
    {
        await using var node = await StartAsync(database, "old", [new NightlyProbe()]);
        await using var newer = await StartAsync(database, "new", [new NightlyProbe(), new OtherProbe()]);
        await newer.StopAsync();
        await MissAsync(database, OtherProbe.Name, LastNight);
        await node.TriggerAsync(NightlyProbe.Name);
        await UntilAsync(() => Task.FromResult(node.Logged.Any(line => line.Level == LogLevel.Warning && line.Text.Contains("JOB-002: there is no job test-other", StringComparison.Ordinal))), found => found);
    }

    [Fact]
    public async Task Paused_job_is_passed_over_until_it_is_started_again()
    {
        var probe = new NightlyProbe();
        await using (await StartAsync(database, "before", [probe]))
        {
        }

        await MissAsync(database, NightlyProbe.Name, LastNight);
        await ScalarAsync<int>(database, "update recurring_job set next_at = null, paused_at = now(), paused_by = 'test'");
        await using var node = await StartAsync(database, "a", [probe]);
        await node.UntilAsync(NightlyProbe.Name, job => job.NextAt > TimeProvider.System.GetUtcNow());

        await ScalarAsync<int>(database, "update recurring_job set paused_at = null, paused_by = null");
        await node.TriggerAsync(NightlyProbe.Name);
        await node.UntilAsync(NightlyProbe.Name, job => job.EndedAt is not null);
        Assert.Equal(1, probe.Begun);
    }

    [Fact]
    public async Task Two_nodes_never_run_a_job_at_once()
    {
        var probe = new NightlyProbe(async token =>
        {
            await Task.Yield();
            return new RunResult.Done("done");
        });
        await using var one = await StartAsync(database, "a", [probe]);
        await using var two = await StartAsync(database, "b", [probe]);
        for (var round = 0; round < 5; round++)
            await Task.WhenAll(one.TriggerAsync(NightlyProbe.Name), two.TriggerAsync(NightlyProbe.Name));
        await UntilAsync(() => Task.FromResult(probe.Begun), begun => begun == 10);
        Assert.Equal(1, probe.MostAtOnce);
    }

    [Fact]
    public async Task Failed_run_is_tried_again_at_the_next_time()
    {
        var probe = new NightlyProbe(_ => throw new InvalidOperationException());
        await using var node = await StartAsync(database, "a", [probe]);
        await node.TriggerAsync(NightlyProbe.Name);
        var failed = await node.UntilAsync(NightlyProbe.Name, job => job.Failures == 1);
        Assert.Equal("JOB-001", failed.Code);
        Assert.True(failed.NextAt > TimeProvider.System.GetUtcNow());
        await node.TriggerAsync(NightlyProbe.Name);
        await node.UntilAsync(NightlyProbe.Name, job => job.Failures == 2);

        // The scheduler lets go of its trigger after the run has written down how it went.
        await RecurringHost.UntilAsync(
            () => ScalarAsync<string>(database, "select trigger_state from quartz.qrtz_triggers where trigger_name = 'test-nightly'"), state => state == "WAITING");
    }

    [Fact]
    public async Task Node_that_stops_hands_its_run_to_another()
    {
        var gate = new Gate();
        var stopping = await StartAsync(database, "stopping", [new NightlyProbe(gate.PassAsync)]);
        await stopping.TriggerAsync(NightlyProbe.Name);
        await gate.Entered;
        await using var other = await StartAsync(database, "other", [new NightlyProbe()]);
        await stopping.DisposeAsync();
        Assert.Equal("other", (await other.UntilAsync(NightlyProbe.Name, job => job.EndedAt is not null)).RanOn);
    }

    [Fact]
    public async Task Ticks_are_not_logged()
    {
        await using var node = await StartAsync(database, "a", [new NightlyProbe()]);
        await node.TriggerAsync(NightlyProbe.Name);
        await node.UntilAsync(NightlyProbe.Name, job => job.EndedAt is not null);
        await node.StopAsync();
        Assert.DoesNotContain(node.Logged, line => line.Category.StartsWith("Quartz", StringComparison.Ordinal) && line.Level < LogLevel.Warning);
        Assert.DoesNotContain(node.Logged, line => line.Level >= LogLevel.Warning);
        Assert.Contains(node.Logged, line => line.Text.StartsWith("test-nightly is done", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Database_of_an_earlier_release_refuses_the_start()
    {
        await ScalarAsync<int>(database, "drop schema quartz cascade");
        var refusal = await Assert.ThrowsAsync<MigrationException>(() => StartAsync(database, "a", [new NightlyProbe()]));
        Assert.StartsWith("DB-007", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_are_those_that_this_Quartz_makes_by_itself()
    {
        await using var own = await TestDatabase.CreateAsync(["create schema quartz"]);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<System.Data.Common.DbDataSource>(own.DataSource);
        services.AddQuartz(quartz => quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(source => source.UseRegisteredDataSource = true);
            store.UseSystemTextJsonSerializer();
            store.ProvisionSchema();
            store.ConfigureStore(options => options.TablePrefix = "quartz.qrtz_");
        }));
        await using (var provider = services.BuildServiceProvider())
        {
            var scheduler = await provider.GetRequiredService<ISchedulerFactory>().GetScheduler(NoToken);
            await scheduler.Start(NoToken);
            await scheduler.Shutdown(waitForJobsToComplete: true, NoToken);
        }

        const string Shape =
            """
            select string_agg(line, E'\n' order by line)
            from (
                select concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable, column_default)
                from information_schema.columns
                where table_schema = 'quartz'
                union all
                select indexdef
                from pg_indexes
                where schemaname = 'quartz'
                union all
                select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
                from pg_constraint
                where connamespace = 'quartz'::regnamespace) as shape (line)
            """;
        var made = await ScalarAsync<string>(own, Shape);
        Assert.True(made?.Split('\n').Length > 150, made);
        Assert.Equal(made, await ScalarAsync<string>(database, Shape));
    }

    [Fact]
    public async Task Scheduler_goes_by_the_real_clock_and_leaves_the_business_clock_to_the_rest_of_the_node()
    {
        await using var host = await RecurringHost.StartAsync(database, "node", []);
        Assert.IsType<RecurringHost.LongAgo>(host.Get<TimeProvider>());
    }

    private Task<string?> TriggersAsync() => ScalarAsync<string>(database, "select string_agg(concat_ws(' ', trigger_name, xmin, ctid, next_fire_time), ',' order by trigger_name) from quartz.qrtz_triggers");
}
