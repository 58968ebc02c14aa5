using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;

namespace RsCard.Students.Cards;

/// <summary>Cards and their events. Every change of state says who, when and why (D-70).</summary>
public sealed class CardStore(ProcessOptions process, TimeProvider clock)
{
    /// <summary>The card that the case's student has on its way, ordered in this case or another of theirs; null where there is none.</summary>
    public async Task<CardOnItsWay?> FindOnItsWayAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<CardOnItsWay>(new CommandDefinition(
            """
            select
                card.id, card.case_id, card.state, card.station_code, station.name as station_name, card.photo_on, card.expected_on,
                ordered.path = 'service-home' as is_sent_home
            from card
            join card_station station on station.code = card.station_code
            join student_case ordered on ordered.id = card.case_id
            where card.student_id = (
                select e.student_id
                from student_case c
                join enrolment e on e.id = c.enrolment_id
                where c.id = @caseId)
            and card.state in ('applied', 'expected', 'at-station')
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>Null for a station that there isn't.</summary>
    public async Task<string?> FindStationNameAsync(NpgsqlTransaction transaction, string station, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteScalarAsync<string?>(new CommandDefinition(
            "select name from card_station where code = @station",
            new { station },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>Whom the case is about; null for a case that there isn't.</summary>
    public async Task<StudentId?> FindStudentAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            """
            select e.student_id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where c.id = @caseId
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken)) is { } student ? new StudentId(student) : null;

    /// <summary>All cases of the student that this one is about: one card serves them all (D-16).</summary>
    public async Task<IReadOnlyList<Guid>> CasesOfStudentAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken) =>
        [.. await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            select other_case.id
            from student_case this_case
            join enrolment this on this.id = this_case.enrolment_id
            join enrolment other on other.student_id = this.student_id
            join student_case other_case on other_case.enrolment_id = other.id
            where this_case.id = @caseId
            """,
            new { caseId },
            transaction,
            cancellationToken: cancellationToken))];

    /// <summary>A card is applied for, with a photo at this station today.</summary>
    public async Task<CardId> ApplyAsync(NpgsqlTransaction transaction, CaseId caseId, string station, DateOnly today, bool reused, IdDocument document, string actor, CancellationToken cancellationToken)
    {
        var id = Id.New<CardId>();
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into card (
                id, student_id, case_id, kind, state, station_code, photo_on, photo_reused, photo_document, photo_document_valid_to,
                expected_on)
            select @id, e.student_id, c.id, 'service', 'applied', @station, @today, @reused, @Kind, @ValidTo, @expected
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where c.id = @caseId
            """,
            new { id, caseId, station, today, reused, document.Kind, document.ValidTo, expected = process.CardExpectedOn(today) },
            transaction,
            cancellationToken: cancellationToken));
        await NoteAsync(transaction, id, fromState: null, CardState.Applied, actor, reused ? "photo reused" : "photo taken", cancellationToken);
        return id;
    }

    /// <summary>The month is over for these cases: what was applied for is expected at the station.</summary>
    public async Task ExpectAsync(NpgsqlTransaction transaction, IReadOnlyCollection<CaseId> cases, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            with expected as (
                update card
                set state = 'expected'
                where case_id = any(@cases)
                and state = 'applied'
                returning id
            )
            insert into card_event (card_id, from_state, to_state, actor, at, reason)
            select id, 'applied', 'expected', 'system', @now, 'the month is over'
            from expected
            """,
            new { cases = cases.Select(id => id.Value).ToArray(), now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));

    public async Task MoveAsync(NpgsqlTransaction transaction, CardOnItsWay card, string toState, string actor, string reason, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update card
            set state = @toState,
                arrived_on = case when @toState = 'at-station' then @today else arrived_on end
            where id = @Id
            """,
            new { card.Id, toState, today = Students.StockholmTime.Today(clock) },
            transaction,
            cancellationToken: cancellationToken));
        await NoteAsync(transaction, new CardId(card.Id), card.State, toState, actor, reason, cancellationToken);
    }

    public async Task DelayAsync(NpgsqlTransaction transaction, CardOnItsWay card, DateOnly newDate, string actor, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "update card set expected_on = @newDate where id = @Id",
            new { card.Id, newDate },
            transaction,
            cancellationToken: cancellationToken));
        await NoteAsync(transaction, new CardId(card.Id), card.State, card.State, actor, "delayed", cancellationToken);
    }

    /// <summary>The card goes to another station, which is the right one from now on (D-71).</summary>
    /// <param name="day">When it should be there.</param>
    public async Task TransferAsync(NpgsqlTransaction transaction, CardOnItsWay card, string station, DateOnly day, string actor, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update card
            set state = 'expected',
                station_code = @station,
                expected_on = @day,
                arrived_on = null
            where id = @Id
            """,
            new { card.Id, station, day },
            transaction,
            cancellationToken: cancellationToken));
        await NoteAsync(transaction, new CardId(card.Id), card.State, CardState.Expected, actor, $"transferred from {card.StationCode} to {station}", cancellationToken);
    }

    /// <param name="reason">How the student got it.</param>
    public async Task HandOverAsync(NpgsqlTransaction transaction, CardOnItsWay card, DateOnly today, IdDocument document, string actor, string reason, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update card
            set state = 'handed-over',
                handed_over_on = @today,
                pickup_document = @Kind,
                pickup_document_valid_to = @ValidTo
            where id = @Id
            """,
            new { card.Id, today, document.Kind, document.ValidTo },
            transaction,
            cancellationToken: cancellationToken));
        await NoteAsync(transaction, new CardId(card.Id), card.State, CardState.HandedOver, actor, reason, cancellationToken);
    }

    /// <summary>The region has employed the case's student (D-34).</summary>
    /// <returns>False where that was known.</returns>
    public async Task<bool> MarkHiredAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update student
            set hired_at = @now
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where c.id = @caseId
            and student.id = e.student_id
            and student.hired_at is null
            """,
            new { caseId, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken)) == 1;

    /// <summary>Why the case comes to review once more.</summary>
    public async Task NoteSentBackAsync(NpgsqlTransaction transaction, CaseId caseId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into review_reason (case_id, reason, noted_at)
            values (@caseId, 'station', @now)
            on conflict (case_id, reason) do update
            set noted_at = excluded.noted_at
            """,
            new { caseId, now },
            transaction,
            cancellationToken: cancellationToken));

    private async Task NoteAsync(NpgsqlTransaction transaction, CardId card, string? fromState, string toState, string actor, string reason, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into card_event (card_id, from_state, to_state, actor, at, reason)
            values (@card, @fromState, @toState, @actor, @now, @reason)
            """,
            new { card, fromState, toState, actor, reason, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
}

/// <summary>A card between photo and hand-over.</summary>
public sealed class CardOnItsWay
{
    public Guid Id { get; init; }

    /// <summary>The case it was ordered in, and that waits for it.</summary>
    public CaseId CaseId { get; init; }

    public string State { get; init; } = "";

    public string StationCode { get; init; } = "";

    public string StationName { get; init; } = "";

    /// <summary>It is never at a station (D-80).</summary>
    public bool IsSentHome { get; init; }

    public DateOnly PhotoOn { get; init; }

    /// <summary>A month (or the wait of the settings) after the photo, or the new date after a delay (D-12).</summary>
    public DateOnly ExpectedOn { get; init; }
}
