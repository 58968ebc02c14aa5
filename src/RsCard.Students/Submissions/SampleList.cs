using System.Globalization;
using System.Text;
using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>
/// Makes lists of invented students for the demo and for load tests. Numbers are of the Tax Agency's test series (serial 980–999);
/// every number is used once in a list, since a birth date has only twenty of them.
/// </summary>
public static class SampleList
{
    private const int FirstSerial = 980;
    private const int SerialsADay = 20;
    private const int YoungestYears = 18;
    private const int OldestYears = 60;

    private static readonly string[] GivenNames =
    [
        "Åsa", "Björn", "Märta", "Öivind", "Linnéa", "Oskar", "Maja", "Elias", "Zahra", "Mohammed", "Ngọc", "Søren", "Zoë", "José", "Anna-Karin",
        "Siobhán", "Łukasz", "Ebba", "Nils", "Fatima", "Vera", "Hugo", "Alva", "Liam", "Saga", "Yusuf", "Ingrid", "Theo", "Astrid", "Amira",
    ];

    private static readonly string[] FamilyNames =
    [
        "Åkesson", "Ängström", "Öberg", "Müller-Ørsted d'Arc", "Lindqvist", "Nguyễn", "O'Brien", "García Márquez", "Håkansson", "Şahin", "Kowalska",
        "von Essen", "Al-Hassan", "Sjöström", "Bergström", "Dahl", "Ekström", "Fransson", "Gunnarsson", "Hellström", "Jönsson", "Löfgren", "Nyström",
    ];

    private static readonly (string Programme, int Terms)[] Programmes =
    [
        ("Sjuksköterskeprogrammet", 6), ("Fysioterapeutprogrammet", 6), ("Arbetsterapeutprogrammet", 6), ("Röntgensjuksköterskeprogrammet", 6),
        ("Barnmorskeprogrammet", 3), ("Läkarprogrammet", 11), ("Tandläkarprogrammet", 10),
    ];

    private static readonly (string Unit, string Kind)[] Units =
    [
        ("Skånes universitetssjukhus Lund", "offentlig"), ("Centralsjukhuset Kristianstad", "offentlig"), ("Helsingborgs lasarett", "offentlig"),
        ("Vårdcentralen Lindängen", "offentlig"), ("Backaskogs läkarhus", "privat"), ("Havsbrisens fysioterapi", "privat"),
    ];

    /// <summary>A list in UTF-8 with semicolons and Swedish headers; the same for the same arguments.</summary>
    /// <param name="students">One or more; a number for each is there up to some 300,000.</param>
    /// <param name="today">Ages, periods and placements are reckoned from it.</param>
    public static byte[] Write(int students, int seed, DateOnly today)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(students, 1);
        var random = new Repeatable(seed);
        var list = new StringBuilder("Personnummer;Förnamn;Efternamn;E-post;Program;Startdatum;Slutdatum;VFU-enhet;Typ av enhet;VFU-start;VFU-slut;E-post enhet;E-post handledare\r\n");
        for (var i = 0; i < students; i++)
            AppendStudent(list, i, random, today);
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(list.ToString())];
    }

    /// <summary>Number <paramref name="index"/> of the test series whose owners are 18 to 60 years old today; 12 digits.</summary>
    public static PersonalNumber Number(int index, DateOnly today)
    {
        var oldest = today.AddYears(-OldestYears);
        var days = today.AddYears(-YoungestYears).DayNumber - oldest.DayNumber;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, days * SerialsADay);

        // A step that has no factor in common with the days visits every birth date before one comes again.
        const int Step = 7919;
        var birthDate = oldest.AddDays((int)((long)index * Step % days));
        var nine = birthDate.ToString("yyMMdd", CultureInfo.InvariantCulture) + (FirstSerial + index / days).ToString(CultureInfo.InvariantCulture);
        return PersonalNumber.FromDigits(birthDate.ToString("yyyy", CultureInfo.InvariantCulture)[..2] + nine + PersonalNumber.CheckDigit(nine));
    }

    private static void AppendStudent(StringBuilder list, int index, Repeatable random, DateOnly today)
    {
        var number = Number(index, today);
        var (given, family) = (random.Of(GivenNames), random.Of(FamilyNames));
        var (programme, terms) = random.Of(Programmes);
        var (unit, kind) = random.Of(Units);
        var first = today.AddDays(30 + random.Below(60));
        var placement = first.AddDays(14 + random.Below(90));
        var isPrivate = kind == "privat";
        list.AppendJoin(
            ';',
            number.Display(today),
            given,
            family,
            $"student{index + 1}@larosate.example",
            programme,
            Iso(first),
            Iso(first.AddMonths(6 * terms)),
            unit,
            kind,
            Iso(placement),
            Iso(placement.AddDays(34)),
            isPrivate ? "vfu@enhet.example" : "",
            isPrivate ? "handledare@enhet.example" : "").Append("\r\n");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The same numbers on every runtime (Numerical Recipes' generator): the framework's may change with its version.</summary>
    private sealed class Repeatable(int seed)
    {
        private uint state = unchecked((uint)seed);

        internal int Below(int limit)
        {
            state = unchecked(state * 1664525 + 1013904223);
            return (int)((state >> 8) % limit);
        }

        internal T Of<T>(T[] choices) => choices[Below(choices.Length)];
    }
}
