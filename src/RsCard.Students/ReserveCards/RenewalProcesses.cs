using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.ReserveCards;

/// <summary>
/// Sees to it that every reserve card whose certificate ends before its holder's period is followed by <c>reserve-card-renewal</c>. That
/// process ends when a certificate reaches the period's last day, and no certificate outlives it; so a period that was made longer since,
/// and a card that was issued anew, begin it again.
/// </summary>
public sealed class RenewalProcesses(WorkflowEngine engine)
{
    /// <summary>Begins it for those of the cases that need it and don't run it. May be called as often as one likes.</summary>
    public async Task StartAsync(NpgsqlTransaction transaction, IReadOnlyCollection<CaseId> cases, CancellationToken cancellationToken)
    {
        var ids = cases.Select(id => id.Value).Distinct().ToArray();
        if (ids.Length == 0)
            return;

        await engine.LockAsync(transaction, ids, cancellationToken);
        var missing = await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            select c.id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join lateral (
                select kind, state, valid_to
                from card
                where card.student_id = e.student_id
                and card.state not in ('cancelled', 'destroyed')
                order by coalesce(card.photo_on, card.issued_on) desc nulls last, card.id desc
                limit 1
            ) newest on true
            where c.id = any(@ids)
            and c.path in ('foreign', 'no-address')
            and c.closed_at is null
            and c.ending_at is null
            and newest.kind = 'reserve'
            and newest.state in ('handed-over', 'suspended')
            and newest.valid_to < e.last_day
            and not exists (
                select
                from workflow.instance
                where instance.correlation_id = c.id
                and instance.definition_id = @definition
                and instance.status = 'suspended')
            """,
            new { ids, definition = CaseProcess.ReserveCardRenewal },
            transaction,
            cancellationToken: cancellationToken));
        await engine.StartAsync(transaction, [.. missing.Select(id => new StartRequest(id, CaseProcess.ReserveCardRenewal, Under: CaseProcess.Enrolment))], cancellationToken);
    }
}
