using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Runs and what they were to do, as they are written down.</summary>
public sealed class RunStore(NpgsqlDataSource database, EntrySeals seals, WorkItemQueue queue, TimeProvider clock)
{
    private const int Chunk = 2000;

    internal async Task BeginAsync(RunReport run, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into directory_run (id, started_at, started_by, depth, dry_run, undoes, state, node, report)
            values (@Id, @StartedAt, @By, @Depth, @DryRun, @Undoes, @State, @Node, @report::jsonb)
            """,
            new
            {
                run.Id,
                run.StartedAt,
                run.Order.By,
                Depth = run.Order.Depth.ToString(),
                run.Order.DryRun,
                run.Undoes,
                run.State,
                run.Node,
                report = JsonSerializer.Serialize(run, EntrySeals.Json),
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>Writes down how a run stands, and when it ended where its state says that it has.</summary>
    internal async Task SaveAsync(RunReport run, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update directory_run
            set state = @State,
                finished_at = @FinishedAt,
                open_items = case when @FinishedAt::timestamptz is null then open_items else 0 end,
                report = @report::jsonb
            where id = @Id
            """,
            new { run.Id, run.State, run.FinishedAt, report = JsonSerializer.Serialize(run, EntrySeals.Json) },
            cancellationToken: cancellationToken));
    }

    /// <summary>A run that broke off before anything was released. One whose release went through without our hearing of it is left to end itself.</summary>
    internal async Task BreakOffAsync(RunReport run, string code, string detail, CancellationToken cancellationToken)
    {
        var failed = run with { State = RunReport.FailedState, FinishedAt = clock.GetUtcNow(), Code = code, Detail = detail };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update directory_run
            set state = @State,
                finished_at = @FinishedAt,
                report = @report::jsonb
            where id = @Id
                and state = 'planned'
            """,
            new { failed.Id, failed.State, failed.FinishedAt, report = JsonSerializer.Serialize(failed, EntrySeals.Json) },
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Keeps the plan and releases what may be written, all or nothing: a node that dies before this has released nothing, and one
    /// that dies after it leaves work that every node does.
    /// </summary>
    /// <param name="inOrder">Written one after the other; otherwise side by side, but for each student in order.</param>
    /// <param name="ceilings">Ids of the ceilings that this run uses up.</param>
    internal async Task ReleaseAsync(RunReport run, IReadOnlyList<SyncItem> items, bool inOrder, IReadOnlyCollection<long> ceilings, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var chunk in items.Chunk(Chunk))
            await CopyAsync(connection, chunk, cancellationToken);

        var queued = items.Where(item => item.State == SyncItem.Queued).ToList();
        foreach (var chunk in queued.Chunk(Chunk))
        {
            await queue.EnqueueManyAsync(
                transaction,
                [.. chunk.Select(item => new NewWorkItem(SyncItem.WorkKind, inOrder ? run.Id.ToString() : item.WorkKey, new SyncOrder(run.Id, item.Position, Intent: null).ToJson(), CorrelationId: null))],
                cancellationToken);
        }

        var released = await connection.ExecuteAsync(new CommandDefinition(
            """
            with used as (
                update directory_ceiling
                set used_by = @Id
                where id = any(@ceilings)
            )
            update directory_run
            set state = @State,
                open_items = @open,
                report = @report::jsonb
            where id = @Id
                and state = 'planned'
            """,
            new { run.Id, run.State, open = queued.Count, report = JsonSerializer.Serialize(run, EntrySeals.Json), ceilings = ceilings.ToArray() },
            transaction,
            cancellationToken: cancellationToken));

        // Whoever took this node for dead has marked the run as broken off: nothing of it may be released any more.
        if (released == 0)
            throw new RunRefusedException("SYNC-001", $"run {run.Id} was taken over");
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>When the last run saw each of these first. By student, entry and situation.</summary>
    internal async Task<IReadOnlyDictionary<(Guid? Student, Guid? Entry, string Situation), DateTimeOffset>> FirstSeenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(Guid? Student, Guid? Entry, string Situation, DateTimeOffset FirstSeenAt)>(new CommandDefinition(
            """
            select student_id, entry_uuid, situation, min(first_seen_at)
            from directory_run_item
            where run_id = (
                    select id
                    from directory_run
                    where not dry_run
                        and undoes is null
                        and state in ('done', 'held')
                    order by started_at desc
                    limit 1)
                and state <> 'done'
            group by student_id, entry_uuid, situation
            """,
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => (row.Student, row.Entry, row.Situation), row => row.FirstSeenAt);
    }

    /// <summary>What the last run that held nothing back was made for: what both sides are measured against. Null before the first.</summary>
    internal async Task<(int Wanted, int Entries)?> FindLastGoodAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<(int, int)?>(new CommandDefinition(
            """
            select (report ->> 'Wanted')::integer, (report -> 'Read' ->> 'Entries')::integer
            from directory_run
            where state = 'done'
                and not dry_run
                and undoes is null
                and report ->> 'Code' is null
            order by started_at desc
            limit 1
            """,
            cancellationToken: cancellationToken));
    }

    /// <summary>Forgets what runs of more than a week ago only looked at, and those of more than a quarter ago that wrote nothing.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            delete from directory_run_item
            using directory_run run
            where run.id = run_id
                and run.started_at < @now - interval '7 days'
                and run.state not in ('planned', 'running')
                and directory_run_item.state in ('planned', 'held', 'superseded');

            delete from directory_run run
            where run.started_at < @now - interval '90 days'
                and run.state not in ('planned', 'running')
                and not exists (select from directory_journal where run_id = run.id)
                and not exists (select from directory_ceiling where used_by = run.id)
                and not exists (select from directory_run later where later.undoes = run.id)
                and run.id <> (
                    select id
                    from directory_run
                    where not dry_run and undoes is null and state = 'done'
                    order by started_at desc
                    limit 1)
            """,
            new { now = clock.GetUtcNow() },
            cancellationToken: cancellationToken));
    }

    /// <summary>Ends items, in the transaction that finishes their work; the last one of a run asks for the run's end.</summary>
    internal async Task EndItemsAsync(NpgsqlTransaction transaction, IReadOnlyCollection<ItemEnd> ends, CancellationToken cancellationToken)
    {
        var left = await transaction.Connection!.QueryAsync<(Guid Run, int OpenItems)>(new CommandDefinition(
            """
            with ended as (
                update directory_run_item item
                set state = now.state,
                    code = now.code,
                    detail = now.detail,
                    finished_at = @now
                from unnest(@runs, @positions, @states, @codes, @details) as now (run, position, state, code, detail)
                where item.run_id = now.run
                    and item.position = now.position
                    and item.state = 'queued'
                returning item.run_id
            )
            update directory_run
            set open_items = open_items - (select count(*) from ended where ended.run_id = directory_run.id)
            where id in (select run_id from ended)
            returning id, open_items
            """,
            new
            {
                runs = ends.Select(end => end.Order.Run).ToArray(),
                positions = ends.Select(end => end.Order.Position).ToArray(),
                states = ends.Select(end => end.State).ToArray(),
                codes = ends.Select(end => end.Code).ToArray(),
                details = ends.Select(end => end.Detail).ToArray(),
                now = clock.GetUtcNow(),
            },
            transaction,
            cancellationToken: cancellationToken));
        foreach (var (run, _) in left.Where(run => run.OpenItems == 0))
            await queue.EnqueueAsync(transaction, RunEndHandler.WorkKind, run.ToString(), RunEndHandler.Payload(run), correlationId: null, cancellationToken);
    }

    private async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<SyncItem> items, CancellationToken cancellationToken)
    {
        var keyring = await seals.OpenAsync([.. items.Select(item => item.Student).OfType<StudentId>().Distinct()], cancellationToken);
        await using var writer = await connection.BeginBinaryImportAsync(
            """
            copy directory_run_item (
                run_id, position, student_id, entry_uuid, situation, kind, plan_sealed, master_key, state, code, detail, first_seen_at)
            from stdin (format binary)
            """,
            cancellationToken);
        foreach (var item in items)
        {
            var plan = item.Reverse is null ? keyring.Seal(item.Student, item.Plan) : keyring.Seal(item.Student, item.Reverse);
            await writer.StartRowAsync(cancellationToken);
            await writer.WriteAsync(item.Run, NpgsqlDbType.Uuid, cancellationToken);
            await writer.WriteAsync(item.Position, NpgsqlDbType.Integer, cancellationToken);
            await WriteAsync(writer, item.Student?.Value, cancellationToken);
            await WriteAsync(writer, item.EntryUuid, cancellationToken);
            await writer.WriteAsync(item.Situation.ToString(), NpgsqlDbType.Text, cancellationToken);
            await writer.WriteAsync(item.Kind.ToString(), NpgsqlDbType.Text, cancellationToken);
            await writer.WriteAsync(plan.Bytes, NpgsqlDbType.Bytea, cancellationToken);
            await WriteAsync(writer, plan.MasterKey, cancellationToken);
            await writer.WriteAsync(item.State, NpgsqlDbType.Text, cancellationToken);
            await WriteAsync(writer, item.Code, cancellationToken);
            await WriteAsync(writer, item.Detail, cancellationToken);
            await writer.WriteAsync(item.FirstSeenAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter writer, Guid? value, CancellationToken cancellationToken) =>
        value is { } id ? writer.WriteAsync(id, NpgsqlDbType.Uuid, cancellationToken) : writer.WriteNullAsync(cancellationToken);

    private static Task WriteAsync(NpgsqlBinaryImporter writer, string? value, CancellationToken cancellationToken) =>
        value is not null ? writer.WriteAsync(value, NpgsqlDbType.Text, cancellationToken) : writer.WriteNullAsync(cancellationToken);
}
