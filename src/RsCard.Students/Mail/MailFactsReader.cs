using Dapper;
using Npgsql;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.Mail.Reminders;
using RsCard.Students.Status;
using RsCard.Students.Students;

namespace RsCard.Students.Mail;

/// <summary>What a mail about one case can tell, and to whom, read when the mail is composed.</summary>
public sealed class MailFactsReader(NpgsqlDataSource database, StudentStore students, MailStepsReader steps, WeeklyOverview overview, JoinedReminders joined, ContactOptions contacts, TimeProvider clock)
{
    /// <summary>How many days before the placement's first day the RSid must be with a private unit (D-15).</summary>
    private const int RsIdDaysBeforePlacement = 7;

    /// <param name="subject">
    /// The placement or the card that it is about. Without one: the first private placement (for the office in Halmstad the first there,
    /// and never another), and the newest card of the student that isn't cancelled.
    /// </param>
    /// <returns>Null when there is nobody to tell, or nothing any more: the person was erased, the card cancelled.</returns>
    public async Task<MailMatter?> FindAsync(MailKind kind, CaseId caseId, Guid? subject, CancellationToken cancellationToken)
    {
        var mail = MailCatalogue.Get(kind);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // What replaces a card is about the old one; its mails of a card on its way mean the new one.
        var row = await ReadAsync(connection, caseId, mail.IsOfCardOnItsWay ? null : subject, mail.Audience == MailAudience.HalmstadOffice ? "halmstad" : "private", cancellationToken);
        var student = new StudentId(row.StudentId);
        var person = (await students.LoadAsync(connection, [student], cancellationToken)).GetValueOrDefault(student)?.Person;
        if (person is null
            || (mail.IsOfCardOnItsWay && (row.CardState is null || !CardState.IsOnItsWay(row.CardState)))
            || (mail.Link == MailLink.Unit && row.PlacementId is null))
            return null;

        var stations = (await connection.QueryAsync<(string Name, string Address)>(new CommandDefinition(
            "select name, address from card_station where active order by name",
            cancellationToken: cancellationToken))).Select(station => new MailStation(station.Name, station.Address)).ToList();
        var waiting = mail.Required.Contains("steps") ? await steps.ReadAsync(connection, mail.Audience, caseId, cancellationToken) : null;
        var others = JoinedReminders.IsOne(kind) ? await joined.FindOthersAsync(connection, student, row.PlacementId, cancellationToken) : null;
        var counts = mail.Required.Contains("overview") ? await overview.ReadAsync(row.InstitutionCode, cancellationToken) : null;
        var facts = FactsOf(kind, row, person) with { Stations = stations, Steps = waiting, OtherPlacements = others, Overview = counts };
        return MailPlaceholders.Suffice(mail, facts)
            ? new MailMatter(student, facts, Recipient(mail.Audience, row, person), Language(mail.Audience, person), row.SubmissionId, row.PlacementId)
            : null;
    }

