using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Cases;

/// <summary>Who took which case to another version of its definition is in the audit trail, like any change (D-40, D-80).</summary>
internal sealed class CaseMigrationRecord(AuditTrail audit) : IMigrationRecord
{
    public async Task RecordAsync(NpgsqlTransaction transaction, MigrationOrder order, IReadOnlyList<MovedInstance> moved, CancellationToken cancellationToken)
    {
        if (CasePath.FindByDefinition(order.To.DefinitionId) is { } path && order.From.DefinitionId != order.To.DefinitionId)
            await MovePathAsync(transaction, moved, path, cancellationToken);
        await audit.WriteAsync(transaction, [.. moved.Select(instance => Describe(order, instance))], cancellationToken);
    }

    /// <summary>The case goes the other way from now on.</summary>
    private static async Task MovePathAsync(NpgsqlTransaction transaction, IReadOnlyList<MovedInstance> moved, string path, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "update student_case set path = @path where id = any(@cases)",
            new { path, cases = moved.Select(instance => instance.CorrelationId).ToArray() },
            transaction,
            cancellationToken: cancellationToken));

    private static AuditEvent Describe(MigrationOrder order, MovedInstance moved) => new(
        order.Actor,
        "workflow.migrated",
        new CaseId(moved.CorrelationId),
        Student: null,
        new
        {
            definition = order.To.DefinitionId,
            fromDefinition = order.From.DefinitionId == order.To.DefinitionId ? null : order.From.DefinitionId,
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
