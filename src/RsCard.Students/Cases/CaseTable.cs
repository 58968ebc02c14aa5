using System.Globalization;
using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Cases;

/// <summary>
/// Cases to look through, page by page. Names lie sealed, so that a search or an order by name opens those of all cases that the rest of
/// the filter lets through, and a forecast is reckoned anew each day, for all who have a placement to come; every other order and choice is
/// the database's.
/// </summary>
public sealed class CaseTable(NpgsqlDataSource database, StudentStore students, CaseBook book, Forecaster forecaster, TimeProvider clock)
{
    private static readonly CompareInfo Swedish = CultureInfo.GetCultureInfo("sv-SE").CompareInfo;

    private static readonly Dictionary<string, string> Orders = new(StringComparer.Ordinal)
    {
        [CaseFilter.ByNewest] = "c.opened_at desc",
        [CaseFilter.ByWaiting] = "step.since nulls last",
        [CaseFilter.ByDue] = "step.due_by nulls last",
        [CaseFilter.ByPlacement] = "placement.first_day nulls last",
    };

    /// <param name="institutions">What the person may see; null: all.</param>
    public async Task<CasePage> PageAsync(CaseFilter filter, IReadOnlyCollection<string>? institutions, int at, int onAPage, CancellationToken cancellationToken)
    {
        var all = await ChooseAsync(filter, institutions, cancellationToken);
        var pages = Math.Max(1, (all.Count + onAPage - 1) / onAPage);
        var shown = Math.Clamp(at, 1, pages);
        var cases = await book.ListAsync([.. all.Skip((shown - 1) * onAPage).Take(onAPage).Select(row => row.Case)], cancellationToken);
        return new CasePage(cases, all.Count, shown, pages);
    }

    /// <summary>How many the filter lets through.</summary>
    public async Task<int> CountAsync(CaseFilter filter, IReadOnlyCollection<string>? institutions, CancellationToken cancellationToken) =>
        (await ChooseAsync(filter, institutions, cancellationToken)).Count;

    /// <summary>Those that have cases.</summary>
    public async Task<IReadOnlyList<string>> InstitutionsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(new CommandDefinition("select distinct institution_code from enrolment order by 1", cancellationToken: cancellationToken))];
    }

    private async Task<List<Row>> ChooseAsync(CaseFilter filter, IReadOnlyCollection<string>? institutions, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await FindAsync(connection, filter, institutions, cancellationToken);
        if (filter.AsksForForecast)
            rows = await ByForecastAsync(connection, filter, rows, cancellationToken);
        if (filter.Name is not null || filter.Sort == CaseFilter.ByName)
            rows = await ByNameAsync(connection, filter, rows, cancellationToken);
        return rows;
    }

    private async Task<List<Row>> FindAsync(NpgsqlConnection connection, CaseFilter filter, IReadOnlyCollection<string>? institutions, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<Row>(new CommandDefinition(
            $"""
            select c.id as "case", e.student_id as student
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            left join lateral (
                select min(since) as since, min(due_by) as due_by
                from workflow.bookmark
                where correlation_id = c.id
                and owner <> 'Nobody'
                -- Counted as OpenTurns counts: a break in studies is nobody's work.
                and (@turn::text is null or (owner = @turn and name is distinct from @Break))
            ) step on true
            left join lateral (
                select min(first_day) as first_day
                from placement
                where enrolment_id = e.id
                and coalesce(last_day, first_day) >= @today
            ) placement on true
            where (@institutions::text[] is null or e.institution_code = any(@institutions))
            and (@institution::text is null or e.institution_code = @institution)
            and (@state = 'all' or (c.closed_at is null) = (@state = 'open'))
            and (@turn::text is null or step.since is not null)
            and (not @isOverdue or step.due_by < @now)
            and (not @asksForForecast or (
                exists (
                    select
                    from placement
                    where enrolment_id = e.id
                    and first_day between @today and @until
                    and unit_kind <> 'halmstad')
                -- In a break no days are counted (D-33).
                and not exists (select from workflow.parked_case where correlation_id = c.id)))
            order by {Orders.GetValueOrDefault(filter.Sort ?? "", Orders[CaseFilter.ByNewest])}, c.id
            """,
            new
            {
                institutions = institutions?.ToArray(),
                filter.Institution,
                filter.Turn,
                Break = AwaitBreakEnd.Signal,
                state = filter.State ?? CaseFilter.Open,
                filter.IsOverdue,
                filter.AsksForForecast,
                until = filter.WithinWeeks is { } weeks ? clock.Today().AddDays(7 * weeks) : DateOnly.MaxValue,
                now = clock.GetUtcNow(),
                today = clock.Today(),
            },
            cancellationToken: cancellationToken))];

    private async Task<List<Row>> ByNameAsync(NpgsqlConnection connection, CaseFilter filter, List<Row> rows, CancellationToken cancellationToken)
    {
        var people = await students.LoadAsync(connection, [.. rows.Select(row => row.Student)], cancellationToken);
        var words = (filter.Name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = rows
            .Select(row => (Row: row, Name: people.GetValueOrDefault(row.Student)?.Person))
            .Where(pair => words.Length == 0 || (pair.Name is { } person && words.All(word => Swedish.IndexOf(person.FullName, word, CompareOptions.IgnoreCase) >= 0)));
        if (filter.Sort == CaseFilter.ByName)
            found = found.OrderBy(pair => pair.Name is null).ThenBy(pair => $"{pair.Name?.FamilyName} {pair.Name?.GivenName}", Comparer<string>.Create((one, other) => Swedish.Compare(one, other, CompareOptions.IgnoreCase)));
        return [.. found.Select(pair => pair.Row)];
    }

    private async Task<List<Row>> ByForecastAsync(NpgsqlConnection connection, CaseFilter filter, List<Row> rows, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var facts = await CaseFactsReader.LoadAsync(transaction, [.. rows.Select(row => row.Case.Value)], cancellationToken);
        var found = rows
            .Select(row => (Row: row, Forecast: facts.TryGetValue(row.Case.Value, out var known) ? CaseForecast.Find(known, forecaster, clock.Today()) : null))
            .Where(pair => filter.LetsThrough(pair.Forecast));
        if (filter.Sort == CaseFilter.ByPlacement)
            found = found.OrderBy(pair => pair.Forecast?.PlacementFirstDay);
        return [.. found.Select(pair => pair.Row)];
    }

    private sealed record Row(CaseId Case, StudentId Student);
}
