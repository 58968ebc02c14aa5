using RsCard.Students.Database;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>Everything that is to be done, or decided, so that the directory holds what is wanted. Nobody has done anything yet.</summary>
/// <param name="Entries">In an order in which they can be carried out; those with nothing to do or say are left out.</param>
/// <param name="Wanted">How many students the plan was made for.</param>
/// <param name="Found">How many entries were looked at.</param>
public sealed record SyncPlan(IReadOnlyList<PlannedEntry> Entries, int Wanted, int Found)
{
    public IEnumerable<PlannedEntry> Writes => Entries.Where(entry => entry.IsWrite);

    public int Count(PlanKind kind) => Entries.Count(entry => entry.Kind == kind);
}

/// <summary>One entry, or one student without one.</summary>
/// <param name="Student">Null for an entry that nobody wants.</param>
/// <param name="Found">Null for one that is missing.</param>
/// <param name="Changes">What a write would change; for <see cref="PlanKind.Decide"/>, what differs. Personal: shown only to those who may.</param>
/// <param name="Why">The pages have its text in the reader's language; the attributes it speaks of are those of <paramref name="Changes"/>.</param>
/// <param name="Candidates">Entries among which a person has to choose.</param>
public sealed record PlannedEntry(
    Situation Situation,
    PlanKind Kind,
    StudentId? Student,
    MirroredEntry? Found,
    IReadOnlyList<PlannedChange> Changes,
    PlanReason Why,
    IReadOnlyList<Guid> Candidates)
{
    public bool IsWrite => Kind is not (PlanKind.Nothing or PlanKind.Decide);

    public override string ToString() => $"{Kind} {Situation} {Student} {Found?.EntryUuid}";
}

/// <param name="Attribute">Our name.</param>
/// <param name="To">Empty removes the attribute.</param>
public sealed record PlannedChange(string Attribute, IReadOnlyList<string> From, IReadOnlyList<string> To)
{
    public override string ToString() => $"change of {Attribute}";
}

public enum PlanKind
{
    /// <summary>No write: something to know of.</summary>
    Nothing,
    Add,
    Move,
    Modify,
    Close,
    Reopen,
    Delete,

    /// <summary>No write until a person has decided.</summary>
    Decide,
}
