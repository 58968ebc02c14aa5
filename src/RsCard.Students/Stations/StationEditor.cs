using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Editing;
using RsCard.Students.Students;

namespace RsCard.Students.Stations;

/// <summary>Changes stations, and adds them. Of two who change one at once, the second is told and nothing is lost.</summary>
public sealed class StationEditor(NpgsqlDataSource database, StationBook book, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Writes the station as ordered; may be called twice: a station that is so already stays as it is.</summary>
    /// <param name="order">Its revision is what was read before; 0 for a new one.</param>
    public async Task<Edit<CardStation>> SaveAsync(CardStation order, string actor, CancellationToken cancellationToken)
    {
        var before = await book.FindAsync(order.Code, cancellationToken);
        if ((before?.Revision ?? 0) != order.Revision)
            return new Edit<CardStation>.Overtaken(before);
        if (before is not null && IsAsOrdered(before, order))
            return new Edit<CardStation>.Saved(IsChanged: false);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await WriteAsync(transaction, order, before, cancellationToken) == 0)
            return new Edit<CardStation>.Overtaken(await book.FindAsync(order.Code, cancellationToken));

        await WriteClosedAsync(transaction, order, cancellationToken);
        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, before is null ? "station.added" : "station.changed", Case: null, Student: null, new { station = order.Code, before = before is null ? null : Facts(before), after = Facts(order) })],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Edit<CardStation>.Saved(IsChanged: true);
    }

    /// <summary>Closed days that are over stay as they were: they are history, not the editor's.</summary>
    private IEnumerable<ClosedSpan> ToKeep(IEnumerable<ClosedSpan> closed) => closed.Where(span => span.Last >= clock.Today());

    private bool IsAsOrdered(CardStation station, CardStation order) =>
        (station.Name, station.Address, station.IsActive) == (order.Name, order.Address, order.IsActive)
        && station.UnreadHours.Length == 0
        && station.Hours.Equals(order.Hours)
        && ToKeep(station.Closed).SequenceEqual(ToKeep(order.Closed).OrderBy(span => span.First));

    /// <returns>0 where somebody else was faster.</returns>
    private static Task<int> WriteAsync(NpgsqlTransaction transaction, CardStation order, CardStation? before, CancellationToken cancellationToken) => transaction.Connection!.ExecuteAsync(new CommandDefinition(
        before is null
            ? """
              insert into card_station (code, name, address, opening_hours, active)
              values (@Code, @Name, @Address, @hours, @IsActive)
              on conflict do nothing
              """
            : """
              update card_station
              set name = @Name,
                  address = @Address,
                  opening_hours = @hours,
                  active = @IsActive,
                  revision = revision + 1
              where code = @Code
              and revision = @Revision
              """,
        new { order.Code, order.Name, order.Address, hours = order.Hours.ToString(), order.IsActive, order.Revision },
        transaction,
        cancellationToken: cancellationToken));

    private async Task WriteClosedAsync(NpgsqlTransaction transaction, CardStation order, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            delete from station_closed_days
            where station_code = @Code
            and last_day >= @today
            """,
            new { order.Code, today = clock.Today() },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into station_closed_days (station_code, first_day, last_day, why)
            values (@Code, @First, @Last, @Why)
            on conflict (station_code, first_day) do update
            set last_day = excluded.last_day,
                why = excluded.why
            """,
            ToKeep(order.Closed).Select(span => new { order.Code, span.First, span.Last, span.Why }),
            transaction,
            cancellationToken: cancellationToken));
    }

    private object Facts(CardStation station) => new
    {
        name = station.Name, address = station.Address, active = station.IsActive,
        hours = station.UnreadHours.Length > 0 ? station.UnreadHours : station.Hours.ToString(), closed = Facts(station.Closed),
    };

    private string[] Facts(IEnumerable<ClosedSpan> closed) => [.. ToKeep(closed).Select(span => $"{HoursText.Of(span)} {span.Why}".TrimEnd())];
}
