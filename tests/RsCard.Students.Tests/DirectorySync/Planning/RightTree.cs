using System.Globalization;
using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Submissions;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>Students and a directory that holds of them exactly what is wanted, proved; among employees and others that are nobody's business.</summary>
internal sealed class RightTree
{
    public static readonly DateOnly Today = new(2026, 11, 23);

    public static readonly DirectoryBranches Branches = DirectoryBranches.From(new DirectoryOptions());

    public static readonly DamageGround Ground = new(Branches.Students.ToString(), "ou=Övriga,o=Region Skåne,l=Skåne län,c=SE", Branches.Employees.ToString(), Today);

    private static readonly string[] GivenNames = ["Åsa", "Ngọc", "José", "Łukasz", "Zoë", "Мария", "王"];
    private static readonly string[] FamilyNames = ["Öberg", "O'Brien, d.y.", "García Márquez", "Şahin", "von Essen+Kant", "Петрова", "\"Q\" <x>"];

    private RightTree(AttributeMapping mapping) => Mapping = mapping;

    public AttributeMapping Mapping { get; }

    public MemoryTree Tree { get; } = new(Branches);

    public List<WantedStudent> Wanted { get; } = [];

    public SyncPlanner Planner => new(Mapping, Branches, MemoryTree.Hash);

    /// <param name="closed">How many of the students are closed; the rest is open.</param>
    public static RightTree Of(int students, int closed = 0, int employees = 0, int others = 0, AttributeMapping? mapping = null)
    {
        var right = new RightTree(mapping ?? AttributeMapping.Default);
        for (var at = 0; at < students; at++)
            right.AddStudent(at, at < closed);
        for (var at = 0; at < employees + others; at++)
            right.AddOther(at, students, at < employees);
        return right;
    }

    public SyncPlan Plan(params IReadOnlyCollection<DriftDecision> decisions) => Planner.Plan(Wanted, Tree.Mirror(), decisions, Today);

    /// <summary>The only line of the plan.</summary>
    public PlannedEntry PlanOnly(params IReadOnlyCollection<DriftDecision> decisions) => Assert.Single(Plan(decisions).Entries);

    public void Change(int student, Func<WantedStudent, WantedStudent> change) => Wanted[student] = change(Wanted[student]);

    public string DnOf(int student) => Branches.NameOf(Wanted[student].Entry.RsId).ToString();

    public void ByHand(int student, string attribute, params string[] values) => Tree.Apply(new TreeStep.Replace(DnOf(student), attribute, values));

    public void Apply(SyncPlan plan)
    {
        var names = Wanted.ToDictionary(wanted => wanted.Student, wanted => wanted.Entry.RsId);
        foreach (var write in plan.Writes)
            Tree.Apply(write, write.Student is { } student ? names[student] : null);
    }

    /// <summary>What the runner keeps after each write: the entry as it was read back.</summary>
    public void Prove(int student)
    {
        if (Planner.PlanOne(Wanted[student], Tree.Mirror(), [], Today).Kind == PlanKind.Nothing && Tree.Mirror().FirstOrDefault(entry => entry.ValuesOf(DirectoryNames.RsId) is [{ } rsId] && rsId == Wanted[student].Entry.RsId) is { } found)
            Change(student, wanted => wanted with { Proved = new ProvedEntry(found.EntryUuid, found.EntryCsn, found.Dn, Mapping.Digests(found, MemoryTree.Hash)) });
    }

    public IReadOnlyList<DamageTarget> Targets() =>
    [
        .. Wanted.Where(wanted => wanted.Life == EntryLife.Open).Select(wanted => new DamageTarget(
            wanted.Student,
            Branches.NameOf(wanted.Entry.RsId).ToString(),
            Mapping.ValuesOf(wanted.Entry).Where(pair => pair.Value.Count > 0).ToDictionary(pair => pair.Key, pair => pair.Value[0]))),
    ];

    public static WantedEntry Entry(int at, bool closed) => new(
        (100_000 + at).ToString(CultureInfo.InvariantCulture),
        $"SE2321000255-U{at:D6}",
        SampleList.Number(at, Today).Digits,
        GivenNames[at % GivenNames.Length],
        FamilyNames[at % FamilyNames.Length],
        $"student{at}@larosate.example",
        closed ? Today.AddYears(-3) : Today.AddDays(-60),
        closed ? Today.AddDays(-60) : Today.AddYears(2),
        closed);

    private void AddStudent(int at, bool closed)
    {
        var entry = Entry(at, closed);
        var dn = Branches.NameOf(entry.RsId).ToString();
        Tree.Apply(new TreeStep.Add(dn, Mapping.ValuesOf(entry).Append(new("cardState", ["active"])).ToDictionary(pair => pair.Key, pair => pair.Value)));
        var found = Tree.Get(dn);
        Wanted.Add(new WantedStudent(
            new StudentId(new Guid(at, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1)),
            MemoryTree.Hash(entry.PersonalNumber!),
            entry,
            closed ? EntryLife.Closed : EntryLife.Open,
            new ProvedEntry(found.EntryUuid, found.EntryCsn, dn, Mapping.Digests(found, MemoryTree.Hash)),
            IsMoving: false));
    }

    private void AddOther(int at, int students, bool isEmployee)
    {
        var uid = "p" + at.ToString(CultureInfo.InvariantCulture);
        Tree.Apply(new TreeStep.Add($"uid={uid},{(isEmployee ? Ground.Employees : Ground.Other)}", new Dictionary<string, IReadOnlyList<string>>
        {
            ["uid"] = [uid],
            // The same name as a student's: nothing is ever matched by it.
            [DirectoryNames.CommonName] = [$"{GivenNames[at % GivenNames.Length]} {FamilyNames[at % FamilyNames.Length]}"],
            [DirectoryNames.PersonalNumber] = [SampleList.Number(students + at, Today).Digits],
        }));
    }
}
