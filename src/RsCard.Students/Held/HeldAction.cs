using RsCard.Students.Database;

namespace RsCard.Students.Held;

/// <summary>What somebody has done on a page and may still take back.</summary>
/// <param name="Batch">Those of one click.</param>
/// <param name="Kind">Which <see cref="IHeldActionKind"/> carries it out, for example <c>review.approve</c>.</param>
/// <param name="SecondedBy">Who has confirmed it, where a second person must.</param>
/// <param name="DueAt">When it is carried out, in business time; null: a second person must confirm it first.</param>
/// <param name="Code">Why it couldn't be carried out, where it couldn't.</param>
public sealed record HeldAction(Guid Batch, string Kind, CaseId Case, string Actor, string? SecondedBy, DateTimeOffset HeldAt, DateTimeOffset? DueAt, string? Code)
{
    public override string ToString() => $"{Kind} of {Case}";
}
