using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Held;

/// <summary>
/// Holds what people do for <see cref="ProcessOptions.UndoMinutes"/>, so that it can be taken back before anything has come of it: the
/// case, the directory and the mails know nothing of it until then. One action a case is held at a time.
/// </summary>
public sealed class HeldActions(NpgsqlDataSource database, WorkItemQueue queue, AuditTrail audit, ProcessOptions options, TimeProvider clock)
{
    private const string Columns = """batch_id as batch, kind, case_id as "case", actor, seconded_by, held_at, due_at, code""";

    /// <summary>Holds an action on these cases as one batch, and sees to it that it is carried out.</summary>
    /// <param name="awaitsSecond">It isn't carried out before somebody else has confirmed it.</param>
    /// <param name="sealedOrder">What else the action needs to know, sealed with the student's key; null: nothing.</param>
    /// <returns>Those that are held now; for the others an action is held already.</returns>
    public async Task<IReadOnlySet<CaseId>> HoldAsync(
        NpgsqlTransaction transaction, HeldBatch batch, IReadOnlyCollection<CaseId> cases, bool awaitsSecond, byte[]? sealedOrder, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var held = (await transaction.Connection!.QueryAsync<CaseId>(new CommandDefinition(
            """
            insert into held_action (id, batch_id, kind, case_id, actor, place, what, held_at, due_at, order_sealed)
            select id, @Id, @Kind, case_id, @Actor, @Place, @What, @now, @due, @sealedOrder
            from unnest(@ids, @cases) as new (id, case_id)
            on conflict (case_id) where state = 'held' do nothing
            returning case_id
            """,
            new
            {
                batch.Id,
                batch.Kind,
                batch.Actor,
                batch.Place,
                batch.What,
                now,
                due = awaitsSecond ? (DateTimeOffset?)null : now + options.UndoTime,
                sealedOrder,
                ids = cases.Select(_ => Guid.CreateVersion7()).ToArray(),
                cases = cases.Select(id => id.Value).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken))).ToHashSet();
        await audit.WriteAsync(transaction, [.. held.Select(id => new AuditEvent(batch.Actor, $"{batch.Kind}.held", id, Student: null, new { batch = batch.Id }))], cancellationToken);
        if (held.Count > 0 && !awaitsSecond)
            await EnqueueAsync(transaction, batch.Id, cancellationToken);
        return held;
    }

    /// <summary>Takes back what is still held of these cases; whoever may do the action may take back a colleague's.</summary>
    /// <returns>How many; the others have been carried out.</returns>
    public async Task<int> UndoAsync(string kind, Guid? batch, IReadOnlyCollection<CaseId>? cases, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var undone = (await connection.QueryAsync<CaseId>(new CommandDefinition(
            """
            update held_action
            set state = 'undone',
                ended_at = @now
            where state = 'held'
            and kind = @kind
            and (@batch::uuid is null or batch_id = @batch)
            and (@cases::uuid[] is null or case_id = any(@cases))
            returning case_id
            """,
            new { kind, batch, cases = cases?.Select(id => id.Value).ToArray(), now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        await audit.WriteAsync(transaction, [.. undone.Select(id => new AuditEvent(actor, $"{kind}.undone", id, Student: null, new { }))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return undone.Count;
    }

    /// <summary>A second person confirms; they are a batch of their own from now on, and the time to take them back begins.</summary>
    /// <returns>How many; the others are the person's own, carried out, or taken back.</returns>
    public async Task<int> SecondAsync(string kind, Guid? batch, IReadOnlyCollection<CaseId>? cases, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var seconded = Guid.CreateVersion7();
        var confirmed = (await connection.QueryAsync<CaseId>(new CommandDefinition(
            """
            update held_action
            set batch_id = @seconded,
                seconded_by = @actor,
                due_at = @due
            where state = 'held'
            and kind = @kind
            and due_at is null
            and actor <> @actor
            and (@batch::uuid is null or batch_id = @batch)
            and (@cases::uuid[] is null or case_id = any(@cases))
            returning case_id
            """,
            new { kind, batch, seconded, actor, due = clock.GetUtcNow() + options.UndoTime, cases = cases?.Select(id => id.Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        await audit.WriteAsync(transaction, [.. confirmed.Select(id => new AuditEvent(actor, $"{kind}.seconded", id, Student: null, new { batch = seconded }))], cancellationToken);
        if (confirmed.Count > 0)
            await EnqueueAsync(transaction, seconded, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return confirmed.Count;
    }

    /// <summary>What is held of a kind, and what couldn't be carried out since a time; the newest first.</summary>
    public async Task<IReadOnlyList<HeldAction>> ListAsync(string kind, DateTimeOffset refusedSince, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<HeldAction>(new CommandDefinition(
            $"""
            select {Columns}
            from held_action
            where kind = @kind
            and (state = 'held' or (state = 'refused' and ended_at >= @refusedSince))
            order by held_at desc, id
            """,
            new { kind, refusedSince },
            cancellationToken: cancellationToken))];
    }

    public async Task<int> CountAsync(string kind, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "select count(*)::int from held_action where kind = @kind and state = 'held'",
            new { kind },
            cancellationToken: cancellationToken));
    }

    /// <summary>What is held of a case; null: nothing of that kind.</summary>
    public async Task<HeldAction?> FindAsync(string kind, CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ListAsync(connection, kind, [caseId.Value], cancellationToken) is [var found, ..] ? found : null;
    }

    /// <summary>What is held of these cases.</summary>
    internal async Task<IReadOnlyList<HeldAction>> ListAsync(NpgsqlConnection connection, string kind, IReadOnlyCollection<Guid> cases, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<HeldAction>(new CommandDefinition(
            $"""
            select {Columns}
            from held_action
            where kind = @kind
            and case_id = any(@cases)
            and state = 'held'
            """,
            new { kind, cases = cases.ToArray() },
            cancellationToken: cancellationToken))];

    /// <summary>Which batch holds each of these cases, and keeps it from being taken back until the transaction ends.</summary>
    internal static async Task<Dictionary<Guid, Guid>> LockAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Guid> cases, CancellationToken cancellationToken) =>
        (await transaction.Connection!.QueryAsync<(Guid Case, Guid Batch)>(new CommandDefinition(
            """
            select case_id, batch_id
            from held_action
            where state = 'held'
            and case_id = any(@cases)
            order by case_id
            for update
            """,
            new { cases = cases.ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToDictionary(row => row.Case, row => row.Batch);

    /// <summary>These of the batch have been carried out, or couldn't be.</summary>
    /// <param name="codes">Why it couldn't, by place; null: it was.</param>
    /// <returns>How many; the others were taken back before.</returns>
    internal async Task<int> EndAsync(NpgsqlTransaction transaction, Guid batch, IReadOnlyList<(CaseId Case, string? Code)> ends, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update held_action
            set state = case when ended.code is null then 'done' else 'refused' end,
                code = ended.code,
                ended_at = @now,
                order_sealed = null
            from unnest(@cases, @codes) as ended (case_id, code)
            where batch_id = @batch
            and held_action.case_id = ended.case_id
            and state = 'held'
            """,
            new { batch, now = clock.GetUtcNow(), cases = ends.Select(end => end.Case.Value).ToArray(), codes = ends.Select(end => end.Code).ToArray() },
            transaction,
            cancellationToken: cancellationToken));

    private Task EnqueueAsync(NpgsqlTransaction transaction, Guid batch, CancellationToken cancellationToken) =>
        queue.EnqueueManyAsync(
            transaction,
            [new NewWorkItem(HeldActionHandler.WorkKind, $"held/{batch}", JsonSerializer.Serialize(new HeldOrder(batch)), CorrelationId: null, options.UndoTime)],
            cancellationToken);
}

/// <param name="Actor">Who clicked.</param>
public sealed record HeldBatch(Guid Id, string Kind, string Actor)
{
    /// <summary>Where it was clicked, for example a station's code; null: nowhere in particular.</summary>
    public string? Place { get; init; }

    /// <summary>What it was, for the list of that place, without personal data.</summary>
    public string? What { get; init; }

    public static HeldBatch New(string kind, string actor) => new(Guid.CreateVersion7(), kind, actor);
}

internal sealed record HeldOrder(Guid Batch);
