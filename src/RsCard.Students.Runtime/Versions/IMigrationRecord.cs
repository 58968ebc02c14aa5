using Npgsql;

namespace RsCard.Students.Runtime.Versions;

/// <summary>The product's own record of who took which instance to another version.</summary>
public interface IMigrationRecord
{
    /// <summary>Writes it down, set-based, in the transaction that moves the instances.</summary>
    Task RecordAsync(NpgsqlTransaction transaction, MigrationOrder order, IReadOnlyList<MovedInstance> moved, CancellationToken cancellationToken);
}

/// <summary>An instance that goes over to another version.</summary>
/// <param name="Steps">Where each open step stood and stands.</param>
public sealed record MovedInstance(Guid CorrelationId, Guid InstanceId, IReadOnlyList<MovedStep> Steps);
