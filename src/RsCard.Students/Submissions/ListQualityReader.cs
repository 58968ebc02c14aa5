using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>Reads how lists have gone: a statement for the lists, one for what was wrong with them.</summary>
public sealed class ListQualityReader(NpgsqlDataSource database)
{
    private const int MostFaults = 10;

    /// <summary>What the sender couldn't have done better: said of a row, and no fault of it (D-4, D-5).</summary>
    private static readonly string[] NoFaults = [RowCodes.Protected, RowCodes.Halmstad];

    /// <param name="institutions">Whose lists; null: all.</param>
    /// <param name="from">The first day on which they came.</param>
    public async Task<ListQuality> ReadAsync(IReadOnlyCollection<string>? institutions, DateOnly from, CancellationToken cancellationToken)
    {
        var asked = new { institutions = institutions?.ToArray(), since = StockholmTime.At(from, TimeOnly.MinValue), noFaults = NoFaults, most = MostFaults };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var lists = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select
                s.id,
                s.institution_code,
                s.file_name,
                s.received_at,
                count(*) as rows,
                count(*) filter (where not exists (select from jsonb_array_elements(r.errors) as error where error ->> 'Code' <> all(@noFaults))) as smooth,
                count(*) filter (where r.verdict = 'refused') as refused
            from submission s
            join submission_row r on r.submission_id = s.id
            where s.received_at >= @since
            and s.taken_back_at is null
            and (@institutions::text[] is null or s.institution_code = any(@institutions))
            group by s.id
            order by s.received_at desc, s.id
            """,
            asked,
            cancellationToken: cancellationToken));
        var faults = await connection.QueryAsync<(string Code, string? Column, string? Variant, long Rows)>(new CommandDefinition(
            """
            select error ->> 'Code', error ->> 'Column', error ->> 'Variant', count(distinct (r.submission_id, r.row_number)) as rows
            from submission s
            join submission_row r on r.submission_id = s.id
            cross join lateral jsonb_array_elements(r.errors) as error
            where s.received_at >= @since
            and s.taken_back_at is null
            and (@institutions::text[] is null or s.institution_code = any(@institutions))
            and error ->> 'Code' <> all(@noFaults)
            group by 1, 2, 3
            order by rows desc, 1, 2, 3
            limit @most
            """,
            asked,
            cancellationToken: cancellationToken));
        return new ListQuality([.. lists.Select(row => row.ToScore())], [.. faults.Select(fault => new ListFault(new RowError(fault.Column, fault.Code, fault.Variant), (int)fault.Rows))]);
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string InstitutionCode { get; init; } = "";

        public string FileName { get; init; } = "";

        public DateTimeOffset ReceivedAt { get; init; }

        public int Rows { get; init; }

        public int Smooth { get; init; }

        public int Refused { get; init; }

        public ListScore ToScore() => new(new SubmissionId(Id), InstitutionCode, FileName, StockholmTime.DayOf(ReceivedAt), new RowScore(Rows, Smooth, Refused));
    }
}
