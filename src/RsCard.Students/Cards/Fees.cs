using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Status;

namespace RsCard.Students.Cards;

/// <summary>What students owe for a lost card (D-31) or a PIN envelope (D-13): recorded here, collected elsewhere.</summary>
public sealed class Fees(NpgsqlDataSource database, ContactOptions contacts, TimeProvider clock)
{
    public const string LostCard = "lost-card";
    public const string PinEnvelope = "pin-envelope";

    /// <summary>Kronor today; what was recorded before keeps its amount.</summary>
    public int AmountOf(string kind) => kind == LostCard ? contacts.LostCardFee : contacts.PinEnvelopeFee;

    /// <summary>The student owes the fee from now on.</summary>
    /// <param name="card">Which card it is for.</param>
    public async Task AddAsync(NpgsqlTransaction transaction, CaseId caseId, StudentCard card, string kind, string actor, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into fee (id, student_id, case_id, card_id, kind, amount_kronor, recorded_by, recorded_at)
            values (@id, @StudentId, @caseId, @card, @kind, @amount, @actor, @now)
            """,
            new { id = Guid.CreateVersion7(), card.StudentId, caseId, card = card.Id, kind, amount = AmountOf(kind), actor, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));

    /// <inheritdoc cref="ListAsync(CaseId?, IReadOnlyCollection{string}?, bool, CancellationToken)"/>
    public Task<IReadOnlyList<Fee>> ListAsync(CaseId? caseId, bool onlyOpen, CancellationToken cancellationToken) =>
        ListAsync(caseId, stations: null, onlyOpen, cancellationToken);

    /// <summary>The newest fees first.</summary>
    /// <param name="caseId">Of this case's student alone; null: of all.</param>
    /// <param name="stations">For cards of these stations alone; null: of all.</param>
    /// <param name="onlyOpen">Neither paid nor waived.</param>
    public async Task<IReadOnlyList<Fee>> ListAsync(CaseId? caseId, IReadOnlyCollection<string>? stations, bool onlyOpen, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<Fee>(new CommandDefinition(
            """
            select
                fee.id, fee.case_id, fee.card_id, fee.kind, fee.amount_kronor, fee.recorded_by, fee.recorded_at,
                fee.paid_at, fee.paid_recorded_by, fee.waived_at, fee.waived_by, fee.waived_reason
            from fee
            where (@caseId::uuid is null or fee.student_id = (
                select e.student_id
                from student_case c
                join enrolment e on e.id = c.enrolment_id
                where c.id = @caseId))
            and (@stations::text[] is null or exists (
                select
                from card
                where card.id = fee.card_id
                and card.station_code = any(@stations)))
            and (not @onlyOpen or (fee.paid_at is null and fee.waived_at is null))
            order by fee.recorded_at desc, fee.id desc
            """,
            new { caseId = caseId?.Value, stations = stations?.ToArray(), onlyOpen },
            cancellationToken: cancellationToken))];
    }

    /// <summary>One fee; null where there is no such fee.</summary>
    public async Task<Fee?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Fee>(new CommandDefinition(
            """
            select
                id, case_id, card_id, kind, amount_kronor, recorded_by, recorded_at,
                paid_at, paid_recorded_by, waived_at, waived_by, waived_reason
            from fee
            where id = @id
            """,
            new { id },
            cancellationToken: cancellationToken));
    }

    /// <summary>The case that a fee belongs to; null where there is no such fee.</summary>
    public async Task<CaseId?> FindCaseAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "select case_id from fee where id = @id",
            new { id },
            cancellationToken: cancellationToken)) is { } found ? new CaseId(found) : null;
    }

    /// <returns>False where it was settled before.</returns>
    internal async Task<bool> PayAsync(NpgsqlTransaction transaction, Guid id, string actor, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update fee
            set paid_at = @now,
                paid_recorded_by = @actor
            where id = @id
            and paid_at is null
            and waived_at is null
            """,
            new { id, actor, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken)) == 1;

    /// <returns>False where it was settled before.</returns>
    internal async Task<bool> WaiveAsync(NpgsqlTransaction transaction, Guid id, string reason, string actor, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update fee
            set waived_at = @now,
                waived_by = @actor,
                waived_reason = @reason
            where id = @id
            and paid_at is null
            and waived_at is null
            """,
            new { id, reason, actor, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken)) == 1;
}

/// <summary>One fee: who recorded it when, and who settled it when and why.</summary>
public sealed record Fee
{
    public Guid Id { get; init; }

    public CaseId CaseId { get; init; }

    public Guid? CardId { get; init; }

    /// <summary><see cref="Fees.LostCard"/> or <see cref="Fees.PinEnvelope"/>.</summary>
    public string Kind { get; init; } = "";

    public int AmountKronor { get; init; }

    public string RecordedBy { get; init; } = "";

    public DateTimeOffset RecordedAt { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    public string? PaidRecordedBy { get; init; }

    public DateTimeOffset? WaivedAt { get; init; }

    public string? WaivedBy { get; init; }

    public string? WaivedReason { get; init; }

    public bool IsOpen => PaidAt is null && WaivedAt is null;
}
