using RsCard.Ldap;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Writing;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>Planned entries in the directory's own words. Pure.</summary>
public sealed class PlannedWrites(DirectoryOptions options)
{
    private readonly DistinguishedName studentBranch = DistinguishedName.Parse(options.StudentBranch);

    /// <summary>What carries the plan out.</summary>
    /// <param name="rsId">The name that a new, moved or renamed entry gets; null where no student wants the entry.</param>
    /// <param name="now">The entry; null for an add.</param>
    /// <exception cref="InvalidOperationException">A plan without what its kind needs.</exception>
    public EntryWrite Of(PlannedEntry plan, string? rsId, EntryImage? now) => (plan.Kind, rsId, now) switch
    {
        (PlanKind.Add, { } name, _) => EntryWrite.Add(
            NameOf(name),
            [
                .. Values(plan),
                new ValueChange("objectClass", options.ObjectClasses.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                new ValueChange(options.NameOf(DirectoryNames.NamingAttribute), [name]),
            ]),
        (PlanKind.Move, { } name, { } image) => EntryWrite.Move(image, NameOf(name), Values(plan)),
        (PlanKind.Modify or PlanKind.Close or PlanKind.Reopen, _, { } image) => EntryWrite.Modify(image, Values(plan)),
        (PlanKind.Delete, _, { } image) => EntryWrite.Delete(image),
        _ => throw new InvalidOperationException($"a plan of kind {plan.Kind} without what it needs"),
    };

    /// <summary>Whether a plan made again does no more than what was released: the same entry, and no attribute beyond.</summary>
    /// <param name="begun">An attempt has begun to write: what is left of a move is a modify.</param>
    public static bool Covers(PlannedEntry released, PlannedEntry again, bool begun) =>
        released.Found?.EntryUuid == again.Found?.EntryUuid
        && (released.Kind == again.Kind || (begun && again.Kind is PlanKind.Modify or PlanKind.Close or PlanKind.Reopen && released.Kind is PlanKind.Move or PlanKind.Modify or PlanKind.Close or PlanKind.Reopen))
        && again.Changes.All(change => released.Changes.Any(allowed => allowed.Attribute == change.Attribute));

    private string NameOf(string rsId) => studentBranch.Child(options.NameOf(DirectoryNames.NamingAttribute), rsId).ToString();

    /// <summary>The name's own attribute changes with the name.</summary>
    private IReadOnlyList<ValueChange> Values(PlannedEntry plan) =>
    [
        .. plan.Changes
            .Where(change => change.Attribute != DirectoryNames.NamingAttribute)
            .Select(change => new ValueChange(options.NameOf(change.Attribute), change.To)),
    ];
}
