using RsCard.Students.Submissions;
using static RsCard.Students.Tests.Submissions.ListBuilder;

namespace RsCard.Students.Tests.Submissions;

public sealed class RowJudgeTests
{
    /// <summary>One bad cell, and the one error that it gives.</summary>
    public static TheoryData<string, string, string, string?> BadCells() => new()
    {
        { ListColumn.PersonalNumber, "hej", RowCodes.NumberFormat, null },
        { ListColumn.PersonalNumber, "8233234", RowCodes.NumberFormat, RowVariants.LostZeros },
        { ListColumn.PersonalNumber, "640230-9803", RowCodes.NumberDate, null },
        { ListColumn.PersonalNumber, "640823-3235", RowCodes.NumberChecksum, null },
        { ListColumn.PersonalNumber, "880527-T281", RowCodes.NumberInterim, null },
        { ListColumn.PersonalNumber, "19880527-AB12", RowCodes.NumberReserve, null },
        { ListColumn.PersonalNumber, "", RowCodes.NumberMissing, null },
        { ListColumn.PersonalNumber, "640823\u00003234", RowCodes.ControlCharacter, null },
        { ListColumn.GivenName, "", RowCodes.NameMissing, null },
        { ListColumn.GivenName, "-", RowCodes.NameMissing, null },
        { ListColumn.FamilyName, "  \u00A0", RowCodes.NameMissing, null },
        { ListColumn.FamilyName, "Berg\u0000", RowCodes.ControlCharacter, null },
        { ListColumn.FamilyName, "Berg\r\nDahl", RowCodes.ControlCharacter, null },
        { ListColumn.FamilyName, "\u202Egreb", RowCodes.ControlCharacter, null },
        { ListColumn.Email, "", RowCodes.MailMissing, null },
        { ListColumn.Email, "anna", RowCodes.MailFormat, null },
        { ListColumn.Email, "anna@larosate", RowCodes.MailFormat, null },
        { ListColumn.Email, "a@b.example, c@d.example", RowCodes.MailFormat, null },
        { ListColumn.Email, "a@b.example;c@d.example", RowCodes.MailFormat, null },
        { ListColumn.Email, "a b@larosate.example", RowCodes.MailFormat, null },
        { ListColumn.Email, "a@@larosate.example", RowCodes.MailFormat, null },
        { ListColumn.Email, "åsa@larosate.example", RowCodes.MailFormat, null },
        { ListColumn.Email, "a..b@larosate.example", RowCodes.MailFormat, null },
        { ListColumn.Email, new string('a', 65) + "@larosate.example", RowCodes.MailFormat, null },
        { ListColumn.Email, "a@-larosate.example", RowCodes.MailFormat, null },
        { ListColumn.Email, "a@larosate.1", RowCodes.MailFormat, null },
        { ListColumn.Email, "Anna <a@larosate.example>", RowCodes.MailFormat, null },
        { ListColumn.Email, "a@larosate.example\r\nBcc: b@larosate.example", RowCodes.ControlCharacter, null },
        { ListColumn.UnitEmail, "enheten", RowCodes.MailFormat, null },
        { ListColumn.SupervisorEmail, "handledaren@", RowCodes.MailFormat, null },
        { ListColumn.Programme, "", RowCodes.ProgrammeMissing, null },
        { ListColumn.FirstDay, "", RowCodes.PeriodFormat, RowVariants.Missing },
        { ListColumn.LastDay, "", RowCodes.PeriodFormat, RowVariants.Missing },
        { ListColumn.FirstDay, "januari", RowCodes.PeriodFormat, null },
        { ListColumn.FirstDay, "2027-02-30", RowCodes.PeriodFormat, null },
        { ListColumn.FirstDay, "1/5/2027", RowCodes.PeriodFormat, null },
        { ListColumn.FirstDay, "270118", RowCodes.PeriodFormat, null },
        { ListColumn.LastDay, "2027-01-17", RowCodes.PeriodOrder, null },
        { ListColumn.PlacementFirstDay, "snart", RowCodes.PlacementDate, null },
        { ListColumn.PlacementLastDay, "2027-13-01", RowCodes.PlacementDate, null },
        { ListColumn.PlacementFirstDay, "2027-01-17", RowCodes.PlacementDate, RowVariants.OutsidePeriod },
        { ListColumn.PlacementLastDay, "2029-06-09", RowCodes.PlacementDate, RowVariants.OutsidePeriod },
        { ListColumn.PlacementUnitKind, "kommunal", RowCodes.UnitKind, null },
        { ListColumn.Language, "de", RowCodes.RowShape, RowVariants.LanguageCode },
        { ListColumn.HasCard, "kanske", RowCodes.RowShape, RowVariants.YesOrNo },
        { ListColumn.Employed, "?", RowCodes.RowShape, RowVariants.YesOrNo },
        { ListColumn.NoRegisteredAddress, "vet ej", RowCodes.RowShape, RowVariants.YesOrNo },
        { ListColumn.DormantNumber, "ja", RowCodes.CoordinationDormant, null },
    };

