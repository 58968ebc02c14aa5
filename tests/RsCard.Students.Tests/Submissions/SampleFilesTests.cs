using RsCard.Students.Cases;
using RsCard.Students.Submissions;
using static RsCard.Students.Tests.Submissions.ListBuilder;

namespace RsCard.Students.Tests.Submissions;

public sealed class SampleFilesTests
{
    [Theory]
    [InlineData("lu-sjukskoterska-vt27.csv", "windows-1252", ';', 1, 16)]
    [InlineData("mau-physiotherapy-2027.csv", "utf-8", ',', 1, 14)]
    [InlineData("hkr-vt27.xlsx", null, null, 4, 14)]
    public void Committed_sample_has_the_form_and_the_mix_that_the_demo_tells_of(string name, string? encoding, char? delimiter, int headerRow, int good)
    {
        var file = Read(File.ReadAllBytes(Path.Combine(Samples(), name)));
        Assert.Equal((encoding, delimiter, headerRow, good + 6), (file.Encoding, file.Delimiter, file.HeaderRow, file.Records.Count));

        var rows = ListJudge.Judge(file, Today);
        var kinds = rows.CountBy(row => row.Kind).ToDictionary();
        Assert.Equal(
            (good, 1, 3, 1, 1),
            (kinds[RowKind.Good], kinds[RowKind.Repeated], kinds[RowKind.Refused], kinds[RowKind.Protected], kinds[RowKind.HandedOver]));
        Assert.Equal(
            [RowCodes.NumberChecksum, RowCodes.MailMissing, RowCodes.PeriodOrder],
            rows.Where(row => row.Kind == RowKind.Refused).Select(row => Assert.Single(row.Errors).Code));
        var students = rows.Where(row => row.Kind == RowKind.Good).Select(row => row.Data).ToList();
        Assert.Contains(students, row => row?.FamilyName == "Müller-Ørsted d'Arc");
        Assert.Contains(students, row => row?.Placement is { Kind: UnitKind.Private, UnitEmail: not null });
        Assert.All(students, row => Assert.InRange(row?.Number?.Digits[8..11] ?? "", "980", "999"));
    }

    [Fact]
    public void D27_Sample_of_students_from_abroad_reaches_passport_coordination_number_and_no_registered_address()
    {
        var rows = ListJudge.Judge(Read(File.ReadAllBytes(Path.Combine(Samples(), "lu-utlandska-vt27.csv"))), Today);
        Assert.All(rows, row => Assert.Equal((RowKind.Good, 0), (row.Kind, row.Errors.Count)));
        var rule = new PathRule(new ProcessOptions());
        var students = rows.Select(row => row.Data!).ToList();
        Assert.Equal(
            ["foreign", "foreign", "foreign", "foreign", "foreign", "no-address", "no-address"],
            students.Select(row => rule.PathOf(row, "LU")));
        Assert.Equal(3, students.Count(row => row.Number is null));
        Assert.Equal(2, students.Count(row => row.Number is { IsCoordinationNumber: true }));
        Assert.Contains(students, row => row is { Placement: { FirstDay: not null, SupervisorEmail: not null } });
        Assert.All(students.Where(row => row.Number is not null), row => Assert.InRange(row.Number!.Digits[8..11], "980", "999"));
    }

    [Fact]
    public void Sample_of_students_who_have_a_card_is_good_and_the_directory_of_the_samples_has_them_one_without_card_facts()
    {
        var rows = ListJudge.Judge(Read(File.ReadAllBytes(Path.Combine(Samples(), "lu-har-kort-vt27.csv"))), Today);
        Assert.All(rows, row => Assert.Equal((RowKind.Good, 0), (row.Kind, row.Errors.Count)));
        var entries = File.ReadAllText(Path.Combine(Samples(), "..", "servers", "tree.ldif")).Split("\n\n");
        var cards = rows.Select(row => CardIn(Assert.Single(entries, entry => entry.Contains($"personalIdentityNumber: {row.Data!.Number!.Digits}", StringComparison.Ordinal))));
        Assert.Equal(["inactive", "active", "active", null], cards);
    }

    private static string? CardIn(string entry) =>
        entry.Split('\n').FirstOrDefault(line => line.StartsWith("cardState: ", StringComparison.Ordinal))?["cardState: ".Length..];

    private static string Samples()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RsCard.Students.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The solution's folder is not above the tests.");
        return Path.Combine(folder.FullName, "samples");
    }
}
