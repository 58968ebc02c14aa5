namespace RsCard.Students.Runtime.Instances;

/// <param name="Kind"><c>work</c> for a dead work item, <c>fault</c> for deciding code that failed.</param>
/// <param name="Signal">The person's signal that the case couldn't take: it is mended when the same is taken, and can't be retried by us.</param>
/// <param name="Code">Stable, the same in log, page and docs.</param>
/// <param name="Detail">No personal data.</param>
/// <param name="Attempts">All of them, those of earlier retries included.</param>
/// <param name="IsRetrying">A retry is ordered and nothing proved yet.</param>
/// <param name="NextTry">When a retried item that failed for now is tried again (real time, UTC); null where no such wait is.</param>
public sealed record Incident(
    long Id,
    string Kind,
    Guid? CorrelationId,
    Guid? InstanceId,
    int? Execution,
    string? ActivityId,
    long? WorkItemId,
    string? WorkKind,
    string? Signal,
    string Code,
    string Detail,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    bool IsRetrying,
    DateTimeOffset? RetriedAt,
    DateTimeOffset? NextTry)
{
    public IncidentCause Cause => new(Code, WorkKind ?? IncidentCause.OfCases);
}

/// <summary>What incidents have in common.</summary>
/// <param name="Kind">The kind of work, or <see cref="OfCases"/>.</param>
public sealed record IncidentCause(string Code, string Kind)
{
    /// <summary>Deciding code failed, no work item.</summary>
    public const string OfCases = "case";
}

/// <summary>Incidents with the same cause.</summary>
/// <param name="Retryable">Of the open ones, those that aren't a person's signal.</param>
/// <param name="Last">The highest id, for retrying those that were counted and no others.</param>
public sealed record IncidentGroup(IncidentCause Cause, long Open, long Retrying, long Retryable, DateTimeOffset Oldest, DateTimeOffset Newest, long Last);

/// <summary>An incident whose retry is ordered.</summary>
public sealed record RetriedIncident(long Id, Guid? CorrelationId, string Code, string Kind);
