using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Placements;

/// <summary>
/// Begins the process of each placement: several placements for one enrolment run side by side, each an instance of its own whose
/// subject is the placement.
/// </summary>
public sealed class PlacementProcesses(WorkflowEngine engine, PlacementAddresses addresses, TimeProvider clock)
{
    /// <summary>
    /// Starts what hasn't begun yet for these cases: a placement in another region at once (D-5), any other when the student has come in
    /// (D-15). Who waits for an address that a row has brought goes on. May be called as often as one likes.
    /// </summary>
    public async Task StartAsync(NpgsqlTransaction transaction, IReadOnlyCollection<CaseId> cases, CancellationToken cancellationToken)
    {
        var ids = cases.Select(id => id.Value).ToArray();
        await engine.LockAsync(transaction, ids, cancellationToken);
        var begun = (await transaction.Connection!.QueryAsync<(Guid Case, Guid Placement, string Kind)>(new CommandDefinition(
            """
            update placement
            set process_started_at = @now
            from student_case c
            where c.id = any(@ids)
            and placement.enrolment_id = c.enrolment_id
            and placement.process_started_at is null
            and placement.first_day is not null
            and c.closed_at is null
            and c.ending_at is null
            and (placement.unit_kind = 'halmstad' or (
                select decision
                from review_decision
                where case_id = c.id
                order by id desc
                limit 1) in ('approved', 'own-card'))
            returning c.id, placement.id, placement.unit_kind
            """,
            new { ids, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken))).ToList();
        await engine.StartAsync(
            transaction,
            [.. begun.Select(row => new StartRequest(row.Case, DefinitionOf(row.Kind), Under: CaseProcess.Enrolment, Subject: row.Placement))],
            cancellationToken);
        await addresses.GoOnAsync(transaction, ids, cancellationToken);
    }

    private static string DefinitionOf(string kind) => kind switch
    {
        "halmstad" => CaseProcess.PlacementHalmstad,
        "private" => CaseProcess.PlacementPrivateUnit,
        _ => CaseProcess.PlacementPublicUnit,
    };
}
