using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Mapping;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>
/// Pure: what is wanted of all students, and all entries found → a plan (D-3, D-7, D-8, D-33, D-35). Entries are matched by entryUUID,
/// RSid, HSA-id and personal number, never by name; each is used at most once; employees' entries are never written.
/// </summary>
/// <param name="keyedHash">Text → keyed hash: the one that the proofs' digests were made with.</param>
public sealed class SyncPlanner(AttributeMapping mapping, DirectoryBranches branches, Func<string, string> keyedHash)
{
    /// <summary>Takes time and memory in proportion to both sides; their order means nothing.</summary>
    /// <param name="found">Every entry of the tree.</param>
    public SyncPlan Plan(
        IReadOnlyCollection<WantedStudent> wanted, IReadOnlyCollection<MirroredEntry> found, IReadOnlyCollection<DriftDecision> decisions, DateOnly today)
    {
        var students = wanted as IReadOnlyList<WantedStudent> ?? [.. wanted];
        return Join([Judge(students, found, decisions, today)], students.Count, found.DistinctBy(entry => entry.EntryUuid).Count());
    }

    /// <summary>The same for a part of the students and entries, with everything that has a key in common with one of them (<see cref="PlanPortion"/>).</summary>
    public PlanPart Judge(
        IReadOnlyList<WantedStudent> students, IReadOnlyCollection<MirroredEntry> found, IReadOnlyCollection<DriftDecision> decisions, DateOnly today)
    {
        var index = new EntryIndex(found);
        var claims = new EntryClaims(index, students);
        var book = new DecisionBook(decisions, today);
        var judge = new StudentJudge(index, claims, book, new EntryJudge(mapping, branches, keyedHash, today), DigestOf);
        var settling = new Settling(index, claims, branches, decisions, today);
        var planned = new List<PlannedEntry>();
        var rsIds = new Dictionary<StudentId, string>();
        for (var at = 0; at < students.Count; at++)
        {
            var before = planned.Count;
            planned.AddRange(judge.Judge(at, students[at]));
            if (planned.Count == before)
                settling.Student(at, students[at]);
            else if (planned.FindIndex(before, entry => entry.Kind is PlanKind.Add or PlanKind.Move) >= 0)
                rsIds[students[at].Student] = students[at].Entry.RsId;
        }

        planned.AddRange(new UnwantedEntries(branches, book, DigestOf, today).Find(index, claims));
        settling.Rest([.. planned.Where(entry => entry.Found is not null).Select(entry => entry.Found?.EntryUuid ?? default)]);
        return new PlanPart(planned, [.. index.Entries.Where(entry => NameOrder.IsMisfit(branches, entry))], rsIds, settling.Settled);
    }

    /// <summary>The parts as one plan, in an order in which it can be carried out.</summary>
    /// <param name="wanted">How many students there are, settled ones included.</param>
    /// <param name="found">How many entries.</param>
    public SyncPlan Join(IReadOnlyCollection<PlanPart> parts, int wanted, int found)
    {
        var planned = parts.SelectMany(part => part.Planned).ToList();
        planned.Sort(PlanOrder.Compare);
        if (planned.Exists(entry => entry.Kind is PlanKind.Add or PlanKind.Move))
            planned = new NameOrder(branches, parts.SelectMany(part => part.Misfits), parts.SelectMany(part => part.RsIds).ToDictionary()).Arrange(planned);
        return new SyncPlan(planned, wanted, found);
    }

    /// <summary>The same for one student, with the entries that were found for them: the write if there is one, else what a person has to decide, else <see cref="Situation.InSync"/>.</summary>
    public PlannedEntry PlanOne(
        WantedStudent wanted, IReadOnlyCollection<MirroredEntry> candidates, IReadOnlyCollection<DriftDecision> decisions, DateOnly today) =>
        Plan([wanted], candidates, decisions, today).Entries.FirstOrDefault(entry => entry.Student == wanted.Student)
        ?? new PlannedEntry(Situation.InSync, PlanKind.Nothing, wanted.Student, Found: null, [], PlanReason.AsWanted, []);

    /// <summary>What a decision about an entry, or one attribute of it, is bound to.</summary>
    public string DigestOf(MirroredEntry entry, string? attribute) => mapping.Digest(entry, attribute, keyedHash);
}
