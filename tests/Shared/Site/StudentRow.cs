using System.Globalization;
using System.Text;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Testing;

/// <summary>A row of a list that is right in everything, about somebody nobody else is; a test changes what matters to it.</summary>
internal sealed record StudentRow
{
    /// <summary>Ages are reckoned from it; the first day of the tests' own clocks.</summary>
    public static readonly DateOnly ReckonedOn = new(2026, 11, 23);

    private static int lastNumber = 1000;

    private static readonly string[] Columns =
    [
        ListColumn.PersonalNumber, ListColumn.GivenName, ListColumn.FamilyName, ListColumn.Email, ListColumn.Programme, ListColumn.FirstDay,
        ListColumn.LastDay, ListColumn.PlacementUnit, ListColumn.PlacementUnitKind, ListColumn.PlacementFirstDay, ListColumn.PlacementLastDay,
        ListColumn.UnitEmail, ListColumn.SupervisorEmail, ListColumn.ProtectedIdentity, ListColumn.Language,
    ];

    public PersonalNumber Number { get; init; } = SampleList.Number(Interlocked.Increment(ref lastNumber), ReckonedOn);

    public string GivenName { get; init; } = "Åsa";

    public string FamilyName { get; init; } = "Öberg";

    public string Email { get; init; } = NewAddress("asa");

    public string Programme { get; init; } = "Sjuksköterskeprogrammet";

    public DateOnly FirstDay { get; init; } = new(2026, 9, 1);

    public DateOnly LastDay { get; init; } = new(2029, 6, 8);

    public string Unit { get; init; } = "";

    /// <summary>offentlig, privat or Halmstad.</summary>
    public string UnitKind { get; init; } = "";

    public DateOnly? PlacementFirstDay { get; init; }

    public DateOnly? PlacementLastDay { get; init; }

    public string UnitEmail { get; init; } = "";

    public string SupervisorEmail { get; init; } = "";

    public bool IsProtected { get; init; }

    public string Language { get; init; } = "";

    /// <summary>The personal number as it stands in the list; another text makes the row bad.</summary>
    public string? NumberText { get; init; }

    public string FullName => $"{GivenName} {FamilyName}";

    /// <summary>An address that nobody else has, without digits: a run of them may look like a personal number, and what looks like one is masked.</summary>
    public static string NewAddress(string name) =>
        $"{name}.{string.Concat($"{Guid.NewGuid():N}".Select(digit => char.IsAsciiDigit(digit) ? (char)(digit - '0' + 'g') : digit))}@larosate.example";

    /// <summary>The row with a placement.</summary>
    public StudentRow Placed(string kind, DateOnly firstDay) => this with { Unit = "Backaskogs läkarhus", UnitKind = kind, PlacementFirstDay = firstDay };

    /// <summary>UTF-8, semicolons, the columns by their names in the contract.</summary>
    public static byte[] Csv(params IEnumerable<StudentRow> rows)
    {
        var text = new StringBuilder().AppendJoin(';', Columns).Append("\r\n");
        foreach (var row in rows)
            text.AppendJoin(';', row.Cells()).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public override string ToString() => Number.Digits;

    private string[] Cells() =>
    [
        NumberText ?? Number.Digits, GivenName, FamilyName, Email, Programme, Iso(FirstDay), Iso(LastDay), Unit, UnitKind, Iso(PlacementFirstDay), Iso(PlacementLastDay),
        UnitEmail, SupervisorEmail, IsProtected ? "ja" : "", Language,
    ];

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
