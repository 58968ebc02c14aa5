using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Cases;

/// <summary>Who took which case to another version of its definition is in the audit trail, like any change (D-40, D-80).</summary>
internal sealed class CaseMigrationRecord(AuditTrail audit) : IMigrationRecord
{
    public Task RecordAsync(NpgsqlTransaction transaction, MigrationOrder order, IReadOnlyList<MovedInstance> moved, CancellationToken cancellationToken) =>
        audit.WriteAsync(transaction, [.. moved.Select(instance => Describe(order, instance))], cancellationToken);

    private static AuditEvent Describe(MigrationOrder order, MovedInstance moved) => new(
        order.Actor,
        "workflow.migrated",
        new CaseId(moved.CorrelationId),
        Student: null,
        new
        {
            definition = order.To.DefinitionId,
            instance = moved.InstanceId,
            fromVersion = order.From.Version,
            fromHash = order.From.Hash,
            toVersion = order.To.Version,
            toHash = order.To.Hash,
            resetsTimers = order.ResetsTimers,
            stands = moved.Steps.Select(step => step.From == step.To ? step.To : $"{step.From}>{step.To}"),
            mapping = order.Mapping.Told,
        });
}
