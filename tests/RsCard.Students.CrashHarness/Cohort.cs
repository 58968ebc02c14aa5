using System.Globalization;
using System.Text;
using RsCard.Students.Database;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.CrashHarness;

/// <summary>What a student's case shall have come to in the end.</summary>
internal enum Fate
{
    /// <summary>Has the card, and studies on.</summary>
    HasCard,

    /// <summary>The same, and was reminded before a placement at a private unit.</summary>
    HasCardAndPlacement,

    /// <summary>The period ends during the run: the case is closed and so is the entry.</summary>
    Ended,

    /// <summary>The HSA team says no.</summary>
    Rejected,

    /// <summary>Withdraws somewhere on the way.</summary>
    Withdrawn,
}

/// <summary>An invented student of the run.</summary>
internal sealed class Student(int index, Fate fate, DateOnly listed)
{
    private static readonly string[] Stations = ["LUND", "MALMO", "KRISTIANSTAD"];

    public int Index => index;

    public Fate Fate => fate;

    public PersonalNumber Number { get; } = SampleList.Number(index, new DateOnly(2026, 11, 23));

    public string Station => Stations[index % Stations.Length];

    /// <summary>Known once the case is in review.</summary>
    public CaseId? Case { get; set; }

    /// <summary>When a student who withdraws does so: at any stage of the path.</summary>
    public DateOnly WithdrawsOn { get; } = listed.AddDays(index * 7 % 45);

    public override string ToString() => $"student {index} ({fate})";

    internal string Row() => string.Join(
        ';',
        Number.Digits,
        "Åsa",
        $"Öberg-{(char)('A' + index % 26)}{(char)('a' + index / 26 % 26)}",
        $"student{index}@larosate.example",
        "Sjuksköterskeprogrammet",
        Iso(listed.AddDays(-100)),
        Iso(fate == Fate.Ended ? listed.AddDays(8) : listed.AddYears(3)),
        fate == Fate.HasCardAndPlacement ? "Backaskogs läkarhus" : "",
        fate == Fate.HasCardAndPlacement ? "privat" : "",
        fate == Fate.HasCardAndPlacement ? Iso(listed.AddDays(25)) : "");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>All students of a run, sent list by list: as many as it takes to keep the workers busy.</summary>
internal sealed class Cohort
{
    private const int StudentsInList = 12;

    private static readonly Fate[] Fates =
    [
        Fate.HasCard, Fate.HasCardAndPlacement, Fate.HasCard, Fate.Ended, Fate.HasCard, Fate.Withdrawn, Fate.HasCard, Fate.HasCardAndPlacement, Fate.HasCard,
        Fate.Rejected,
    ];

    private readonly Dictionary<string, Student> byNumber = new(StringComparer.Ordinal);

    public List<Student> Sent { get; } = [];

    public int ListsSent { get; private set; }

    /// <summary>The next list, in UTF-8.</summary>
    /// <param name="today">Periods and placements are reckoned from it.</param>
    public byte[] Next(DateOnly today)
    {
        var until = Sent.Count + StudentsInList;
        var text = new StringBuilder().AppendJoin(
            ';',
            ListColumn.PersonalNumber, ListColumn.GivenName, ListColumn.FamilyName, ListColumn.Email, ListColumn.Programme, ListColumn.FirstDay,
            ListColumn.LastDay, ListColumn.PlacementUnit, ListColumn.PlacementUnitKind, ListColumn.PlacementFirstDay).Append("\r\n");
        for (var index = Sent.Count; index < until; index++)
        {
            var student = new Student(index, Fates[index % Fates.Length], today);
            Sent.Add(student);
            byNumber.Add(student.Number.Digits, student);
            text.Append(student.Row()).Append("\r\n");
        }

        ListsSent++;
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public Student Of(string personalNumber) => byNumber[personalNumber];
}
