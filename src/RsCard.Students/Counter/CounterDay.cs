using System.Globalization;
using Dapper;
using Npgsql;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Counter;

/// <summary>A station's day: who was served, and whose cards wait to be fetched. Names and what a counter needs, nothing else.</summary>
public sealed class CounterDay(NpgsqlDataSource database, StudentStore students, TimeProvider clock)
{
    /// <summary>What was registered at the station today, the newest first; what was undone is left out.</summary>
    public async Task<IReadOnlyList<Served>> ServedAsync(string station, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<(Guid Case, Guid Student, string What, string Actor, DateTimeOffset At, DateTimeOffset? UndoUntil, string? Code)>(new CommandDefinition(
            """
            select held.case_id, e.student_id, held.what, held.actor, held.held_at, case when held.state = 'held' then held.due_at end, held.code
            from held_action held
            join student_case c on c.id = held.case_id
            join enrolment e on e.id = c.enrolment_id
            where held.place = @station
            and held.held_at >= @since
            and held.state <> 'undone'
            order by held.held_at desc, held.id desc
            limit @most
            """,
            new { station, since = StockholmTime.At(clock.Today(), TimeOnly.MinValue), most },
            cancellationToken: cancellationToken))).ToList();
        var people = await NamesAsync(connection, rows.Select(row => row.Student), cancellationToken);
        return [.. rows.Select(row => new Served(new CaseId(row.Case), people.GetValueOrDefault(new StudentId(row.Student)), row.What, row.Actor, row.At, row.UndoUntil, row.Code))];
    }

    /// <summary>Cards that this station may hand over today (D-12, D-14), the newest first, and how many there are. A delayed one isn't among them.</summary>
    public async Task<(IReadOnlyList<CardToFetch> Cards, int Count)> ToFetchAsync(string station, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<(Guid Case, Guid Student, string State, DateOnly ExpectedOn, DateOnly? ArrivedOn, int Count)>(new CommandDefinition(
            """
            select card.case_id, card.student_id, card.state, card.expected_on, card.arrived_on, count(*) over ()::int
            from card
            join student_case c on c.id = card.case_id
            where card.station_code = @station
            and card.state in ('expected', 'at-station')
            and card.expected_on <= @today
            and c.path <> @home
            order by card.expected_on desc, card.id
            limit @most
            """,
            new { station, today = clock.Today(), home = CasePath.ServiceHome, most },
            cancellationToken: cancellationToken))).ToList();
        var people = await NamesAsync(connection, rows.Select(row => row.Student), cancellationToken);
        return (
            [.. rows.Select(row => new CardToFetch(new CaseId(row.Case), people.GetValueOrDefault(new StudentId(row.Student)), row.State == CardState.AtStation, row.ArrivedOn ?? row.ExpectedOn))],
            rows is [{ Count: var count }, ..] ? count : 0);
    }

    private async Task<Dictionary<StudentId, CounterName>> NamesAsync(NpgsqlConnection connection, IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        (await students.LoadAsync(connection, [.. ids.Distinct().Select(id => new StudentId(id))], cancellationToken))
        .Where(pair => pair.Value.Person is not null)
        .ToDictionary(pair => pair.Key, pair => CounterName.Of(pair.Value.Person ?? throw new System.Diagnostics.UnreachableException()));
}

/// <summary>A student as a list at the counter has it: two of one name are told apart, and no number is whole.</summary>
/// <param name="Born">The masked number, or the day of birth.</param>
public sealed record CounterName(string FullName, string Born)
{
    public static CounterName Of(Person person) => new(
        person.FullName,
        person.PersonalNumber is { } number ? PersonalNumber.FromDigits(number).Masked : person.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");

    public override string ToString() => "Name (not shown)";
}

/// <summary>Somebody who was served at a counter.</summary>
/// <param name="Name">Null where the person's values were erased since.</param>
/// <param name="What">photo, hand-over, activation or reserve-card.</param>
/// <param name="UndoUntil">Until then it can be taken back; null: it is carried out, or couldn't be.</param>
/// <param name="Code">Why it couldn't be carried out; null where it could, or isn't yet.</param>
public sealed record Served(CaseId Case, CounterName? Name, string What, string Actor, DateTimeOffset At, DateTimeOffset? UndoUntil, string? Code)
{
    public override string ToString() => $"{What} of {Case}";
}

/// <summary>A card that its student may fetch.</summary>
/// <param name="IsHere">The station has recorded that it came; else it should have.</param>
/// <param name="Since">When it came, or was expected.</param>
public sealed record CardToFetch(CaseId Case, CounterName? Name, bool IsHere, DateOnly Since)
{
    public override string ToString() => $"Card of {Case}";
}
