using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Mail.Bounces;

/// <summary>
/// A mail to a unit or a supervisor that came back, or was refused for good: the address is taken from the placement, so that nobody writes
/// there again, and another one is the administrator's task (D-15, D-63), one for each placement and reader at a time.
/// </summary>
public sealed class PlacementBounces(WorkflowEngine engine, TimeProvider clock)
{
    /// <summary>Nobody's task when the address has been changed meanwhile, VDI is ordered, the placement is over, or the case has ended.</summary>
    /// <param name="address">What the mail was sent to.</param>
    internal async Task AskForAddressAsync(NpgsqlTransaction transaction, Guid caseId, Guid placement, MailAudience audience, string address, CancellationToken cancellationToken)
    {
        await engine.LockAsync(transaction, [caseId], cancellationToken);
        var taken = await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update placement
            set unit_email = case when @isUnit then null else unit_email end,
                supervisor_email = case when @isUnit then supervisor_email else null end
            from student_case c
            where placement.id = @placement
            and c.id = @caseId
            and c.enrolment_id = placement.enrolment_id
            and c.closed_at is null
            and c.ending_at is null
            and lower(case when @isUnit then unit_email else supervisor_email end) = lower(@address)
            and not (@isUnit and placement.vdi_ordered_at is not null)
            and coalesce(placement.last_day, (placement.first_day + interval '1 month')::date) >= @today
            """,
            new { caseId, placement, address, isUnit = audience == MailAudience.Unit, today = clock.Today() },
            transaction,
            cancellationToken: cancellationToken));
        var repair = audience == MailAudience.Unit ? CaseProcess.UnitAddressRepair : CaseProcess.SupervisorAddressRepair;
        if (taken > 0 && !await IsAskedForAsync(transaction, caseId, placement, repair, cancellationToken))
            await engine.StartAsync(transaction, [new StartRequest(caseId, repair, Under: CaseProcess.Enrolment, Subject: placement)], cancellationToken);
    }

    private static async Task<bool> IsAskedForAsync(NpgsqlTransaction transaction, Guid caseId, Guid placement, string repair, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            select exists (
                select
                from workflow.instance
                where correlation_id = @caseId
                and definition_id = @repair
                and subject = @placement
                and status = 'suspended')
            """,
            new { caseId, placement, repair },
            transaction,
            cancellationToken: cancellationToken));
}
