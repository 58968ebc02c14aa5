using Dapper;
using Npgsql;

namespace RsCard.Students.Recurring;

/// <summary>When each job ran last and runs next, and whose run it is now. Real time, on the database's clock.</summary>
public sealed class RecurringRuns(NpgsqlDataSource database, RecurringJobs jobs)
{
    /// <summary>The jobs of this release, by name.</summary>
    public async Task<IReadOnlyList<RecurringJobState>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var known = await connection.QueryAsync<RecurringJobState>(new CommandDefinition(
            """
            select
                job.name,
                recurring_job.schedule,
                next_at,
                coalesce(next_at < now() - interval '10 minutes', false) as overdue,
                case when running_until >= now() then running_on end as running_on,
                case when running_until >= now() then running_since end as running_since,
                coalesce(running_until < now(), false) as broken_off,
                started_at,
                ended_at,
                ran_on,
                code,
                summary,
                coalesce(failures, 0) as failures,
                failing_since,
                done_at,
                paused_at,
                paused_by
            from unnest(@names) as job (name)
            left join recurring_job on recurring_job.name = job.name
            order by job.name
            """,
            new { names = jobs.Names.ToArray() },
            cancellationToken: cancellationToken));
        return [.. known.Select(job => job with { Schedule = jobs.ScheduleOf(job.Name) })];
    }

    /// <summary>Writes down when a job runs next, for those who look.</summary>
    /// <param name="nextAt">UTC; null where it isn't known.</param>
    public Task SetNextAsync(string name, DateTimeOffset? nextAt, CancellationToken cancellationToken) => ExecuteAsync(
        """
        insert into recurring_job (name, schedule, next_at)
        values (@name, @schedule, @nextAt)
        on conflict (name) do update
        set schedule = excluded.schedule,
            next_at = excluded.next_at
        """,
        new { name, schedule = jobs.ScheduleOf(name), nextAt },
        cancellationToken);

    /// <summary>Whether a person has said that the job shall not run by itself.</summary>
    public async Task<bool> IsPausedAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from recurring_job where name = @name and paused_at is not null)",
            new { name },
            cancellationToken: cancellationToken));
    }

    /// <summary>Jobs that this release doesn't have are forgotten.</summary>
    public Task ForgetOthersAsync(CancellationToken cancellationToken) => ExecuteAsync(
        """
        delete from recurring_job
        where name <> all (@names)
        """,
        new { names = jobs.Names.ToArray() },
        cancellationToken);

    /// <returns>False where another run of the job is under way.</returns>
    internal async Task<bool> ClaimAsync(RunClaim claim, TimeSpan lease, CancellationToken cancellationToken) => await ExecuteAsync(
        """
        insert into recurring_job (name, run, running_on, running_since, running_until)
        values (@Name, @Run, @Node, now(), now() + @lease)
        on conflict (name) do update
        set run = excluded.run,
            running_on = excluded.running_on,
            running_since = excluded.running_since,
            running_until = excluded.running_until
        where recurring_job.run is null
            or recurring_job.running_until < now()
        """,
        new { claim.Name, claim.Run, claim.Node, lease },
        cancellationToken) > 0;

    /// <returns>False where the run has been lost to another.</returns>
    internal async Task<bool> RenewAsync(RunClaim claim, TimeSpan lease, CancellationToken cancellationToken) => await ExecuteAsync(
        """
        update recurring_job
        set running_until = now() + @lease
        where name = @Name
            and run = @Run
        """,
        new { claim.Name, claim.Run, lease },
        cancellationToken) > 0;

    /// <summary>The run ended without an outcome: its node is stopping. What was known of the last one stays.</summary>
    internal Task GiveBackAsync(RunClaim claim, CancellationToken cancellationToken) => ExecuteAsync(
        """
        update recurring_job
        set run = null,
            running_on = null,
            running_since = null,
            running_until = null
        where name = @Name
            and run = @Run
        """,
        new { claim.Name, claim.Run },
        cancellationToken);

    /// <returns>False where the run has been lost to another, whose outcome counts.</returns>
    internal async Task<bool> FinishAsync(RunClaim claim, RunResult result, CancellationToken cancellationToken)
    {
        var (code, summary) = result switch
        {
            RunResult.Done done => (null, done.Summary),
            RunResult.Failed failed => (failed.Code, failed.Detail),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return await ExecuteAsync(
            """
            update recurring_job
            set run = null,
                running_on = null,
                running_since = null,
                running_until = null,
                started_at = running_since,
                ended_at = now(),
                ran_on = running_on,
                code = @code,
                summary = @summary,
                failures = case when @code::text is null then 0 else failures + 1 end,
                failing_since = case when @code::text is not null then coalesce(failing_since, now()) end,
                done_at = case when @code::text is null then now() else done_at end
            where name = @Name
                and run = @Run
            """,
            new { claim.Name, claim.Run, code, summary },
            cancellationToken) > 0;
    }

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }
}

/// <param name="Run">The fence.</param>
internal sealed record RunClaim(string Name, Guid Run, string Node);

/// <summary>A job as the page and the command line show it. All times are real time, UTC; null where it hasn't happened yet.</summary>
public sealed record RecurringJobState
{
    public required string Name { get; init; }

    /// <summary>As this node's settings say.</summary>
    public string Schedule { get; init; } = "";

    public DateTimeOffset? NextAt { get; init; }

    /// <summary>It should have begun more than ten minutes ago: no node works, or its scheduler stands still.</summary>
    public bool Overdue { get; init; }

    /// <summary>The node that runs it now.</summary>
    public string? RunningOn { get; init; }

    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>A node began it and is gone; another takes it over.</summary>
    public bool BrokenOff { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public TimeSpan? Took => EndedAt - StartedAt;

    public string? RanOn { get; init; }

    /// <summary>Why the last run failed; null where it didn't.</summary>
    public string? Code { get; init; }

    public string? Summary { get; init; }

    /// <summary>How many runs have failed in a row.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When it last went well.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Since when it doesn't run by itself, by a person's word.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    public string? PausedBy { get; init; }
}
