using Dapper;
using Npgsql;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>What a node that died has left, or a run that takes too long: finished by the next run, marked failed, or given up.</summary>
public sealed class OpenRuns(NpgsqlDataSource database, RunStore store, RunBook book, OldRuns old, WorkItemQueue queue, SyncMetrics metrics, TimeProvider clock)
{
    /// <summary>Called by who holds the run lock, before a run is begun.</summary>
    /// <exception cref="RunRefusedException"><c>SYNC-002</c>: a run's writes haven't ended.</exception>
    internal async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (await book.FindOpenAsync(cancellationToken) is not { } run)
            return;

        if (run.State == RunReport.Planning)
        {
            // Whoever planned it held the lock, and doesn't any more: nothing of it was released.
            await store.BreakOffAsync(run, "SYNC-003", "its node was lost while it planned: nothing was written", cancellationToken);
            return;
        }

        var isTooOld = old.IsTooOld(run);
        if (isTooOld)
            await old.GiveUpAsync(run, cancellationToken);

        await EndLostItemsAsync(run.Id, cancellationToken);
        var now = await book.GetAsync(run.Id, cancellationToken);
        if (isTooOld && now is { State: RunReport.Running, Waiting: 0 })
        {
            // All its writes have ended. What it would read in the end is what the next run reads first.
            var ended = now with { State = now.Held.Count > 0 ? RunReport.HeldState : RunReport.Done, FinishedAt = clock.GetUtcNow() };
            await store.SaveAsync(ended, cancellationToken);
            metrics.Ended(ended);
            return;
        }

        throw new RunRefusedException("SYNC-002", now is { Waiting: > 0 } ? $"run {run.Id} isn't ended after {run.AgeAt(clock.GetUtcNow())?.TotalMinutes:0} min: {now.Waiting} writes {(isTooOld ? "are being given up" : "wait")}" : $"run {run.Id} is being ended");
    }

    /// <summary>Items whose work failed for good, or isn't there any more, will never end themselves.</summary>
    private async Task EndLostItemsAsync(Guid run, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var left = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            select from directory_run where id = @run for update;

            with work as materialized (
                select (payload ->> 'Position')::integer as position, state, last_code, last_detail
                from workflow.work_item
                where kind = @kind
                    and (payload ->> 'Run')::uuid = @run
            )
            update directory_run_item item
            set state = 'failed',
                code = coalesce(work.last_code, 'SYNC-004'),
                detail = coalesce(work.last_detail, 'its work is gone'),
                finished_at = @now
            from directory_run_item lost
            left join work on work.position = lost.position
            where lost.run_id = @run
                and lost.state = 'queued'
                and (work.state is null or work.state = 'dead')
                and item.run_id = lost.run_id
                and item.position = lost.position;

            update directory_run
            set open_items = (select count(*) from directory_run_item where run_id = @run and state = 'queued')
            where id = @run
            returning open_items
            """,
            new { run, kind = SyncItem.WorkKind, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        if (left == 0 && !await IsEndingAsync(connection, run, cancellationToken))
            await queue.EnqueueAsync(transaction, RunEndHandler.WorkKind, run.ToString(), RunEndHandler.Payload(run), correlationId: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static Task<bool> IsEndingAsync(NpgsqlConnection connection, Guid run, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from workflow.work_item where kind = @kind and key = @key and state <> 'dead')",
            new { kind = RunEndHandler.WorkKind, key = run.ToString() },
            cancellationToken: cancellationToken));
}