    [Theory]
    [MemberData(nameof(BadCells))]
    public void Bad_cell_gives_one_error_with_its_column_and_code(string column, string text, string code, string? variant)
    {
        var rows = new ListBuilder().Row().Row((column, text)).Judge();
        Assert.Equal(RowKind.Good, rows[0].Kind);
        Assert.Equal((3, RowKind.Refused), (rows[1].Row, rows[1].Kind));
        Assert.Null(rows[1].Data);
        Assert.Equal([new RowError(column, code, variant)], rows[1].Errors);
    }

    [Fact]
    public void Number_without_century_that_gives_a_child_is_ambiguous()
    {
        var nine = "111122982";
        var row = Enumerable.Range(0, 10).Select(digit => Judge((ListColumn.PersonalNumber, $"{nine}{digit}")))
            .Single(row => row.Errors.All(error => error.Code != RowCodes.NumberChecksum));
        Assert.Equal([new RowError(ListColumn.PersonalNumber, RowCodes.NumberAmbiguous)], row.Errors);
    }

    [Fact]
    public void Good_row_is_read_whole()
    {
        var row = Judge(
            (ListColumn.PersonalNumber, "701063-2391"),
            (ListColumn.GivenName, " Anna  Karin "),
            (ListColumn.Email, "Anna.O'Hara+vfu@MEDIÅ.example"),
            (ListColumn.FirstDay, "18/1 2027"),
            (ListColumn.LastDay, "20290608"),
            (ListColumn.PlacementUnit, "Backaskogs läkarhus"),
            (ListColumn.PlacementUnitKind, "Privat"),
            (ListColumn.PlacementFirstDay, "2027-02-01"),
            (ListColumn.PlacementLastDay, "12/3-2027"),
            (ListColumn.UnitEmail, "vfu@enhet.example"),
            (ListColumn.SupervisorEmail, "hl@enhet.example"),
            (ListColumn.Language, "EN"),
            (ListColumn.Phone, "'+46 70 174 06 05"),
            (ListColumn.HasCard, "X"),
            (ListColumn.Employed, "nej"),
            (ListColumn.NoRegisteredAddress, "1"),
            (ListColumn.ProtectedIdentity, "tom"),
            (ListColumn.DormantNumber, "0"));
        Assert.Empty(row.Errors);
        var data = Assert.IsType<ListRow>(row.Data);
        Assert.True(data.Number?.IsCoordinationNumber);
        Assert.Equal(("Anna Karin", "Anna.O'Hara+vfu@mediå.example"), (data.GivenName, data.Email));
        Assert.Equal((new DateOnly(2027, 1, 18), new DateOnly(2029, 6, 8)), (data.FirstDay, data.LastDay));
        Assert.Equal(
            new ListedPlacement("Backaskogs läkarhus", UnitKind.Private, new(2027, 2, 1), new(2027, 3, 12), "vfu@enhet.example", "hl@enhet.example"),
            data.Placement);
        Assert.Equal(("en", "+46 70 174 06 05", true, false, true), (data.Language, data.Phone, data.HasCard, data.Employed, data.NoRegisteredAddress));
    }

