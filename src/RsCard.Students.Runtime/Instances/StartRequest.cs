namespace RsCard.Students.Runtime.Instances;

/// <summary>Start the latest version of a definition for a case.</summary>
/// <param name="Under">
/// The definition of the case's parent instance: the new one is its child, which nothing waits for, and is cancelled with its
/// other children. Where no such instance runs, or null: a root of its own.
/// </param>
public sealed record StartRequest(Guid CorrelationId, string DefinitionId, string? Under = null);

/// <summary>A person's choice for one case: resumes its <see cref="Flowcharts.Wait.ForSignal"/> of this name.</summary>
public sealed record Signal(Guid CorrelationId, string Name, string Outcome);

/// <summary>What became of a signal.</summary>
public enum SignalResult
{
    Delivered,

    /// <summary>No open step of that name in the case: nothing happened.</summary>
    NotWaiting,

    /// <summary>Deciding code failed for this case: nothing happened to it, and an incident says why.</summary>
    Failed,
}
