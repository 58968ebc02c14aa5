using Dapper;
using Npgsql;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Cases;

/// <summary>Cases to look at: one whole, or many in a line each.</summary>
public sealed class CaseBook(NpgsqlDataSource database, StudentStore students, MasterKeys masterKeys, WorkflowEngine engine, Forecaster forecaster, TimeProvider clock)
{
    /// <summary>Cases by what a person types: a case id, an RSid, or a personal number in any spelling. Open cases first.</summary>
    public async Task<IReadOnlyList<CaseId>> FindAsync(string text, DateOnly today, CancellationToken cancellationToken)
    {
        var trimmed = text.Trim();
        var number = PersonalNumberReader.Read(trimmed, today) is PersonalNumberReading.Valid(var read) ? masterKeys.LookupHash("personal-number", read.Digits) : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ids = await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            select c.id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join student s on s.id = e.student_id
            left join identifier rs on rs.student_id = s.id and rs.kind = 'rsid'
            where c.id::text = lower(@trimmed)
            or rs.value = @trimmed
            or s.personal_number_hash = @number
            order by c.closed_at is not null, c.opened_at desc
            """,
            new { trimmed, number },
            cancellationToken: cancellationToken));
        return [.. ids.Select(id => new CaseId(id))];
    }

    /// <summary>The newest cases, of these institutions (null: of all).</summary>
    public Task<IReadOnlyList<CaseView>> ListAsync(IReadOnlyCollection<string>? institutions, int most, CancellationToken cancellationToken) =>
        ListAsync(institutions, endedInBreak: false, most, cancellationToken);

    /// <summary>Those whose period ended while the student had a break (D-33).</summary>
    public Task<IReadOnlyList<CaseView>> ListEndedInBreakAsync(IReadOnlyCollection<string>? institutions, int most, CancellationToken cancellationToken) =>
        ListAsync(institutions, endedInBreak: true, most, cancellationToken);

    private async Task<IReadOnlyList<CaseView>> ListAsync(IReadOnlyCollection<string>? institutions, bool endedInBreak, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ids = (await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            select c.id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where (@institutions::text[] is null or e.institution_code = any(@institutions))
            and (c.ended_in_break or not @endedInBreak)
            order by c.opened_at desc, c.id
            limit @most
            """,
            new { institutions = institutions?.ToArray(), endedInBreak, most },
            cancellationToken: cancellationToken))).ToList();
        return await LoadAsync(connection, ids, cancellationToken);
    }

    /// <summary>One case; null where there is none.</summary>
    public async Task<CaseView?> FindViewAsync(CaseId id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await LoadAsync(connection, [id.Value], cancellationToken)).SingleOrDefault();
    }

    /// <summary>Cases where somebody is to do one of these things (names of signals), whoever has waited longest first.</summary>
    public async Task<IReadOnlyList<CaseView>> ListWaitingAsync(IReadOnlyCollection<string> signals, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ids = (await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            select c.id
            from workflow.bookmark step
            join student_case c on c.id = step.correlation_id
            where step.kind = 'signal'
            and step.name = any(@signals)
            group by c.id
            order by min(step.since), c.id
            limit @most
            """,
            new { signals = signals.ToArray(), most },
            cancellationToken: cancellationToken))).ToList();
        return await LoadAsync(connection, ids, cancellationToken);
    }

    /// <summary>These cases, in this order; one that isn't there is left out.</summary>
    public async Task<IReadOnlyList<CaseView>> ListAsync(IReadOnlyCollection<CaseId> cases, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await LoadAsync(connection, [.. cases.Select(id => id.Value)], cancellationToken);
    }

    private async Task<IReadOnlyList<CaseView>> LoadAsync(NpgsqlConnection connection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select
                c.id,
                e.student_id,
                e.institution_code,
                e.programme,
                e.first_day,
                e.last_day,
                c.opened_at,
                c.closed_at,
                c.outcome,
                c.ended_in_break,
                c.path = @ServiceHome as is_sent_home,
                rs.value as rs_id,
                entry.entry_uuid,
                card.state as card_state,
                card.station_code,
                station.name as station_name,
                station.address as station_address,
                card.photo_on,
                card.expected_on,
                card.arrived_on,
                card.handed_over_on,
                card.kind as card_kind,
                card.valid_to as card_valid_to,
                exists (select from card_before where case_id = c.id) as has_card_before,
                placement.unit,
                placement.unit_kind,
                placement.first_day as placement_first_day,
                (select min(sent_at) from mail where student_id = e.student_id and kind = any(@rsIdMails) and state = 'sent') as rs_id_mailed_at
            from unnest(@ids) with ordinality as wanted (id, place)
            join student_case c on c.id = wanted.id
            join enrolment e on e.id = c.enrolment_id
            left join identifier rs on rs.student_id = e.student_id and rs.kind = 'rsid'
            left join directory_entry entry on entry.student_id = e.student_id
            left join lateral (
                -- One card serves all cases of a student: the case's own first, else another's.
                select *
                from card
                where student_id = e.student_id
                order by case_id = c.id desc, coalesce(photo_on, issued_on) desc nulls last, id desc
                limit 1
            ) card on true
            left join card_station station on station.code = card.station_code
            left join lateral (
                select unit, unit_kind, first_day
                from placement
                where enrolment_id = e.id
                order by unit_kind = 'private' desc, first_day
                limit 1
            ) placement on true
            order by wanted.place
            """,
            new { ids = ids.ToArray(), rsIdMails = MailCatalogue.RsIdMails, CasePath.ServiceHome },
            cancellationToken: cancellationToken))).ToList();
        var people = await students.LoadAsync(connection, [.. rows.Select(row => new StudentId(row.StudentId))], cancellationToken);
        var steps = (await engine.OpenStepsAsync(connection, [.. ids], cancellationToken)).ToLookup(step => step.CorrelationId);
        var parked = (await CaseParking.FindAsync(connection, [.. ids], cancellationToken)).ToDictionary(found => found.CorrelationId);
        var forecasts = await ForecastAsync(connection, [.. rows.Where(row => row.ClosedAt is null).Select(row => row.Id)], cancellationToken);
        return [.. rows.Select(row => row.ToView(
            people.GetValueOrDefault(new StudentId(row.StudentId))?.Person, OpenSteps.Of(steps[row.Id]), parked.GetValueOrDefault(row.Id)) with
            {
                Forecast = forecasts.GetValueOrDefault(row.Id),
                EndedInBreak = row.EndedInBreak,
                IsSentHome = row.IsSentHome,
                HasCardBefore = row.HasCardBefore,
            })];
    }

    /// <summary>Reckoned when they are read: what decides changes every day (D-62).</summary>
    private async Task<Dictionary<Guid, CaseForecast?>> ForecastAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> cases, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        return (await CaseFactsReader.LoadAsync(transaction, cases, cancellationToken)).ToDictionary(pair => pair.Key, pair => CaseForecast.Find(pair.Value, forecaster, clock.Today()));
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid StudentId { get; init; }

        public string InstitutionCode { get; init; } = "";

        public string Programme { get; init; } = "";

        public DateOnly FirstDay { get; init; }

        public DateOnly LastDay { get; init; }

        public DateTimeOffset OpenedAt { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public string? Outcome { get; init; }

        public bool EndedInBreak { get; init; }

        public bool IsSentHome { get; init; }

        public string? RsId { get; init; }

        public Guid? EntryUuid { get; init; }

        public string? CardState { get; init; }

        public string? StationCode { get; init; }

        public string? StationName { get; init; }

        public string? StationAddress { get; init; }

        public DateOnly? PhotoOn { get; init; }

        public DateOnly? ExpectedOn { get; init; }

        public DateOnly? ArrivedOn { get; init; }

        public DateOnly? HandedOverOn { get; init; }

        public string? CardKind { get; init; }

        public DateOnly? CardValidTo { get; init; }

        public bool HasCardBefore { get; init; }

        public string? Unit { get; init; }

        public string? UnitKind { get; init; }

        public DateOnly? PlacementFirstDay { get; init; }

        public DateTimeOffset? RsIdMailedAt { get; init; }

        public CaseView ToView(Person? person, IReadOnlyList<CaseStep> steps, ParkedCase? parked) => new(
            new CaseId(Id),
            new StudentId(StudentId),
            person,
            InstitutionCode,
            Programme,
            FirstDay,
            LastDay,
            OpenedAt,
            ClosedAt,
            Outcome,
            RsId,
            EntryUuid,
            RsIdMailedAt,
            CardState is null ? null : new CardView(CardState, StationCode ?? "", StationName ?? "", StationAddress ?? "", PhotoOn ?? default, ExpectedOn ?? default, ArrivedOn, HandedOverOn, CardKind ?? "", CardValidTo),
            UnitKind is null ? null : new PlacementView(Unit ?? "", UnitKind, PlacementFirstDay),
            steps,
            parked);
    }
}
