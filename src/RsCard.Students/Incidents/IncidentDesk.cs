using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Incidents;

/// <summary>What people do about failed work, each in the audit trail (D-40). May be asked twice: what is being retried, or has ended, is left alone.</summary>
public sealed class IncidentDesk(NpgsqlDataSource database, IncidentStore incidents, HandResolution byHand, AuditTrail audit)
{
    /// <summary>Orders a retry of these.</summary>
    /// <returns>How many are tried again.</returns>
    public Task<int> RetryAsync(IReadOnlyCollection<long> ids, string actor, CancellationToken cancellationToken) =>
        RetryAsync(transaction => incidents.RetryAsync(transaction, ids, cancellationToken), actor, cancellationToken);

    /// <summary>Orders a retry of all open ones with the same cause.</summary>
    /// <param name="last">Those up to this id, which were counted when the number was shown; null for all.</param>
    /// <returns>How many are tried again.</returns>
    public Task<int> RetryAllAsync(IncidentCause cause, long? last, string actor, CancellationToken cancellationToken) =>
        RetryAsync(transaction => incidents.RetryAllAsync(transaction, cause, last, cancellationToken), actor, cancellationToken);

    /// <summary>Ends an incident by a person's word; see <see cref="HandResolution"/>.</summary>
    /// <param name="reason">Without personal data.</param>
    /// <param name="outcome">With which the waiting step goes on; null leaves it open.</param>
    public async Task<Resolution> ResolveAsync(long id, string reason, string? outcome, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var resolution = await byHand.ResolveAsync(transaction, id, new ByHand(reason, actor, outcome), cancellationToken);
        if (resolution is not Resolution.Resolved(var correlation, var code))
            return resolution;

        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, "incident.resolved", CaseOf(correlation), Student: null, new { incident = id, code, reason, outcome })],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return resolution;
    }

    private async Task<int> RetryAsync(Func<NpgsqlTransaction, Task<IReadOnlyList<RetriedIncident>>> retry, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var retried = await retry(transaction);
        await audit.WriteAsync(
            transaction,
            [.. retried.Select(incident => new AuditEvent(
                actor, "incident.retried", CaseOf(incident.CorrelationId), Student: null, new { incident = incident.Id, code = incident.Code, kind = incident.Kind }))],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return retried.Count;
    }

    private static CaseId? CaseOf(Guid? correlation) => correlation is { } id ? new CaseId(id) : null;
}
