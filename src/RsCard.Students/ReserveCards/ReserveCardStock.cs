using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cards;
using RsCard.Students.Students;

namespace RsCard.Students.ReserveCards;

/// <summary>Reserve cards that lie at the stations (D-28). A serial is used once, whatever becomes of the card.</summary>
public sealed class ReserveCardStock(NpgsqlDataSource database, CardStore cards, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The station has received cards: one, or all from the first serial to the last. Sent again it changes nothing.</summary>
    /// <param name="last">Null for a single card.</param>
    public async Task<DeskResult> AddAsync(string station, string first, string? last, string actor, CancellationToken cancellationToken) =>
        (last is null ? CardSerial.Find(first) is { } one ? [one] : null : CardSerial.Range(first, last)) is { } serials
            ? await AddAsync(station, serials, actor, cancellationToken)
            : ReserveCardTexts.BadSerials();

    /// <summary>The station has received these cards, as scanned one by one: all of them, or none. Sent again it changes nothing.</summary>
    /// <param name="scanned">As typed; the same one twice counts once.</param>
    public async Task<DeskResult> ScanAsync(string station, IReadOnlyCollection<string> scanned, string actor, CancellationToken cancellationToken)
    {
        if (scanned.FirstOrDefault(text => CardSerial.Find(text) is null) is { } bad)
            return ReserveCardTexts.BadSerial(bad);

        var serials = scanned.Select(CardSerial.Find).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return serials.Count is > 0 and <= CardSerial.MostAtOnce ? await AddAsync(station, serials, actor, cancellationToken) : ReserveCardTexts.BadSerials();
    }

    /// <summary>Every station with how many unused cards lie there, by name.</summary>
    public async Task<IReadOnlyList<StationStock>> ListStationsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<StationStock>(new CommandDefinition(
            """
            select
                station.code,
                station.name,
                count(stock.serial) as count
            from card_station station
            left join reserve_card_stock stock
                on stock.station_code = station.code
                and stock.card_id is null
            where station.active
            group by station.code, station.name
            order by station.name
            """,
            cancellationToken: cancellationToken))];
    }

    /// <param name="serials">In order, without doubles.</param>
    private async Task<DeskResult> AddAsync(string station, IReadOnlyList<string> serials, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await cards.FindStationNameAsync(transaction, station, cancellationToken) is not { } name)
            return DeskTexts.NoSuchStation(station);

        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into reserve_card_stock (serial, station_code, received_on, received_by)
            select serial, @station, @today, @actor
            from unnest(@serials) as new (serial)
            order by serial
            on conflict (serial) do nothing
            """,
            new { station, actor, today = clock.Today(), serials = serials.ToArray() },
            transaction,
            cancellationToken: cancellationToken));

        // Also those that others have put there meanwhile: after the insert nobody can.
        var elsewhere = await connection.QueryFirstOrDefaultAsync<string?>(new CommandDefinition(
            "select serial from reserve_card_stock where serial = any(@serials) and station_code <> @station order by serial",
            new { station, serials = serials.ToArray() },
            transaction,
            cancellationToken: cancellationToken));
        if (elsewhere is not null)
            return ReserveCardTexts.StockedElsewhere(elsewhere);

        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, "stock.received", Case: null, Student: null, new { station, first = serials[0], last = serials[^1], count = serials.Count })],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ReserveCardTexts.Stocked(serials.Count, name);
    }

    /// <summary>What lies at a station, unused, by serial.</summary>
    public async Task<IReadOnlyList<StockedCard>> ListAsync(string station, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<StockedCard>(new CommandDefinition(
            """
            select serial, received_on, received_by
            from reserve_card_stock
            where station_code = @station
            and card_id is null
            order by serial
            """,
            new { station },
            cancellationToken: cancellationToken))];
    }

    /// <summary>Locks the card in the stock until the transaction ends; null where no station has had it.</summary>
    internal static async Task<StockPlace?> FindAsync(NpgsqlTransaction transaction, string serial, CancellationToken cancellationToken) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<StockPlace>(new CommandDefinition(
            """
            select
                stock.station_code,
                station.name as station_name,
                stock.card_id is not null or exists (select from card where card.serial = stock.serial) as is_used
            from reserve_card_stock stock
            join card_station station on station.code = stock.station_code
            where stock.serial = @serial
            for update of stock
            """,
            new { serial },
            transaction,
            cancellationToken: cancellationToken));
}

/// <summary>A reserve card that lies at a station.</summary>
public sealed record StockedCard(string Serial, DateOnly ReceivedOn, string ReceivedBy);

/// <param name="Count">Unused cards.</param>
public sealed record StationStock(string Code, string Name, long Count);

/// <summary>Where a serial belongs.</summary>
/// <param name="IsUsed">It has become somebody's card.</param>
internal sealed record StockPlace(string StationCode, string StationName, bool IsUsed);
