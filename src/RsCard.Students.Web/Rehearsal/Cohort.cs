using System.Globalization;
using System.Text;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>Which path a student takes.</summary>
public enum CohortKind
{
    Ordinary,

    /// <summary>Known by passport (D-20).</summary>
    Foreign,

    /// <summary>With a personal number and no registered address (D-26).</summary>
    NoAddress,

    /// <summary>The placement is another region's (D-5).</summary>
    InHalmstad,
}

/// <summary>One invented student of a cohort.</summary>
/// <param name="Index">Number in the cohort, from 0: what chance asks by.</param>
/// <param name="ListDay">When the administrator sends the list that the student stands in.</param>
/// <param name="PlacementFirstDay">Null for a student without placement.</param>
public sealed record CohortStudent(
    int Index,
    PersonalNumber Number,
    string GivenName,
    string FamilyName,
    string Institution,
    string Programme,
    DateOnly ListDay,
    DateOnly FirstDay,
    DateOnly LastDay,
    DateOnly? PlacementFirstDay,
    bool IsAtPrivateUnit)
{
    public CohortKind Kind { get; init; }

    /// <summary>Of the placement; empty where the list doesn't name them.</summary>
    public string UnitEmail { get; init; } = "";

    public string SupervisorEmail { get; init; } = "";

    public string Email => $"student{Index}@larosate.example";

    public override string ToString() => $"Student {Index} of the cohort";
}

/// <summary>The list of one institution on one day. Row n of the file is student n - 2: the header is row 1.</summary>
public sealed record CohortList(string Institution, DateOnly Day, IReadOnlyList<CohortStudent> Students)
{
    public CohortStudent Row(int number) => Students[number - 2];

