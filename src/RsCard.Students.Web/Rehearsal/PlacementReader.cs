using Dapper;
using Npgsql;
using RsCard.Students.Mail;
using RsCard.Students.Review;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>Who was ready on the first day of placement, and what the list's forecast had said.</summary>
internal static class PlacementReader
{
    public static async Task<PlacementLine> ReadAsync(NpgsqlConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select
                placement.first_day,
                rs.day as rs_id_day,
                card.day as card_day,
                own.day as own_card_day,
                decision.decision,
                first_row.forecast
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join lateral (
                select min(first_day) as first_day from placement where enrolment_id = e.id and unit_kind <> 'halmstad'
            ) placement on placement.first_day <= @today
            left join lateral (
                select (min(allocated_at) at time zone 'Europe/Stockholm')::date as day from identifier where student_id = e.student_id and kind = 'rsid'
            ) rs on true
            left join lateral (
                select min(handed_over_on) as day from card where student_id = e.student_id
            ) card on true
            left join lateral (
                select (min(sent_at) at time zone 'Europe/Stockholm')::date as day from mail where case_id = c.id and kind = any(@CardServes) and state = 'sent'
            ) own on true
            left join lateral (
                select decision from review_decision where case_id = c.id order by id desc limit 1
            ) decision on true
            left join lateral (
                select r.forecast
                from submission_row r
                join submission s on s.id = r.submission_id
                where r.enrolment_id = e.id
                order by s.received_at
                limit 1
            ) first_row on true
            -- Who has left, was rejected, or only ends when the placement begins has none.
            where coalesce((coalesce(c.ending_at, c.closed_at) at time zone 'Europe/Stockholm')::date > placement.first_day, true)
            """,
            new { today, CardServes = new[] { nameof(MailKind.CardStillValid), nameof(MailKind.CardActivated) } },
            cancellationToken: cancellationToken))).ToList();
        return new PlacementLine(
            rows.Count,
            rows.Count(row => row.DaysLate <= 0),
            rows.Count(row => row.HasNoCard),
            rows.Where(row => row.DaysLate is not <= 0).GroupBy(row => Lateness(row.DaysLate)).OrderBy(group => group.Min(row => row.DaysLate ?? int.MaxValue)).ToDictionary(group => group.Key, group => group.Count()),
            rows.GroupBy(row => row.Forecast ?? "none").OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(
                group => group.Key,
                group => new ForecastLine(group.Count(row => row.DaysLate <= 0), group.Count(row => row.DaysLate is not <= 0))));
    }

    private static string Lateness(int? days) => days switch
    {
        null => "never",
        <= 7 => "1–7",
        <= 14 => "8–14",
        <= 28 => "15–28",
        _ => "29–",
    };

    private sealed class Row
    {
        public DateOnly FirstDay { get; init; }

        public DateOnly? RsIdDay { get; init; }

        public DateOnly? CardDay { get; init; }

        public DateOnly? OwnCardDay { get; init; }

        public string? Decision { get; init; }

        public string? Forecast { get; init; }

        /// <summary>Null: not ready by the end. An employee's own card serves without RSid (D-8).</summary>
        public int? DaysLate => ReadyDay is { } ready ? ready.DayNumber - FirstDay.DayNumber : null;

        /// <summary>No card on the first day, whatever of the RSid.</summary>
        public bool HasNoCard => !((CardDay ?? OwnCardDay) <= FirstDay) && !(OwnCardDay <= FirstDay);

        private DateOnly? ReadyDay => Decision == ReviewDecision.OwnCard ? OwnCardDay : Later(RsIdDay, CardDay ?? OwnCardDay);

        private static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null || other is null ? null : one > other ? one : other;
    }
}
