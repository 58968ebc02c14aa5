using Npgsql;

namespace RsCard.Students.Runtime.WorkItems;

/// <summary>What came of one attempt at a work item.</summary>
public abstract record WorkOutcome
{
    private WorkOutcome()
    {
    }

    /// <summary>Done. The waiting activity is resumed with <paramref name="Outcome"/> in the transaction that finishes the item.</summary>
    /// <param name="Record">The product's own writes, in that transaction, only if the lease still holds.</param>
    public sealed record Completed(string Outcome, Func<NpgsqlTransaction, CancellationToken, Task>? Record = null) : WorkOutcome
    {
        /// <summary>As <see cref="Record"/>, but written together with what other items of the same transaction record in the same way.</summary>
        public JointRecord? Joint { get; init; }
    }

    /// <summary>Failed for now: the other side is down, slow or refuses for the time being.</summary>
    /// <param name="Code">Stable, for example <c>DIR-002</c>.</param>
    /// <param name="Detail">For the operator; no personal data.</param>
    public sealed record Transient(string Code, string Detail) : WorkOutcome;

    /// <summary>Not now, and nobody's fault: somebody has told everything of this kind to wait. No attempt is counted.</summary>
    /// <param name="Code">Stable, for example <c>DIR-040</c>.</param>
    /// <param name="Detail">For the operator; no personal data.</param>
    /// <param name="Pause">Until it is looked at again.</param>
    public sealed record Postponed(string Code, string Detail, TimeSpan Pause) : WorkOutcome;

    /// <summary>Failed for good: an incident for a person to mend. The activity stays suspended.</summary>
    public sealed record Permanent(string Code, string Detail) : WorkOutcome;
}
