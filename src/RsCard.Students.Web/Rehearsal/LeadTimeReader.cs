using Dapper;
using Npgsql;
using RsCard.Students.Mail;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>How many days a student waits as a whole, in days of Stockholm: from the first list on.</summary>
internal static class LeadTimeReader
{
    private static readonly string[] RsIdMails = [nameof(MailKind.RsId), nameof(MailKind.RsIdForeign), nameof(MailKind.RsIdReserveCard)];

    private static readonly (string Key, string What)[] Told =
    [
        ("entered", "from the list to the mail with the RSid"),
        ("photographed", "from that mail to the photo"),
        ("handed-over", "from the photo to the card"),
        ("reserve", "from that mail to the reserve card"),
        ("whole", "from the list to the card"),
    ];

    public static async Task<IReadOnlyList<LeadLine>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            with way as (
                select
                    (c.opened_at at time zone 'Europe/Stockholm')::date as listed,
                    (mailed.at at time zone 'Europe/Stockholm')::date as mailed,
                    card.kind,
                    card.photo_on,
                    card.handed_over_on
                from student_case c
                join enrolment e on e.id = c.enrolment_id
                left join lateral (
                    select min(sent_at) as at
                    from mail
                    where case_id = c.id
                    and kind = any(@RsIdMails)
                    and state = 'sent'
                ) mailed on true
                left join lateral (
                    select *
                    from card
                    where card.case_id = c.id
                    order by coalesce(photo_on, issued_on), id
                    limit 1
                ) card on true
            ), days as (
                select 'entered' as key, mailed - listed as days from way
                union all
                select 'photographed', photo_on - mailed from way where photo_on >= mailed
                union all
                select 'handed-over', handed_over_on - photo_on from way where kind = 'service'
                union all
                select 'reserve', handed_over_on - mailed from way where kind = 'reserve'
                union all
                select 'whole', handed_over_on - listed from way
            )
            select
                key,
                count(*) as students,
                percentile_disc(0.5) within group (order by days) as median,
                percentile_disc(0.9) within group (order by days) as nine_of_ten,
                max(days) as longest
            from days
            where days is not null
            group by key
            """,
            new { RsIdMails },
            cancellationToken: cancellationToken))).ToDictionary(row => row.Key, StringComparer.Ordinal);
        return [.. Told.Where(told => rows.ContainsKey(told.Key)).Select(told => rows[told.Key].ToLine(told.What))];
    }

    private sealed class Row
    {
        public string Key { get; init; } = "";

        public int Students { get; init; }

        public int? Median { get; init; }

        public int? NineOfTen { get; init; }

        public int? Longest { get; init; }

        public LeadLine ToLine(string what) => new(what, Students, Median, NineOfTen, Longest);
    }
}
