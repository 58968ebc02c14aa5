using Dapper;
using Npgsql;
using RsCard.Students.Mail;

namespace RsCard.Students.LeadTimes;

/// <summary>
/// How long each step took. One statement counts cases by step, institution, station and days, so that what comes back is small however
/// many cases there are; the rest is <see cref="DayCounts"/>'.
/// </summary>
public sealed class LeadTimeReader(NpgsqlDataSource database)
{
    /// <param name="from">A step belongs to the day on which it was done: the first such day.</param>
    /// <param name="to">The last.</param>
    /// <returns>Each step as a whole, by institution, and by station where it is done at one. A step that nobody has done is left out.</returns>
    public async Task<IReadOnlyList<LeadTime>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            with approved as (
                select case_id, min(decided_at) as at
                from review_decision
                where decision = 'approved'
                group by case_id
            ), entered as (
                select approved.case_id, min(journal.at) as at
                from approved
                join student_case c on c.id = approved.case_id
                join enrolment e on e.id = c.enrolment_id
                join directory_journal journal on journal.student_id = e.student_id and journal.proved and journal.at >= approved.at
                group by approved.case_id
            ), mailed as (
                select case_id, min(sent_at) as at
                from mail
                where state = 'sent'
                and kind = any(@rsIdMails)
                group by case_id
            ), first_card as (
                select distinct on (case_id) case_id, kind, station_code, photo_on, expected_on, handed_over_on
                from card
                order by case_id, coalesce(photo_on, issued_on), id
            ), way as materialized (
                select
                    e.institution_code as institution,
                    station.name as station,
                    card.kind,
                    (c.opened_at at time zone 'Europe/Stockholm')::date as listed,
                    (approved.at at time zone 'Europe/Stockholm')::date as approved,
                    (entered.at at time zone 'Europe/Stockholm')::date as entered,
                    (mailed.at at time zone 'Europe/Stockholm')::date as mailed,
                    card.photo_on,
                    card.expected_on,
                    card.handed_over_on
                from student_case c
                join enrolment e on e.id = c.enrolment_id
                left join approved on approved.case_id = c.id
                left join entered on entered.case_id = c.id
                left join mailed on mailed.case_id = c.id
                left join first_card card on card.case_id = c.id
                left join card_station station on station.code = card.station_code
            )
            select step.name as step, institution, case when step.at_counter then station end as station, ends - begins as days, count(*) as count
            from way
            cross join lateral (values
                ('Approval', listed, approved, false),
                ('Entry', approved, entered, false),
                ('RsIdMail', entered, mailed, false),
                ('ListToRsId', listed, mailed, false),
                ('Photo', mailed, photo_on, true),
                ('CardExpected', case when kind = 'service' then photo_on end, expected_on, true),
                ('HandOver', case when kind = 'service' then photo_on end, handed_over_on, true),
                ('ListToCard', case when kind = 'service' then listed end, handed_over_on, false),
                ('ReserveCard', case when kind = 'reserve' then mailed end, handed_over_on, true),
                ('ListToReserveCard', case when kind = 'reserve' then listed end, handed_over_on, false)
            ) as step (name, begins, ends, at_counter)
            -- An entry or a card that is older than what comes before it was no step of this case.
            where ends >= begins
            and ends between @from and @to
            group by 1, 2, 3, 4
            """,
            new { from, to, rsIdMails = MailCatalogue.RsIdMails },
            cancellationToken: cancellationToken));
        return DayCounts.Reckon([.. rows.Select(row => new DayCount(Enum.Parse<LeadStep>(row.Step), row.Institution, row.Station, row.Days, row.Count))]);
    }

    private sealed class Row
    {
        public string Step { get; init; } = "";

        public string Institution { get; init; } = "";

        public string? Station { get; init; }

        public int Days { get; init; }

        public int Count { get; init; }
    }
}
