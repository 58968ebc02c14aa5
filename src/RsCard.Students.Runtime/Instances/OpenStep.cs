namespace RsCard.Students.Runtime.Instances;

/// <summary>One thing that a case waits for (D-60).</summary>
/// <param name="Execution">With <paramref name="InstanceId"/>, the step's identity.</param>
/// <param name="Name">The signal, the kind of work or the child's definition id; null for a timer.</param>
/// <param name="Owner">Whose turn it is; null where no person is waited for.</param>
/// <param name="Since">Business time, UTC.</param>
/// <param name="DueBy">Business time, UTC: when the owner should have acted, or when the timer is due; null also where a break has stopped the clock.</param>
/// <param name="ParkedSince">Business time, UTC: since when the case is parked; null where it isn't.</param>
/// <param name="Subject">What the step's instance is about within the case; null: the case itself.</param>
public sealed record OpenStep(
    Guid CorrelationId,
    Guid InstanceId,
    string DefinitionId,
    string DefinitionHash,
    string ActivityId,
    string ActivityName,
    int Execution,
    OpenStepKind Kind,
    string? Name,
    string? Owner,
    DateTimeOffset Since,
    DateTimeOffset? DueBy,
    DateTimeOffset? ParkedSince = null,
    Guid? Subject = null);

/// <summary>What an open step waits for.</summary>
public enum OpenStepKind
{
    Signal,
    Timer,
    Work,
    Child,

    /// <summary>A broadcast (conformance only).</summary>
    Event,
}
