using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Recurring;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Cards;

/// <summary>
/// Cards whose last day comes near: the student and the administrator are told, once for each last day (D-30). Cards whose last day has
/// passed are expired (D-70). A reserve card has a process of its own for what is told (D-24).
/// </summary>
[Recurs("watch-card-expiry", "30 5 * * *")]
public sealed class WatchCardExpiry(NpgsqlDataSource database, WorkflowEngine engine, AuditTrail audit, ProcessOptions options, TimeProvider clock) : IRecurringJob
{
    private const int StudentsInOneTransaction = 200;

    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        var expired = await EachAsync(ExpireAsync, cancellationToken);
        var told = await EachAsync(TellAsync, cancellationToken);
        return new RunResult.Done($"{expired} cards expired, {told} ends told");
    }

    private async Task<int> EachAsync(Func<NpgsqlTransaction, CancellationToken, Task<int>> batch, CancellationToken cancellationToken)
    {
        for (var all = 0; ;)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var done = await batch(transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            all += done;
            if (done == 0)
                return all;
        }
    }

    /// <summary>The card is valid through its last day. The desks hold the case while they judge a card; so do we.</summary>
    private async Task<int> ExpireAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var today = clock.Today();
        var ended = (await transaction.Connection!.QueryAsync<(Guid Card, Guid Case, Guid Student)>(new CommandDefinition(
            """
            select id, case_id, student_id
            from card
            where state = 'handed-over'
            and valid_to < @today
            order by id
            limit @most
            """,
            new { today, most = StudentsInOneTransaction },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        await engine.LockAsync(transaction, [.. ended.Select(row => row.Case).Distinct()], cancellationToken);
        var expired = (await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            with expired as (
                update card
                set state = 'expired'
                where id = any(@cards)
                and state = 'handed-over'
                and valid_to < @today
                returning id
            )
            insert into card_event (card_id, from_state, to_state, actor, at, reason)
            select id, 'handed-over', 'expired', 'system', @now, 'its last day has passed'
            from expired
            returning card_id
            """,
            new { today, now = clock.GetUtcNow(), cards = ended.Select(row => row.Card).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToHashSet();
        await audit.WriteAsync(
            transaction,
            [.. ended.Where(row => expired.Contains(row.Card)).Select(row => new AuditEvent("system", "card.expired", new CaseId(row.Case), new StudentId(row.Student), new { card = row.Card }))],
            cancellationToken);
        return expired.Count;
    }

    /// <summary>Told in the one case of the student's that goes on longest, however many there are.</summary>
    private async Task<int> TellAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var today = clock.Today();
        var ending = (await transaction.Connection!.QueryAsync<(Guid Student, DateOnly ValidTo, Guid Case)>(new CommandDefinition(
            """
            with known_before as (
                select student_id, card_valid_to as valid_to
                from directory_entry
                where card_state = @active
                and not closed
                union all
                select student_id, valid_to
                from card_before noted
                where not exists (select from directory_entry where student_id = noted.student_id and card_state is not null)
            ),
            ending as (
                select student_id, valid_to
                from card
                where kind = 'service'
                and state = 'handed-over'
                and valid_to between @today and @until
                union
                select student_id, valid_to
                from known_before
                where valid_to between @today and @until
                and not exists (
                    select
                    from card
                    where card.student_id = known_before.student_id
                    and (station_code is null or state in ('applied', 'expected', 'at-station') or (state = 'handed-over' and valid_to is not null)))
            )
            select distinct on (ending.student_id) ending.student_id, ending.valid_to, c.id
            from ending
            join enrolment e on e.student_id = ending.student_id
            join student_case c on c.enrolment_id = e.id
            where c.closed_at is null
            and c.ending_at is null
            and c.path in ('service', 'service-home')
            and not exists (
                select
                from expiry_notice told
                where told.student_id = ending.student_id
                and told.valid_to = ending.valid_to)
            order by ending.student_id, e.last_day desc, c.id
            limit @most
            """,
            new { today, until = today.AddDays(options.RenewalWithinDays), active = CardState.InDirectoryActive, most = StudentsInOneTransaction },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        await engine.LockAsync(transaction, [.. ending.Select(row => row.Case)], cancellationToken);
        var noticed = (await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            insert into expiry_notice (student_id, valid_to, noticed_at)
            select student_id, valid_to, @now
            from unnest(@students, @days) as new (student_id, valid_to)
            on conflict do nothing
            returning student_id
            """,
            new { now = clock.GetUtcNow(), students = ending.Select(row => row.Student).ToArray(), days = ending.Select(row => row.ValidTo).ToArray() },
            transaction,
            cancellationToken: cancellationToken))).ToHashSet();
        await engine.StartAsync(
            transaction,
            [.. ending.Where(row => noticed.Contains(row.Student)).Select(row => new StartRequest(row.Case, CaseProcess.CardExpiry, Under: CaseProcess.Enrolment))],
            cancellationToken);
        return noticed.Count;
    }
}
