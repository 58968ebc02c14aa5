namespace RsCard.Students.Runtime.Instances;

/// <summary>Start the latest version of a definition for a case.</summary>
/// <param name="Under">
/// The definition of the case's parent instance: the new one is its child, which nothing waits for, and is cancelled with its
/// other children. Where no such instance runs, or null: a root of its own.
/// </param>
/// <param name="Subject">
/// What it is about, where a case may have several at once (a placement, a card): its activities are told, its children have the
/// same. Null: what the parent is about.
/// </param>
public sealed record StartRequest(Guid CorrelationId, string DefinitionId, string? Under = null, Guid? Subject = null);

/// <summary>A person's choice for one case: resumes its <see cref="Flowcharts.Wait.ForSignal"/> of this name.</summary>
/// <param name="Subject">Only a step of an instance that is about this; null: the oldest, whatever it is about.</param>
public sealed record Signal(Guid CorrelationId, string Name, string Outcome, Guid? Subject = null);

/// <summary>What became of a signal.</summary>
public enum SignalResult
{
    Delivered,

    /// <summary>No open step of that name in the case: nothing happened.</summary>
    NotWaiting,

    /// <summary>Deciding code failed for this case: nothing happened to it, and an incident says why.</summary>
    Failed,
}
