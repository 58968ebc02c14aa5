using Dapper;
using Npgsql;

namespace RsCard.Students.Runtime.Instances;

/// <summary>What must not outlive a case: a break, and the timers of starts that failed.</summary>
internal static class CaseEnd
{
    /// <param name="correlationIds">Cases of which a root instance has ended; those in which something else runs are left alone.</param>
    public static async Task CleanAsync(NpgsqlTransaction transaction, IReadOnlyList<Guid> correlationIds, CancellationToken cancellationToken)
    {
        if (correlationIds.Count == 0)
            return;
        await transaction.OpenConnection().ExecuteAsync(new CommandDefinition(
            """
            with over as (
                select distinct ended.id
                from unnest(@cases) as ended (id)
                where not exists (
                    select
                    from workflow.instance
                    where correlation_id = ended.id
                        and status = 'suspended')
            ), timers as (
                delete from workflow.timer
                using over, workflow.instance
                where instance.correlation_id = over.id
                    and timer.instance_id = instance.id
            )
            delete from workflow.parked_case
            using over
            where correlation_id = over.id
            """,
            new { cases = correlationIds.ToArray() },
            transaction,
            cancellationToken: cancellationToken));
    }
}
