using Dapper;
using Npgsql;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>What the last look was made for, and whether another one could see anything else.</summary>
public sealed class LookBook(NpgsqlDataSource database, PlanBasis basis, TimeProvider clock)
{
    /// <summary>
    /// The last run, where a new one would find what it found: in sync and nothing held back, nothing written since of any student, on
    /// the same day, by the same settings, and the process isn't writing. Null: look. What the directory itself holds is still to be
    /// asked, and may only be <see cref="ReadReport.Unchanged"/>.
    /// </summary>
    internal async Task<Guid?> FindStandingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            """
            select run.id
            from directory_look look
            join directory_run run on run.id = look.run_id
            where look.basis = @basis
            and look.day = @today
            and run.state = 'done'
            and (run.report ->> 'InSync')::boolean
            and run.report -> 'Situations' ->> 'Moving' is null
            and run.id = (
                select id
                from directory_run
                where not dry_run
                order by started_at desc, id desc
                limit 1)
            and not exists (select from directory_touched)
            and not exists (
                select
                from workflow.work_item
                where kind = 'directory'
                and state in ('ready', 'leased'))
            """,
            new { basis = basis.Value, today = clock.Today() },
            cancellationToken: cancellationToken));
    }

    /// <summary>Nothing has changed since the run: it holds until now.</summary>
    internal async Task ConfirmAsync(Guid run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update directory_run
            set confirmed_at = @now
            where id = @run
            """,
            new { run, now },
            cancellationToken: cancellationToken));
    }

    /// <summary>A look was made, in its transaction.</summary>
    internal Task LookedAsync(NpgsqlConnection connection, Guid? run, DateOnly day, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            insert into directory_look (run_id, basis, day)
            values (@run, @basis, @day)
            on conflict (singleton) do update
            set run_id = excluded.run_id,
                basis = excluded.basis,
                day = excluded.day
            """,
            new { run, basis = basis.Value, day },
            cancellationToken: cancellationToken));
}
