using RsCard.Students.Database;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Held;

/// <summary>Carries out held actions of one kind when their time is over.</summary>
public interface IHeldActionKind
{
    /// <summary>As it stands in <c>held_action</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Carries out what is still held of the batch, and ends it in the same transaction as its effects, so that a second run finds nothing
    /// more to do.
    /// </summary>
    /// <param name="actor">Who acted, not who waited.</param>
    Task<WorkOutcome> CarryOutAsync(Guid batch, IReadOnlyList<CaseId> cases, string actor, CancellationToken cancellationToken);
}
