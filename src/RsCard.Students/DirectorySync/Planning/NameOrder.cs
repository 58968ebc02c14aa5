using RsCard.Ldap;
using RsCard.Students.Database;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>
/// Names before they are taken have to be free: an entry that stands under the name of another student's RSid goes first, and one that
/// doesn't go leaves the other to a person. The server would refuse it, run after run.
/// </summary>
/// <param name="named">Those of all entries that <see cref="IsMisfit"/> is true of.</param>
/// <param name="rsIds">Of the students whose entry gets a name.</param>
internal sealed class NameOrder(DirectoryBranches branches, IEnumerable<MirroredEntry> named, IReadOnlyDictionary<StudentId, string> rsIds)
{
    private readonly Dictionary<DistinguishedName, MirroredEntry> misfits = ByName(named);

    /// <summary>An entry of the student branch under another name than its own RSid: nearly none is.</summary>
    public static bool IsMisfit(DirectoryBranches branches, MirroredEntry entry) =>
        entry.Branch == DirectoryBranch.Students
        && !(entry.ValuesOf(DirectoryNames.RsId) is [{ } rsId] && branches.IsNamed(entry.Dn, rsId));

    /// <param name="planned">In order, but for names.</param>
    public List<PlannedEntry> Arrange(List<PlannedEntry> planned)
    {
        if (misfits.Count == 0)
            return planned;

        var leaving = planned
            .Where(entry => entry is { Kind: PlanKind.Move or PlanKind.Delete, Found: not null })
            .ToDictionary(entry => entry.Found?.EntryUuid ?? Guid.Empty);
        var free = new Dictionary<PlannedEntry, bool>(ReferenceEqualityComparer.Instance);
        var first = new List<PlannedEntry>();
        foreach (var entry in planned.Where(IsNamed))
            Visit(entry, leaving, free, first);

        return
        [
            .. first,
            .. planned.Where(entry => !IsNamed(entry)),
            .. planned.Where(entry => IsNamed(entry) && !free[entry]).Select(Undecided),
        ];
    }

    /// <summary>Each write waits for one other at most: the chain is followed to its end, and carried out from there.</summary>
    private void Visit(PlannedEntry start, Dictionary<Guid, PlannedEntry> leaving, Dictionary<PlannedEntry, bool> free, List<PlannedEntry> first)
    {
        var chain = new List<PlannedEntry>();
        var onChain = new HashSet<PlannedEntry>(ReferenceEqualityComparer.Instance);
        var isFree = true;
        for (PlannedEntry? at = start; at is not null;)
        {
            if (free.TryGetValue(at, out isFree))
                break;
            isFree = onChain.Add(at);
            if (!isFree)
                break;
            chain.Add(at);
            if (Holder(at) is not { } holder)
                break;
            isFree = leaving.TryGetValue(holder.EntryUuid, out at);
        }

        foreach (var entry in Enumerable.Reverse(chain))
        {
            free[entry] = isFree;
            if (isFree)
                first.Add(entry);
        }
    }

    private MirroredEntry? Holder(PlannedEntry entry) =>
        entry.Kind is PlanKind.Add or PlanKind.Move && entry.Student is { } student
        && misfits.TryGetValue(NewName(entry, rsIds[student]), out var holder) && holder.EntryUuid != entry.Found?.EntryUuid
            ? holder
            : null;

    /// <summary>An entry of the student branch is renamed in its place, any other comes right below the branch.</summary>
    private DistinguishedName NewName(PlannedEntry entry, string rsId) =>
        entry is { Situation: Situation.Renamed, Found: { } found } && DistinguishedName.TryParse(found.Dn, out var name) && name.Parent is { } parent
            ? parent.Child(branches.NamingAttribute, rsId)
            : branches.NameOf(rsId);

    private static bool IsNamed(PlannedEntry entry) => entry.Kind is PlanKind.Add or PlanKind.Move or PlanKind.Delete;

    private static PlannedEntry Undecided(PlannedEntry entry) => entry with
    {
        Situation = Situation.OtherIdentity,
        Kind = PlanKind.Decide,
        Why = PlanReason.NameTaken,
    };

    private static Dictionary<DistinguishedName, MirroredEntry> ByName(IEnumerable<MirroredEntry> named)
    {
        var byName = new Dictionary<DistinguishedName, MirroredEntry>();
        foreach (var entry in named)
        {
            if (DistinguishedName.TryParse(entry.Dn, out var name))
                byName[name] = entry;
        }

        return byName;
    }
}
