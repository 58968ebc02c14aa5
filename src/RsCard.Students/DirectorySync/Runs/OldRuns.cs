using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.DirectorySync.Journal;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>
/// Gives up a run that takes too long, because its writes keep failing: without that they block every later run for as long as they
/// are tried. What nobody has begun is left at once. What somebody holds, or has begun and perhaps written, is left to its own work:
/// the lease fences it, it ends itself with its line in the journal, and it is begun no more.
/// </summary>
public sealed class OldRuns(NpgsqlDataSource database, DirectoryOptions options, TimeProvider clock)
{
    /// <summary>It has gone on for longer than a run may.</summary>
    internal bool IsTooOld(RunReport run) => run.State == RunReport.Running && run.AgeAt(clock.GetUtcNow()) > options.RunAtMost;

    /// <summary>May be called again. Called by who holds the run lock.</summary>
    internal async Task GiveUpAsync(RunReport run, CancellationToken cancellationToken)
    {
        var told = run with { Code = RunReport.TookTooLong, Detail = $"not ended after {options.RunAtMost.TotalMinutes:0} minutes: what was left is planned anew" };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            with given_up as (
                update directory_run
                set given_up_at = coalesce(given_up_at, @now),
                    report = @report::jsonb
                where id = @Id
                    and state = 'running'
                returning id
            ),
            gone as (
                delete from workflow.work_item
                using given_up
                where kind = @kind
                    and (payload ->> 'Run')::uuid = given_up.id
                    and state = 'ready'
                    and jsonb_typeof(payload -> 'Intent') = 'null'
                returning (payload ->> 'Position')::integer as position
            ),
            woken as (
                update workflow.work_item
                set due_at = now()
                from given_up
                where kind = @kind
                    and (payload ->> 'Run')::uuid = given_up.id
                    and state = 'ready'
                    and jsonb_typeof(payload -> 'Intent') <> 'null'
                returning work_item.id
            ),
            ended as (
                update directory_run_item item
                set state = 'superseded',
                    code = @Code,
                    finished_at = @now
                from gone
                where item.run_id = @Id
                    and item.position = gone.position
                    and item.state = 'queued'
            )
            select pg_notify('workflow', 'work')
            where exists (select from woken)
            """,
            new { run.Id, kind = SyncItem.WorkKind, now = clock.GetUtcNow(), told.Code, report = JsonSerializer.Serialize(told, EntrySeals.Json) },
            cancellationToken: cancellationToken));
    }
}
