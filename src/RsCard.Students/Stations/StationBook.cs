using Dapper;
using Npgsql;

namespace RsCard.Students.Stations;

/// <summary>Reads the card stations with their hours and closed days.</summary>
public sealed class StationBook(NpgsqlDataSource database)
{
    /// <summary>All stations by name, also those that students aren't told of.</summary>
    public async Task<IReadOnlyList<CardStation>> ListAsync(CancellationToken cancellationToken) => await ReadAsync(code: null, cancellationToken);

    /// <summary>Those that students are told of, by name.</summary>
    public async Task<IReadOnlyList<CardStation>> ListActiveAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(code: null, cancellationToken)).Where(station => station.IsActive)];

    public async Task<CardStation?> FindAsync(string code, CancellationToken cancellationToken) => await ReadAsync(code, cancellationToken) is [var found] ? found : null;

    private async Task<IReadOnlyList<CardStation>> ReadAsync(string? code, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select code, name, address, active, opening_hours, revision
            from card_station
            where @code::text is null
            or code = @code
            order by name, code
            """,
            new { code },
            cancellationToken: cancellationToken));
        var closed = (await connection.QueryAsync<(string Station, DateOnly First, DateOnly Last, string Why)>(new CommandDefinition(
            """
            select station_code, first_day, last_day, why
            from station_closed_days
            where @code::text is null
            or station_code = @code
            order by first_day
            """,
            new { code },
            cancellationToken: cancellationToken))).ToLookup(span => span.Station);
        return
        [
            .. rows.Select(row => new CardStation(
                row.Code,
                row.Name,
                row.Address,
                row.Active,
                OpeningHours.Read(row.OpeningHours) ?? OpeningHours.None,
                OpeningHours.Read(row.OpeningHours) is null ? row.OpeningHours : "",
                [.. closed[row.Code].Select(span => new ClosedSpan(span.First, span.Last, span.Why))],
                row.Revision)),
        ];
    }

    private sealed class Row
    {
        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public string Address { get; init; } = "";

        public bool Active { get; init; }

        public string OpeningHours { get; init; } = "";

        public int Revision { get; init; }
    }
}
