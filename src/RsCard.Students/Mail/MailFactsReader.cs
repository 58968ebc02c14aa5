using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Mail;

/// <summary>What a mail about one case can tell, read when the mail is composed.</summary>
public sealed class MailFactsReader(NpgsqlDataSource database, StudentStore students, TimeProvider clock)
{
    /// <summary>How many days before the placement's first day the RSid must be with a private unit (D-15).</summary>
    private const int RsIdDaysBeforePlacement = 7;

    /// <returns>Null when there is nobody to tell, or nothing any more: the person was erased, the card cancelled.</returns>
    public async Task<MailMatter?> FindAsync(MailKind kind, CaseId caseId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleAsync<Row>(new CommandDefinition(
            """
            select
                e.student_id,
                e.last_day,
                i.email as institution_email,
                i.name as institution_name,
                rs.value as rs_id,
                station.name as station_name,
                station.address as station_address,
                card.expected_on,
                placement.unit,
                placement.first_day as placement_first_day,
                sent.submission_id,
                sent.row_number,
                sent.file_name,
                decision.reason
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join institution i on i.code = e.institution_code
            left join identifier rs on rs.student_id = e.student_id and rs.kind = 'rsid'
            left join lateral (
                select * from card where case_id = c.id and state in ('applied', 'expected', 'at-station') order by photo_on desc limit 1
            ) card on true
            left join card_station station on station.code = card.station_code
            left join lateral (
                select unit, first_day from placement where enrolment_id = e.id and unit_kind = 'private' order by first_day limit 1
            ) placement on true
            left join lateral (
                select r.submission_id, r.row_number, s.file_name
                from review_reason r
                join submission s on s.id = r.submission_id
                where r.case_id = c.id
                order by r.noted_at desc
                limit 1
            ) sent on true
            left join lateral (
                select reason from review_decision where case_id = c.id order by id desc limit 1
            ) decision on true
            where c.id = @caseId
            """,
            new { caseId },
            cancellationToken: cancellationToken));
        var student = new StudentId(row.StudentId);
        var person = (await students.LoadAsync(connection, [student], cancellationToken)).GetValueOrDefault(student)?.Person;
        var stations = (await connection.QueryAsync<(string Name, string Address)>(new CommandDefinition(
            "select name, address from card_station where active order by name",
            cancellationToken: cancellationToken))).Select(station => new MailStation(station.Name, station.Address)).ToList();
        return person is not null && FactsOf(kind, row, person, stations) is { } facts
            ? new MailMatter(student, facts, Recipient(kind, row, person), Language(kind, person), row.SubmissionId)
            : null;
    }

    /// <summary>
    /// Whether the student was sent a mail of this kind. One that is still on its way needn't count: a student's mails go in order,
    /// so nobody asks before it was sent.
    /// </summary>
    public async Task<bool> WasSentAsync(StudentId student, MailKind kind, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from mail where student_id = @student and kind = @kind and state = 'sent')",
            new { student, kind = kind.ToString() },
            cancellationToken: cancellationToken));
    }

    private MailFacts? FactsOf(MailKind kind, Row row, Person person, List<MailStation> stations)
    {
        var name = person.GivenName;
        var rsId = row.RsId ?? "";
        var station = row.StationName is { } stationName ? new MailStation(stationName, row.StationAddress ?? "") : null;
        var today = clock.Today();
        return kind switch
        {
            MailKind.RsId => new MailFacts.RsIdMail(name, rsId, stations),
            MailKind.EnteredInRightBranch => new MailFacts.EnteredInRightBranchMail(name, stations),
            MailKind.CardReady when station is not null => new MailFacts.CardReadyMail(name, station),
            MailKind.CardDelayed when station is not null && row.ExpectedOn is { } expected => new MailFacts.CardDelayedMail(name, station, expected),
            MailKind.PlacementReminder when row.PlacementFirstDay is { } first => new MailFacts.PlacementReminderMail(
                name, rsId, row.Unit ?? "", first, SendBy(first), SendBy(first).DayNumber - today.DayNumber),
            MailKind.PlacementLastDayPassed when row.PlacementFirstDay is { } first => new MailFacts.PlacementLastDayPassedMail(
                name, rsId, row.Unit ?? "", first, SendBy(first)),
            MailKind.CardStillValid => new MailFacts.CardStillValidMail(name, row.LastDay),
            MailKind.RowRejected => new MailFacts.RowRejectedMail(row.FileName ?? "", row.RowNumber ?? 0, row.Reason ?? ""),
            MailKind.AskedBack => new MailFacts.AskedBackMail(row.FileName ?? "", row.RowNumber ?? 0, row.Reason ?? ""),
            _ => null,
        };
    }

    private static DateOnly SendBy(DateOnly placementFirstDay) => placementFirstDay.AddDays(-RsIdDaysBeforePlacement);

    private static MailParty Recipient(MailKind kind, Row row, Person person) =>
        IsToAdministrator(kind) ? new MailParty(row.InstitutionEmail, row.InstitutionName) : new MailParty(person.Email, person.FullName);

    private static MailLanguage Language(MailKind kind, Person person) =>
        IsToAdministrator(kind) || person.Language != "en" ? MailLanguage.Swedish : MailLanguage.English;

    private static bool IsToAdministrator(MailKind kind) => kind is MailKind.RowRejected or MailKind.AskedBack;

    private sealed class Row
    {
        public Guid StudentId { get; init; }

        public DateOnly LastDay { get; init; }

        public string InstitutionEmail { get; init; } = "";

        public string InstitutionName { get; init; } = "";

        public string? RsId { get; init; }

        public string? StationName { get; init; }

        public string? StationAddress { get; init; }

        public DateOnly? ExpectedOn { get; init; }

        public string? Unit { get; init; }

        public DateOnly? PlacementFirstDay { get; init; }

        public Guid? SubmissionId { get; init; }

        public int? RowNumber { get; init; }

        public string? FileName { get; init; }

        public string? Reason { get; init; }
    }
}

/// <summary>What is to be told, to whom, in which language.</summary>
/// <param name="List">The list that a mail to the administrator is about.</param>
public sealed record MailMatter(StudentId Student, MailFacts Facts, MailParty To, MailLanguage Language, Guid? List)
{
    public bool IsToAdministrator => Facts.Kind is MailKind.RowRejected or MailKind.AskedBack;
}
