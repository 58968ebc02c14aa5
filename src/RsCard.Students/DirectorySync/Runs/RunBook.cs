using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Writing;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Runs as people look at them.</summary>
public sealed class RunBook(NpgsqlDataSource database, EntrySeals seals)
{
    /// <summary>The latest runs, the last first.</summary>
    public async Task<IReadOnlyList<RunReport>> ListAsync(int atMost, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ids = (await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            select id
            from directory_run
            order by started_at desc, id desc
            limit @atMost
            """,
            new { atMost },
            cancellationToken: cancellationToken))).ToList();
        var runs = await ReadAsync(connection, [.. ids], cancellationToken);
        return [.. ids.Select(id => runs[id])];
    }

    /// <summary>Null: there is no such run.</summary>
    public async Task<RunReport?> GetAsync(Guid run, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await ReadAsync(connection, [run], cancellationToken)).GetValueOrDefault(run);
    }

    /// <summary>The run that writes, or plans to; null where none does.</summary>
    public async Task<RunReport?> FindOpenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            """
            select id
            from directory_run
            where not dry_run
                and state in ('planned', 'running')
            """,
            cancellationToken: cancellationToken)) is { } id
            ? (await ReadAsync(connection, [id], cancellationToken)).GetValueOrDefault(id)
            : null;
    }

    /// <summary>When the last run found or left everything as wanted; null where none ever did.</summary>
    public async Task<DateTimeOffset?> LastGoodAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTimeOffset?>(new CommandDefinition(
            """
            select max(coalesce(confirmed_at, finished_at))
            from directory_run
            where state = 'done'
                and not dry_run
                and (report ->> 'InSync')::boolean
            """,
            cancellationToken: cancellationToken));
    }

    /// <summary>When the oldest of what the last run found not as wanted, and didn't mend, was seen first; null where everything is.</summary>
    public async Task<DateTimeOffset?> OldestDriftAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTimeOffset?>(new CommandDefinition(
            """
            select min(first_seen_at)
            from directory_run_item
            where run_id = (
                    select id
                    from directory_run
                    where not dry_run
                        and undoes is null
                        and state in ('running', 'done', 'held')
                    order by started_at desc, id desc
                    limit 1)
                and state <> 'done'
            """,
            cancellationToken: cancellationToken));
    }

    /// <summary>What a run was to do, with its plans: personal. In its order.</summary>
    /// <param name="after">Those after this position; 0 for all.</param>
    public async Task<IReadOnlyList<SyncItem>> ItemsAsync(Guid run, int after, int atMost, CancellationToken cancellationToken) =>
        (await ReadItemsAsync(
            """
            from directory_run_item item
            join directory_run run on run.id = item.run_id
            where run_id = @run
                and position > @after
            order by position
            limit @atMost
            """,
            new { run, after, atMost },
            cancellationToken)).Items;

    /// <summary>These items, by run and position, with the keys that their values are sealed with.</summary>
    internal async Task<(IReadOnlyDictionary<(Guid Run, int Position), SyncItem> Items, EntryKeyring Keyring)> ItemsAsync(IReadOnlyCollection<SyncOrder> orders, CancellationToken cancellationToken)
    {
        var (items, keyring) = await ReadItemsAsync(
            """
            from unnest(@runs, @positions) as asked (asked_run, asked_position)
            join directory_run_item item on item.run_id = asked_run and item.position = asked_position
            join directory_run run on run.id = item.run_id
            """,
            new { runs = orders.Select(order => order.Run).ToArray(), positions = orders.Select(order => order.Position).ToArray() },
            cancellationToken);
        return (items.ToDictionary(item => (item.Run, item.Position)), keyring);
    }

    private async Task<(IReadOnlyList<SyncItem> Items, EntryKeyring Keyring)> ReadItemsAsync(string from, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<ItemRow>(new CommandDefinition(
            $"""
            select item.run_id as run, position, student_id, entry_uuid, situation, kind, plan_sealed, master_key, item.state, code, detail,
                first_seen_at, item.finished_at, run.undoes is not null as isUndo, run.given_up_at is not null as isGivenUp
            {from}
            """,
            parameters,
            cancellationToken: cancellationToken))).ToList();
        var keyring = await seals.OpenAsync(connection, [.. rows.Select(row => row.Student).OfType<StudentId>().Distinct()], cancellationToken);
        return ([.. rows.Select(row => row.ToItem(keyring))], keyring);
    }

    /// <summary>What a person has to decide of a run, with its plans: personal. In its order.</summary>
    /// <param name="situation">Null: all.</param>
    /// <param name="after">Those after this position; 0 for all.</param>
    public async Task<IReadOnlyList<SyncItem>> ToDecideAsync(Guid run, Situation? situation, int after, int atMost, CancellationToken cancellationToken) =>
        (await ReadItemsAsync(
            """
            from directory_run_item item
            join directory_run run on run.id = item.run_id
            where run_id = @run
                and kind = 'Decide'
                and (@situation::text is null or situation = @situation)
                and position > @after
            order by position
            limit @atMost
            """,
            new { run, situation = situation?.ToString(), after, atMost },
            cancellationToken)).Items;

    private static async Task<Dictionary<Guid, RunReport>> ReadAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var both = await connection.QueryMultipleAsync(new CommandDefinition(
            """
            select id, state, finished_at, confirmed_at, report::text as report
            from directory_run
            where id = any(@ids);

            select run_id, kind, state, code, count(*)::integer as count, min(first_seen_at) filter (where state <> 'done') as oldest
            from directory_run_item
            where run_id = any(@ids)
            group by run_id, kind, state, code
            """,
            new { ids },
            cancellationToken: cancellationToken));
        var runs = (await both.ReadAsync<(Guid Id, string State, DateTimeOffset? FinishedAt, DateTimeOffset? ConfirmedAt, string Report)>()).ToList();
        var counts = (await both.ReadAsync<CountRow>()).ToLookup(count => count.RunId);
        return runs.ToDictionary(run => run.Id, run => Count(
            (JsonSerializer.Deserialize<RunReport>(run.Report, EntrySeals.Json) ?? throw new JsonException("a run without a report")) with { State = run.State, FinishedAt = run.FinishedAt, ConfirmedAt = run.ConfirmedAt },
            [.. counts[run.Id]]));
    }

    private static RunReport Count(RunReport run, IReadOnlyList<CountRow> counts) => counts.Count == 0
        ? run
        : run with
        {
            Applied = counts.Where(count => count.State == SyncItem.Done).GroupBy(count => Enum.Parse<PlanKind>(count.Kind)).ToDictionary(group => group.Key, group => group.Sum(count => count.Count)),
            Waiting = counts.Where(count => count.State == SyncItem.Queued).Sum(count => count.Count),
            Superseded = counts.Where(count => count.State == SyncItem.Superseded).Sum(count => count.Count),
            Failed = counts.Where(count => count.State == SyncItem.Failed).GroupBy(count => count.Code ?? "").ToDictionary(group => group.Key, group => group.Sum(count => count.Count)),
            OldestDrift = counts.Min(count => count.Oldest),
        };

    private sealed class CountRow
    {
        public Guid RunId { get; init; }

        public required string Kind { get; init; }

        public required string State { get; init; }

        public string? Code { get; init; }

        public int Count { get; init; }

        public DateTimeOffset? Oldest { get; init; }
    }

    private sealed class ItemRow
    {
        public Guid Run { get; init; }

        public int Position { get; init; }

        public Guid? StudentId { get; init; }

        public Guid? EntryUuid { get; init; }

        public required string Situation { get; init; }

        public required string Kind { get; init; }

        public required byte[] PlanSealed { get; init; }

        public string? MasterKey { get; init; }

        public required string State { get; init; }

        public string? Code { get; init; }

        public string? Detail { get; init; }

        public DateTimeOffset FirstSeenAt { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }

        public bool IsUndo { get; init; }

        public bool IsGivenUp { get; init; }

        public StudentId? Student => StudentId is { } id ? Database.StudentId.From(id) : null;

        public SyncItem ToItem(EntryKeyring keyring) => new(
            Run,
            Position,
            Student,
            EntryUuid,
            Enum.Parse<Situation>(Situation),
            Enum.Parse<PlanKind>(Kind),
            State,
            Code,
            Detail,
            FirstSeenAt,
            FinishedAt,
            IsUndo ? null : keyring.Open<PlannedEntry>(Student, PlanSealed, MasterKey),
            IsUndo ? keyring.Open<EntryWrite>(Student, PlanSealed, MasterKey) : null)
        { IsGivenUp = IsGivenUp };
    }
}
