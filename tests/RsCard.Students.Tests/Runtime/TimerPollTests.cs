using Dapper;
using Npgsql;
using RsCard.Students.Runtime;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Tests.Runtime;

/// <summary>What a poll costs by the blocks that PostgreSQL touches for it: the same on every machine.</summary>
public sealed class TimerPollTests : IAsyncLifetime
{
    private static readonly WorkflowDefinition Month = new ChartBuilder("month").Then("month", "Test.Until", ("span", "31.00:00:00")).Build();

    private readonly RuntimeDatabase fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    /// <param name="analysed">Fresh statistics, or those of an empty table: the planner must take the index either way.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Poll_over_a_hundred_times_as_many_waiting_timers_touches_no_more_than_twice_the_blocks(bool analysed)
    {
        // One connection, so that the statistics of the poll are those of the session that asks for them.
        await using var data = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(fixture.Database.ConnectionString) { MaxPoolSize = 1 }.ConnectionString);
        var catalogue = new DefinitionCatalogue(data);
        await catalogue.AddAsync([Month], TestNode.NoToken);
        var clock = new BusinessClock(data, TimeProvider.System);
        var timers = new TimerWorker(data, new BatchAdvance(catalogue, new TestHost(), clock), clock, new WorkflowRuntimeOptions());

        await AddWaitingAsync(data, 1_000, analysed);
        var few = await BlocksAsync(data, timers);
        await AddWaitingAsync(data, 99_000, analysed);
        var many = await BlocksAsync(data, timers);

        Assert.InRange(few, 1, 30);
        Assert.InRange(many, 1, 2 * few);
    }

    private static async Task<long> BlocksAsync(NpgsqlDataSource data, TimerWorker timers)
    {
        // The first poll of a session reads the catalogue too, and peeks at the ends of the indexes.
        await timers.RunOnceAsync(TestNode.NoToken);
        var before = await TouchedAsync(data);
        Assert.Equal(0, await timers.RunOnceAsync(TestNode.NoToken));
        return await TouchedAsync(data) - before;
    }

    private static async Task<long> TouchedAsync(NpgsqlDataSource data)
    {
        await using var connection = await data.OpenConnectionAsync();
        await connection.ExecuteAsync("select pg_stat_force_next_flush()");
        return await connection.ExecuteScalarAsync<long>(
            """
            select sum(heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit, 0) + coalesce(idx_blks_read, 0))::bigint
            from pg_statio_user_tables
            where schemaname = 'workflow'
            """);
    }

    private static async Task AddWaitingAsync(NpgsqlDataSource data, int count, bool analysed)
    {
        await using var connection = await data.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            alter table workflow.instance set (autovacuum_enabled = false);
            alter table workflow.timer set (autovacuum_enabled = false);
            set session_replication_role = replica;
            """);
        await connection.ExecuteAsync(
            """
            with new as (
                insert into workflow.instance (id, correlation_id, definition_hash, definition_id, status, state, created_at, updated_at)
                select gen_random_uuid(), gen_random_uuid(), @hash, 'month', 'suspended', '{}', now(), now()
                from generate_series(1, @count)
                returning id, correlation_id
            )
            insert into workflow.timer (instance_id, execution, correlation_id, due_at)
            select id, 2, correlation_id, now() + interval '1 year' * (1 + random())
            from new
            """,
            new { hash = Month.Hash, count });
        await connection.ExecuteAsync("reset session_replication_role");
        if (analysed)
            await connection.ExecuteAsync("analyze workflow.instance, workflow.timer");
    }
}