    /// <summary>As the administrator sends it: UTF-8 with semicolons and Swedish headers.</summary>
    public byte[] ToCsv()
    {
        var list = new StringBuilder("Personnummer;Förnamn;Efternamn;E-post;Program;Startdatum;Slutdatum;VFU-enhet;Typ av enhet;VFU-start;unitEmail;supervisorEmail;passportCountry;passportNumber;passportValidTo;birthDate;noRegisteredAddress\r\n");
        foreach (var student in Students)
        {
            var isForeign = student.Kind == CohortKind.Foreign;
            var (unit, kind) = student.PlacementFirstDay is null ? ("", "")
                : student.Kind == CohortKind.InHalmstad ? ("Hallands sjukhus", "Halmstad")
                : student.IsAtPrivateUnit ? ("Backaskogs läkarhus", "privat")
                : ("Helsingborgs lasarett", "offentlig");
            list.AppendJoin(
                ';',
                isForeign ? "" : student.Number.Digits,
                student.GivenName,
                student.FamilyName,
                student.Email,
                student.Programme,
                Iso(student.FirstDay),
                Iso(student.LastDay),
                unit,
                kind,
                student.PlacementFirstDay is { } day ? Iso(day) : "",
                student.UnitEmail,
                student.SupervisorEmail,
                isForeign ? "ES" : "",
                isForeign ? $"X{student.Index:D7}" : "",
                isForeign ? Iso(student.LastDay.AddYears(2)) : "",
                isForeign ? "2001-03-14" : "",
                student.Kind == CohortKind.NoAddress ? "ja" : "").Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(list.ToString());
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Invents a cohort: who comes, on which list, and what the directory holds of them already. Numbers are of the test series.</summary>
public sealed class Cohort(RehearsalPlan plan, SwedishWorkingDays workingDays)
{
    private const int FirstRsIdByHand = 900_000;

    private static readonly string[] GivenNames = ["Åsa", "Björn", "Märta", "Öivind", "Linnéa", "Oskar", "Zahra", "Elias", "Ngọc", "Søren", "Fatima", "Hugo"];
    private static readonly string[] FamilyNames = ["Åkesson", "Öberg", "Lindqvist", "Nguyễn", "Håkansson", "Kowalska", "Al-Hassan", "Sjöström", "Dahl", "Löfgren"];

    private static readonly (string Programme, int Months)[] Programmes =
    [
        ("Sjuksköterskeprogrammet", 36), ("Fysioterapeutprogrammet", 36), ("Röntgensjuksköterskeprogrammet", 36), ("Barnmorskeprogrammet", 18), ("Läkarprogrammet", 66),
    ];

    private readonly Chance chance = new(plan.Seed);

    public static Seed Region { get; } = new(
        [
            new("LU", "Lunds universitet", "kortbestallare@lu.example"),
            new("MAU", "Malmö universitet", "kortbestallare@mau.example"),
            new("HKR", "Högskolan Kristianstad", "kortbestallare@hkr.example"),
        ],
        [
            new("LUND", "Kortstationen i Lund", "Entrégatan 7, Lund", "mån–fre 8–16"),
            new("MALMO", "Kortstationen i Malmö", "Södra Förstadsgatan 101, Malmö", "mån–fre 8–16"),
            new("KRISTIANSTAD", "Kortstationen i Kristianstad", "J A Hedlunds väg 5, Kristianstad", "mån–fre 9–15"),
        ]);

    public IReadOnlyList<CohortStudent> Invent() => [.. Enumerable.Range(0, plan.Students).Select(Student)];

    /// <summary>The lists, the earliest first.</summary>
    public static IReadOnlyList<CohortList> ListsOf(IEnumerable<CohortStudent> students) =>
    [
        .. from student in students
           group student by (student.ListDay, student.Institution) into list
           orderby list.Key.ListDay, list.Key.Institution
           select new CohortList(list.Key.Institution, list.Key.ListDay, [.. list]),
    ];

    /// <summary>What the directory holds of a student before anything is sent; null for most.</summary>
    public FoundEntry? EntryBefore(CohortStudent student)
    {
        if (student.Kind != CohortKind.Ordinary)
            return null;

        var people = plan.People;
        var share = chance.Of(student.Index, "entry before");
        var (branch, status, validTo) = share switch
        {
            _ when share < people.EnteredByHand => (DirectoryBranch.Students, FoundEntry.Active, plan.FirstDay.AddYears(2)),
            _ when share < people.EnteredByHand + people.InWrongBranch => (DirectoryBranch.Other, FoundEntry.Active, plan.FirstDay.AddYears(2)),
            _ when share < people.EnteredByHand + people.InWrongBranch + people.EndedEntry => (DirectoryBranch.Students, FoundEntry.Ended, plan.FirstDay.AddMonths(-5)),
            _ when share < people.EnteredByHand + people.InWrongBranch + people.EndedEntry + people.Employee => (DirectoryBranch.Employees, FoundEntry.Active, plan.FirstDay.AddYears(5)),
            _ => (DirectoryBranch.Other, "", default),
        };
        if (status.Length == 0)
            return null;

        var isEmployee = branch == DirectoryBranch.Employees;
        var card = chance.Happens(people.HasCard, student.Index, "card before") && status == FoundEntry.Active
            ? new FoundCard($"C{student.Index:000000}", chance.Happens(people.InactiveCard, student.Index, "card inactive") ? CardState.InDirectoryInactive : CardState.InDirectoryActive, HasPhoto: true, student.LastDay.AddMonths(2))
            : null;
        return new FoundEntry(
            $"uid=hand-{student.Index},ou={branch}",
            new Guid(student.Index, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]),
            "0",
            branch,
            isEmployee ? null : (FirstRsIdByHand + student.Index).ToString(CultureInfo.InvariantCulture),
            $"SE2321000255-hand{student.Index}",
            student.Number.Digits,
            $"{student.GivenName} {student.FamilyName}",
            student.GivenName,
            student.FamilyName,
            student.Email,
            plan.FirstDay.AddYears(-1),
            validTo,
            status,
            card);
    }

    private CohortStudent Student(int index)
    {
        var people = plan.People;
        var (programme, months) = chance.Happens(people.OneTerm, index, "one term") ? ("Fristående kurs", 5) : chance.Pick(Programmes, index, "programme");
        var listDay = workingDays.Add(plan.FirstDay.AddDays(-1), 1 + chance.Below(people.ListWorkingDays, index, "list"));
        var first = plan.FirstDay.AddDays(30 + chance.Below(60, index, "first day"));
        var kind = KindOf(index);
        var isPlaced = kind == CohortKind.InHalmstad || chance.Happens(people.Placed, index, "placement");
        var isPrivate = isPlaced && chance.Happens(people.AtPrivateUnit, index, "private");
        return new CohortStudent(
            index,
            SampleList.Number(index, plan.FirstDay),
            chance.Pick(GivenNames, index, "given name"),
            chance.Pick(FamilyNames, index, "family name"),
            chance.Of(index, "institution") switch { < 0.5 => "LU", < 0.85 => "MAU", _ => "HKR" },
            programme,
            listDay,
            first,
            first.AddMonths(months),
            isPlaced ? first.AddDays(14 + chance.Below(90, index, "placement day")) : null,
            isPrivate)
        {
            Kind = kind,
            UnitEmail = isPrivate && chance.Happens(people.UnitNamed, index, "unit's address") ? $"vdi{index}@unit.example" : "",
            SupervisorEmail = isPlaced && chance.Happens(people.SupervisorNamed, index, "supervisor's address") ? $"handledare{index}@unit.example" : "",
        };
    }

    private CohortKind KindOf(int index)
    {
        var people = plan.People;
        var share = chance.Of(index, "kind");
        return share < people.Foreign ? CohortKind.Foreign
            : share < people.Foreign + people.NoAddress ? CohortKind.NoAddress
            : share < people.Foreign + people.NoAddress + people.InHalmstad ? CohortKind.InHalmstad
            : CohortKind.Ordinary;
    }
}