    /// <summary>
    /// Whether the student was sent the mail with the RSid, in whichever form (D-7). One that is still on its way needn't count: a
    /// student's mails go in order, so nobody asks before it was sent.
    /// </summary>
    public async Task<bool> WasRsIdMailedAsync(StudentId student, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from mail where student_id = @student and kind = any(@kinds) and state = 'sent')",
            new { student, kinds = MailCatalogue.RsIdMails },
            cancellationToken: cancellationToken));
    }

    /// <summary>The last day to send the RSid to a private unit (D-15).</summary>
    internal static DateOnly SendBy(DateOnly placementFirstDay) => placementFirstDay.AddDays(-RsIdDaysBeforePlacement);

    private MailFacts FactsOf(MailKind kind, Row row, Person person)
    {
        DateOnly? sendBy = row.PlacementFirstDay is { } first ? SendBy(first) : null;
        return new MailFacts
        {
            Name = person.GivenName,
            RsId = row.RsId,
            HsaId = row.HsaId,
            Institution = row.InstitutionName,
            Station = row.StationName is { } station ? new MailStation(station, row.StationAddress ?? "") : null,
            NewDate = row.ExpectedOn,
            CertificateTo = row.CertificateTo,
            LastDay = row.LastDay,
            UnitName = row.Unit,
            PlacementFirstDay = row.PlacementFirstDay,
            PlacementLastDay = row.PlacementLastDay,
            SendBy = sendBy,
            DaysLeft = sendBy?.DayNumber - clock.Today().DayNumber,
            List = row.FileName,
            Row = row.RowNumber,
            Reason = ReasonOf(kind, row),
            Question = kind == MailKind.AskedBack ? row.ReviewReason ?? "" : null,
        };
    }

    /// <summary>Each refusal has a reason of its own, and none is told where it doesn't belong.</summary>
    private static string? ReasonOf(MailKind kind, Row row) => kind switch
    {
        MailKind.RowRejected => row.ReviewReason ?? "",
        MailKind.PassportCopyRejected => row.PassportCopyReason,
        MailKind.NameChangeRejected => row.NameChangeReason,
        _ => null,
    };

    /// <summary>Null where nobody has said who that is.</summary>
    private MailParty? Recipient(MailAudience audience, Row row, Person person) => audience switch
    {
        MailAudience.Student => new MailParty(person.Email, person.FullName),
        MailAudience.Administrator => new MailParty(row.InstitutionEmail, row.InstitutionName),
        MailAudience.Supervisor => Party(row.SupervisorEmail, "Handledare"),
        MailAudience.Unit => Party(row.UnitEmail, ""),
        MailAudience.HalmstadOffice => Party(contacts.HalmstadMail, ""),
        MailAudience.ItDepartment => Party(contacts.ItMail, ""),
        MailAudience.HsaTeam => Party(contacts.HsaMail, "HSA-gruppen"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static MailParty? Party(string? address, string displayName) =>
        string.IsNullOrWhiteSpace(address) ? null : new MailParty(address, displayName);

    private static MailLanguage Language(MailAudience audience, Person person) =>
        audience == MailAudience.Student && person.Language == "en" ? MailLanguage.English : MailLanguage.Swedish;

    private static async Task<Row> ReadAsync(NpgsqlConnection connection, CaseId caseId, Guid? subject, string unitKind, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<Row>(new CommandDefinition(
            """
            select
                e.student_id,
                e.last_day,
                i.code as institution_code,
                i.email as institution_email,
                i.name as institution_name,
                rs.value as rs_id,
                hsa.value as hsa_id,
                card.state as card_state,
                coalesce(card.valid_to, entry.card_valid_to, note.valid_to) as certificate_to,
                card.expected_on,
                station.name as station_name,
                station.address as station_address,
                placement.id as placement_id,
                placement.unit,
                placement.first_day as placement_first_day,
                placement.last_day as placement_last_day,
                placement.unit_email,
                placement.supervisor_email,
                sent.submission_id,
                sent.row_number,
                sent.file_name,
                decision.reason as review_reason,
                copy.reason as passport_copy_reason,
                (select reason from name_change where case_id = c.id order by reported_at desc, id desc limit 1) as name_change_reason
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join institution i on i.code = e.institution_code
            left join identifier rs on rs.student_id = e.student_id and rs.kind = 'rsid'
            left join identifier hsa on hsa.student_id = e.student_id and hsa.kind = 'hsa-id'
            left join directory_entry entry on entry.student_id = e.student_id
            left join card_note note on note.student_id = e.student_id
            left join lateral (
                select *
                from card
                where student_id = e.student_id
                and (id = @subject or state not in ('cancelled', 'destroyed'))
                order by id is not distinct from @subject desc, coalesce(photo_on, issued_on) desc nulls last, id desc
                limit 1
            ) card on true
            left join card_station station on station.code = card.station_code
            left join lateral (
                select reason
                from passport_copy
                where student_id = e.student_id
                and decision = 'rejected'
                order by decided_at desc
                limit 1
            ) copy on true
            left join lateral (
                select *
                from placement
                where enrolment_id = e.id
                and (unit_kind = @unitKind or (id = @subject and @unitKind <> 'halmstad'))
                order by id is not distinct from @subject desc, first_day
                limit 1
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
            new { caseId, subject, unitKind },
            cancellationToken: cancellationToken));

    private sealed class Row
    {
        public Guid StudentId { get; init; }

        public DateOnly LastDay { get; init; }

        public string InstitutionCode { get; init; } = "";

        public string InstitutionEmail { get; init; } = "";

        public string InstitutionName { get; init; } = "";

        public string? RsId { get; init; }

        public string? HsaId { get; init; }

        public string? CardState { get; init; }

        public DateOnly? CertificateTo { get; init; }

        public DateOnly? ExpectedOn { get; init; }

        public string? StationName { get; init; }

        public string? StationAddress { get; init; }

        public Guid? PlacementId { get; init; }

        public string? Unit { get; init; }

        public DateOnly? PlacementFirstDay { get; init; }

        public DateOnly? PlacementLastDay { get; init; }

        public string? UnitEmail { get; init; }

        public string? SupervisorEmail { get; init; }

        public Guid? SubmissionId { get; init; }

        public int? RowNumber { get; init; }

        public string? FileName { get; init; }

        public string? ReviewReason { get; init; }

        public string? PassportCopyReason { get; init; }

        public string? NameChangeReason { get; init; }
    }
}

/// <summary>What is to be told, to whom, in which language.</summary>
/// <param name="To">Null where nobody has said who that is: nothing is sent.</param>
/// <param name="List">The list that the student's row came with last.</param>
/// <param name="Placement">The placement that it is about.</param>
public sealed record MailMatter(StudentId Student, MailFacts Facts, MailParty? To, MailLanguage Language, Guid? List, Guid? Placement);
