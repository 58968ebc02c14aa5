using System.Globalization;
using System.Text;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Testing;

/// <summary>A row about a student without a Swedish personal number, or without a registered address; right in everything.</summary>
internal sealed record ForeignRow
{
    private static int last = 40_000;

    private static readonly string[] Columns =
    [
        ListColumn.PersonalNumber, ListColumn.PassportCountry, ListColumn.PassportNumber, ListColumn.PassportValidTo, ListColumn.BirthDate, ListColumn.GivenName,
        ListColumn.FamilyName, ListColumn.Email, ListColumn.Programme, ListColumn.FirstDay, ListColumn.LastDay, ListColumn.PlacementUnit,
        ListColumn.PlacementUnitKind, ListColumn.PlacementFirstDay, ListColumn.PlacementLastDay, ListColumn.SupervisorEmail, ListColumn.NoRegisteredAddress,
        ListColumn.Language,
    ];

    private readonly int index = Interlocked.Increment(ref last);

    public ForeignRow() => Passport = $"X{index:D7}";

    /// <summary>As it stands in the list; empty for a person known by passport.</summary>
    public string Number { get; init; } = "";

    /// <summary>Empty for a row without passport.</summary>
    public string Passport { get; init; }

    public DateOnly BirthDate { get; init; } = new(2001, 3, 14);

    public string GivenName { get; init; } = "Zoë";

    public string FamilyName { get; init; } = "García Márquez";

    public string Email { get; init; } = StudentRow.NewAddress("zoe");

    public string Programme { get; init; } = "Läkarprogrammet";

    public DateOnly LastDay { get; init; } = new(2029, 6, 8);

    public DateOnly? PlacementFirstDay { get; init; }

    public DateOnly? PlacementLastDay { get; init; }

    public bool NoRegisteredAddress { get; init; }

    public static byte[] Csv(params IEnumerable<ForeignRow> rows)
    {
        var text = new StringBuilder().AppendJoin(';', Columns).Append("\r\n");
        foreach (var row in rows)
            text.AppendJoin(';', row.Cells()).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A personal number of the test series that no other test has.</summary>
    public static PersonalNumber NewNumber() => SampleList.Number(Interlocked.Increment(ref last), StudentRow.ReckonedOn);

    /// <summary>The same with day + 60.</summary>
    public static string NewCoordinationNumber()
    {
        var digits = NewNumber().Digits;
        var eleven = $"{digits[..6]}{int.Parse(digits[6..8], CultureInfo.InvariantCulture) + 60}{digits[8..11]}";
        return Enumerable.Range(0, 10).Select(digit => $"{eleven}{digit}").Single(text => PersonalNumberReader.Read(text, StudentRow.ReckonedOn) is PersonalNumberReading.Valid);
    }

    public override string ToString() => $"Foreign row {index}";

    private string[] Cells() =>
    [
        Number, Passport.Length > 0 ? "ES" : "", Passport, Passport.Length > 0 ? "2033-04-01" : "", Passport.Length > 0 ? Iso(BirthDate) : "", GivenName, FamilyName, Email,
        Programme, "2026-09-01", Iso(LastDay), PlacementFirstDay is null ? "" : "Lasarettet i Landskrona", PlacementFirstDay is null ? "" : "offentlig",
        Iso(PlacementFirstDay), Iso(PlacementLastDay), PlacementFirstDay is null ? "" : "handledare@landskrona.example", NoRegisteredAddress ? "ja" : "", "en",
    ];

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