    [Theory]
    [InlineData("2027-01-18")]
    [InlineData("2027-1-18")]
    [InlineData("2027–01–18")]
    [InlineData("20270118")]
    [InlineData("18/1 2027")]
    [InlineData("18/1-2027")]
    [InlineData("18/01 2027")]
    [InlineData("2027-01-18 00:00:00")]
    [InlineData("2027-01-18T00:00:00")]
    [InlineData("46405")]
    public void Day_is_read_in_every_form_of_the_contract(string text) =>
        Assert.Equal(new DateOnly(2027, 1, 18), Judge((ListColumn.FirstDay, text)).Data?.FirstDay);

    [Fact]
    public void Decomposed_letters_become_composed() =>
        Assert.Equal("Åsa", Judge((ListColumn.GivenName, "A\u030Asa")).Data?.GivenName);

    [Theory]
    [InlineData("='640823'", "PNR-FORMAT")]
    [InlineData("=\"701063-2391\"", null)]
    [InlineData("'701063-2391", null)]
    public void What_a_spreadsheet_wraps_a_number_in_comes_off(string text, string? code) =>
        Assert.Equal(code, Judge((ListColumn.PersonalNumber, text)).Errors.SingleOrDefault()?.Code);

    [Fact]
    public void Period_that_is_over_is_refused_and_one_that_ends_today_is_not()
    {
        Assert.Equal([RowCodes.PeriodPast], Codes(Judge((ListColumn.FirstDay, "2024-01-15"), (ListColumn.LastDay, "2026-11-20"))));
        Assert.Empty(Judge((ListColumn.FirstDay, "2024-01-15"), (ListColumn.LastDay, "2026-11-21")).Errors);
    }

    [Fact]
    public void Placement_that_ends_before_it_begins_is_refused() =>
        Assert.Equal(
            [new RowError(ListColumn.PlacementLastDay, RowCodes.PlacementDate, RowVariants.Order)],
            Judge((ListColumn.PlacementFirstDay, "2027-03-01"), (ListColumn.PlacementLastDay, "2027-02-01")).Errors);

    [Fact]
    public void All_errors_of_a_row_are_told_at_once()
    {
        var row = Judge(
            (ListColumn.PersonalNumber, "640823-3235"), (ListColumn.GivenName, ""), (ListColumn.FamilyName, ""), (ListColumn.Email, "x"),
            (ListColumn.Programme, ""), (ListColumn.FirstDay, "x"), (ListColumn.LastDay, "2020-01-01"), (ListColumn.PlacementUnitKind, "x"));
        Assert.Equal(
            [
                RowCodes.NumberChecksum, RowCodes.NameMissing, RowCodes.NameMissing, RowCodes.MailFormat, RowCodes.ProgrammeMissing,
                RowCodes.PeriodFormat, RowCodes.PeriodPast, RowCodes.UnitKind,
            ],
            Codes(row));
    }

    [Fact]
    public void Passport_stands_for_a_number_when_all_four_fields_are_there()
    {
        var row = Judge(PassportWith());
        Assert.Equal(new ListedPassport("DE", "C01X00T47", new(2031, 5, 30), new(1999, 2, 28)), row.Data?.Passport);
        Assert.Null(row.Data?.Number);
        Assert.Equal("DE/C01X00T47", row.Data?.PersonKey);
    }

    [Theory]
    [InlineData(ListColumn.PassportCountry, "", null)]
    [InlineData(ListColumn.PassportNumber, "", null)]
    [InlineData(ListColumn.PassportValidTo, "", null)]
    [InlineData(ListColumn.BirthDate, "", null)]
    [InlineData(ListColumn.PassportCountry, "Tyskland", RowVariants.Country)]
    [InlineData(ListColumn.PassportValidTo, "2031", RowVariants.Date)]
    [InlineData(ListColumn.BirthDate, "x", RowVariants.Date)]
    [InlineData(ListColumn.BirthDate, "2027-01-01", RowVariants.Date)]
    [InlineData(ListColumn.PassportValidTo, "2026-11-20", RowVariants.Expired)]
    public void Passport_with_a_field_missing_or_wrong_is_incomplete(string column, string text, string? variant) =>
        Assert.Equal([new RowError(column, RowCodes.PassportIncomplete, variant)], Judge(PassportWith((column, text))).Errors);

