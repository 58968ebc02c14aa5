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
        var index = new EntryIndex(found);
        var claims = new EntryClaims(index, students);
        var book = new DecisionBook(decisions, today);
        var judge = new StudentJudge(index, claims, book, new EntryJudge(mapping, branches, keyedHash, today), DigestOf);
        var planned = new List<PlannedEntry>();
        for (var student = 0; student < students.Count; student++)
            planned.AddRange(judge.Judge(student, students[student]));
        planned.AddRange(new UnwantedEntries(branches, book, DigestOf, today).Find(index, claims));
        planned.Sort(PlanOrder.Compare);
        if (planned.Exists(entry => entry.Kind is PlanKind.Add or PlanKind.Move))
            planned = new NameOrder(branches, index, students.DistinctBy(student => student.Student).ToDictionary(student => student.Student, student => student.Entry.RsId)).Arrange(planned);
        return new SyncPlan(planned, students.Count, index.Entries.Count);
    }

    /// <summary>The same for one student, with the entries that were found for them: the write if there is one, else what a person has to decide, else <see cref="Situation.InSync"/>.</summary>
    public PlannedEntry PlanOne(
        WantedStudent wanted, IReadOnlyCollection<MirroredEntry> candidates, IReadOnlyCollection<DriftDecision> decisions, DateOnly today) =>
        Plan([wanted], candidates, decisions, today).Entries.FirstOrDefault(entry => entry.Student == wanted.Student)
        ?? new PlannedEntry(Situation.InSync, PlanKind.Nothing, wanted.Student, Found: null, [], PlanReason.AsWanted, []);

    /// <summary>What a decision about an entry, or one attribute of it, is bound to.</summary>
    public string DigestOf(MirroredEntry entry, string? attribute) => mapping.Digest(entry, attribute, keyedHash);
}
