using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary>
/// People whose entry is closed while a card of theirs is valid (D-70): each is an alarm until the card is returned or revoked, or the
/// region has employed the person.
/// </summary>
public sealed class CardAlarms(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The longest standing first.</summary>
    public async Task<IReadOnlyList<CardAlarm>> ListAsync(int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<CardAlarm>(new CommandDefinition(
            """
            select card.id as card_id, card.case_id, card.kind, card.state, card.valid_to, station.name as station_name, c.ending_at as since
            from card
            join directory_entry entry on entry.student_id = card.student_id
            join student on student.id = card.student_id
            join student_case c on c.id = card.case_id
            left join card_station station on station.code = card.station_code
            where entry.closed
            and card.state in ('handed-over', 'suspended', 'damaged')
            and (card.valid_to is null or card.valid_to >= @today)
            and student.hired_at is null
            order by c.ending_at nulls last, card.id
            limit @most
            """,
            new { today = clock.Today(), most },
            cancellationToken: cancellationToken))];
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            select count(*)
            from card
            join directory_entry entry on entry.student_id = card.student_id
            join student on student.id = card.student_id
            where entry.closed
            and card.state in ('handed-over', 'suspended', 'damaged')
            and (card.valid_to is null or card.valid_to >= @today)
            and student.hired_at is null
            """,
            new { today = clock.Today() },
            cancellationToken: cancellationToken));
    }
}

/// <summary>A card that is valid though its holder's entry is closed.</summary>
public sealed record CardAlarm
{
    public Guid CardId { get; init; }

    /// <summary>The case it was ordered in.</summary>
    public CaseId CaseId { get; init; }

    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>Null where we don't know it.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Where it was ordered; null for a card that the student had before we ordered any.</summary>
    public string? StationName { get; init; }

    /// <summary>When the case began to end; null where another case closed the entry.</summary>
    public DateTimeOffset? Since { get; init; }
}