    [Fact]
    public void Birth_date_alone_is_no_passport() =>
        Assert.Equal(
            [new RowError(ListColumn.PersonalNumber, RowCodes.NumberMissing)],
            Judge((ListColumn.PersonalNumber, ""), (ListColumn.BirthDate, "1999-02-28")).Errors);

    [Fact]
    public void Half_a_passport_beside_a_number_does_not_matter() =>
        Assert.Empty(Judge((ListColumn.PassportCountry, "DE")).Errors);

    [Fact]
    public void Dormant_number_does_not_matter_to_one_known_by_passport() =>
        Assert.Empty(Judge(PassportWith((ListColumn.DormantNumber, "ja"))).Errors);

    [Fact]
    public void Number_stands_under_either_of_two_headers()
    {
        const string Rest = "Förnamn;Efternamn;E-post;Program;Från;Till";
        const string Student = "Anna;Berg;anna@larosate.example;Program;2027-01-18;2029-06-08";
        var file = Read($"Personnummer;Samordningsnummer;{Rest}\n;701063-2391;{Student}\n640823-3234;640823-3234;{Student}\n640823-3234;701063-2391;{Student}\n");
        var rows = file.Records.Select(new RowJudge(file.Header, Today).Judge).ToList();
        Assert.Equal(["197010632391", "196408233234", null], rows.Select(row => row.Data?.Number?.Digits));
        Assert.Equal([new RowError(ListColumn.PersonalNumber, RowCodes.RowShape, RowVariants.TwoValues)], rows[2].Errors);
    }

    [Fact]
    public void Halmstad_is_handed_over_unless_the_row_is_refused()
    {
        var row = Judge((ListColumn.PlacementUnitKind, "halmstad"));
        Assert.Equal(RowKind.HandedOver, row.Kind);
        Assert.NotNull(row.Data);
        Assert.Equal([new RowError(ListColumn.PlacementUnitKind, RowCodes.Halmstad)], row.Errors);
        Assert.Equal([RowCodes.MailMissing], Codes(Judge((ListColumn.PlacementUnitKind, "Halmstad"), (ListColumn.Email, ""))));
    }

    [Theory]
    [InlineData("Anna;Berg")]
    [InlineData("640823-3234;Anna;Berg;anna@larosate.example;Program;2027-01-18")]
    [InlineData("640823-3234;Anna;Berg;anna@larosate.example;Program;2027-01-18;2029-06-08;mer")]
    public void Row_with_cells_too_few_or_many_is_refused_as_a_whole(string row)
    {
        var file = Read($"Personnummer;Förnamn;Efternamn;E-post;Program;Från;Till\n{row}\n");
        var judged = Assert.Single(ListJudge.Judge(file, Today));
        Assert.Equal([new RowError(null, RowCodes.RowShape)], judged.Errors);
        Assert.Equal(RowKind.Refused, judged.Kind);
    }

    [Fact]
    public void Cell_longer_than_any_text_is_refused() =>
        Assert.Equal([new RowError(null, RowCodes.RowShape, RowVariants.TooLong)], Judge(("Not", new string('a', 1_001))).Errors);

    [Fact]
    public void Nothing_of_a_row_is_printed_into_a_log()
    {
        var row = Judge(PassportWith((ListColumn.PlacementUnit, "Enheten")));
        Assert.DoesNotContain("Müller", $"{row} {row.Data}", StringComparison.Ordinal);
        Assert.DoesNotContain("C01X00T47", $"{row.Data?.Passport} {row.Data?.Placement}", StringComparison.Ordinal);
        Assert.DoesNotContain("Müller", $"{Read(new ListBuilder().Row().Csv())} {Read(new ListBuilder().Row().Csv()).Records[0]}", StringComparison.Ordinal);
    }

    private static (string, string)[] PassportWith(params (string, string)[] changes) =>
    [
        (ListColumn.PersonalNumber, ""), (ListColumn.PassportCountry, "DEU"), (ListColumn.PassportNumber, "c01x 00t47"),
        (ListColumn.PassportValidTo, "2031-05-30"), (ListColumn.BirthDate, "1999-02-28"), .. changes,
    ];

    private static JudgedRow Judge(params (string, string)[] cells) => new ListBuilder().Row(cells).Judge()[0];

    private static IEnumerable<string> Codes(JudgedRow row) => row.Errors.Select(error => error.Code);
}
