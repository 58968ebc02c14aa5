using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary>All cards of one student, and the one way their state is changed after the hand-over (D-70).</summary>
public sealed class StudentCards(AuditTrail audit, TimeProvider clock)
{
    /// <summary>Every card of the student that this case is about, the newest first.</summary>
    public async Task<IReadOnlyList<StudentCard>> ListAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken) =>
        [.. await transaction.Connection!.QueryAsync<StudentCard>(new CommandDefinition(
            """
            select
                card.id,
                card.student_id,
                card.case_id,
                card.kind,
                card.state,
                card.station_code,
                station.name as station_name,
                card.serial,
                card.valid_to,
                card.lost_at is not null as is_lost,
                ordered.path
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join card on card.student_id = e.student_id
            left join card_station station on station.code = card.station_code
            join student_case ordered on ordered.id = card.case_id
            where c.id = @caseId
            order by coalesce(card.photo_on, card.issued_on) desc nulls last, card.id desc
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken))];

    /// <summary>
    /// A card that the student's entry had before we ordered any becomes one of ours, now that something happens to it: with everybody
    /// who had a card when the system began it is like that (D-16).
    /// </summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> AdoptAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            with adopted as (
                insert into card (id, student_id, case_id, kind, state, valid_to)
                select @id, student_id, case_id, 'service', 'handed-over', valid_to
                from card_before
                where case_id = @caseId
                returning id
            )
            insert into card_event (card_id, from_state, to_state, actor, at, reason)
            select id, null, 'handed-over', 'system', @now, 'the student had it before'
            from adopted
            """,
            new { id = Id.New<CardId>(), caseId, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken)) > 0;

    /// <summary>Changes the state, with who, when and why, in the card's own events and in the audit trail (D-40). The caller has asked <see cref="CardStates"/> and holds the case.</summary>
    /// <param name="reason">Without personal data.</param>
    /// <exception cref="InvalidOperationException">D-70 doesn't know the change, or the card isn't as it was read.</exception>
    public async Task ChangeAsync(NpgsqlTransaction transaction, StudentCard card, string toState, string actor, string reason, CancellationToken cancellationToken)
    {
        if (!card.MayBecome(toState))
            throw new InvalidOperationException($"expected a change that D-70 knows, got {card.State} to {toState}");

        var changed = await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            with changed as (
                update card
                set state = @toState
                where id = @Id
                and state = @State
                returning id
            )
            insert into card_event (card_id, from_state, to_state, actor, at, reason)
            select id, @State, @toState, @actor, @now, @reason
            from changed
            """,
            new { card.Id, card.State, toState, actor, reason, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        if (changed != 1)
            throw new InvalidOperationException($"expected card {card.Id} to be {card.State}");

        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, "card.changed", card.CaseId, new StudentId(card.StudentId), new { card = card.Id, from = card.State, to = toState, reason })],
            cancellationToken);
    }

    /// <summary>The student hasn't got the card, and won't have it again: nobody asks for it back (D-34).</summary>
    public async Task MarkLostAsync(NpgsqlTransaction transaction, StudentCard card, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "update card set lost_at = @at where id = @Id",
            new { card.Id, at = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>The student has a new card: those of its kind that it takes the place of are handed in with it (D-30, D-32).</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ReturnOthersAsync(NpgsqlTransaction transaction, CaseId caseId, Guid newCard, string station, string actor, CancellationToken cancellationToken)
    {
        var all = await ListAsync(transaction, caseId, cancellationToken);
        var kind = all.First(card => card.Id == newCard).Kind;

        // An ordinary card takes a reserve card's place, too (D-53).
        var old = all.Where(card => card.Id != newCard && (card.Kind == kind || card.Kind == CardKind.Reserve) && card is { State: CardState.HandedOver or CardState.Damaged or CardState.Expired }).ToList();
        foreach (var card in old)
            await ReturnAsync(transaction, card, station, actor, "handed in for the new one", cancellationToken);
        return old.Count;
    }

    /// <summary>The card was left here today.</summary>
    public async Task ReturnAsync(NpgsqlTransaction transaction, StudentCard card, string station, string actor, string reason, CancellationToken cancellationToken)
    {
        await ChangeAsync(transaction, card, CardState.Returned, actor, reason, cancellationToken);
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "update card set returned_on = @today, returned_station = @station where id = @Id",
            new { card.Id, station, today = clock.Today() },
            transaction,
            cancellationToken: cancellationToken));
    }
}

/// <summary>A card as the desks judge it.</summary>
public sealed record StudentCard
{
    public Guid Id { get; init; }

    public Guid StudentId { get; init; }

    /// <summary>The case it was ordered in.</summary>
    public CaseId CaseId { get; init; }

    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>Null for a card that the student had before we ordered any.</summary>
    public string? StationCode { get; init; }

    public string? StationName { get; init; }

    public string? Serial { get; init; }

    public DateOnly? ValidTo { get; init; }

    public bool IsLost { get; init; }

    /// <summary>Of the case it was ordered in: one of <see cref="Cases.CasePath"/>.</summary>
    public string Path { get; init; } = "";

    public bool MayBecome(string state) => CardStates.MayFollow(State, state);
}
