using RsCard.Students.Submissions;
using static RsCard.Students.Tests.Submissions.ListBuilder;

namespace RsCard.Students.Tests.Submissions;

public sealed class ListJudgeTests
{
    private const string Number = "701063-2391";

    [Theory]
    [InlineData("ja")]
    [InlineData("J")]
    [InlineData("x")]
    [InlineData("1")]
    [InlineData("Yes")]
    [InlineData("true")]
    [InlineData("sekretess")]
    [InlineData("?")]
    [InlineData("nej\u0000")]
    public void Mark_that_is_not_clearly_no_protects(string mark)
    {
        var row = Assert.Single(new ListBuilder().Row((ListColumn.ProtectedIdentity, mark)).Judge());
        Assert.Equal((RowKind.Protected, 2), (row.Kind, row.Row));
        Assert.Null(row.Data);
        Assert.Equal([new RowError(ListColumn.ProtectedIdentity, RowCodes.Protected)], row.Errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nej")]
    [InlineData("N")]
    [InlineData("tom")]
    [InlineData("0")]
    [InlineData("no")]
    [InlineData("FALSE")]
    public void Mark_that_says_no_does_not_protect(string mark) =>
        Assert.Equal(RowKind.Good, Assert.Single(new ListBuilder().Row((ListColumn.ProtectedIdentity, mark)).Judge()).Kind);

    [Fact]
    public void Protection_wins_over_every_error()
    {
        var row = Assert.Single(new ListBuilder().Row((ListColumn.PersonalNumber, "x"), (ListColumn.Email, ""), (ListColumn.PlacementUnitKind, "Halmstad"), (ListColumn.ProtectedIdentity, "ja")).Judge());
        Assert.Equal([RowCodes.Protected], row.Errors.Select(error => error.Code));
    }

    [Theory]
    [InlineData("701063-2391;Anna;ja")]
    [InlineData("701063-2391;Anna;Berg;ja")]
    [InlineData("701063-2391;Anna;ja;nej;nej")]
    [InlineData("701063-2391;Anna;Berg;ja;nej")]
    [InlineData("701063-2391;Anna;von;Berg;ja;nej")]
    public void Protection_wins_where_the_shape_is_wrong_but_the_mark_can_be_read(string row)
    {
        var file = Read($"Personnummer;Förnamn;Skyddad identitet;Har kort\n{row}\n");
        Assert.Equal(RowKind.Protected, Assert.Single(ListJudge.Judge(file, Today)).Kind);
    }

    [Fact]
    public void Shape_that_is_wrong_without_a_clear_mark_is_only_refused()
    {
        var file = Read("Personnummer;Förnamn;Skyddad identitet;Har kort\n701063-2391;Anna\n701063-2391;Anna;Berg;nej;ja\n");
        Assert.All(ListJudge.Judge(file, Today), row => Assert.Equal(RowKind.Refused, row.Kind));
    }

    [Fact]
    public void Who_is_protected_in_one_row_is_protected_in_all()
    {
        var rows = new ListBuilder()
            .Row((ListColumn.PersonalNumber, Number))
            .Row((ListColumn.PersonalNumber, "197010632391"), (ListColumn.ProtectedIdentity, "ja"))
            .Row((ListColumn.PersonalNumber, "701063 2391"), (ListColumn.Email, ""))
            .Row()
            .Judge();
        Assert.Equal([RowKind.Protected, RowKind.Protected, RowKind.Protected, RowKind.Good], rows.Select(row => row.Kind));
    }

    [Fact]
    public void Who_is_protected_is_known_again_by_a_wrong_number_and_by_passport()
    {
        (string, string)[] passport = [(ListColumn.PersonalNumber, ""), (ListColumn.PassportCountry, "DE"), (ListColumn.PassportNumber, "C01 X0")];
        var rows = new ListBuilder()
            .Row((ListColumn.PersonalNumber, "19701063-2392"))
            .Row((ListColumn.PersonalNumber, "701063-2392"), (ListColumn.ProtectedIdentity, "ja"))
            .Row([.. passport, (ListColumn.ProtectedIdentity, "ja")])
            .Row([.. passport, (ListColumn.PassportCountry, "deu")])
            .Judge();
        Assert.All(rows, row => Assert.Equal(RowKind.Protected, row.Kind));
    }

    [Fact]
    public void Same_row_again_is_noted_on_the_later_ones()
    {
        var rows = Two((ListColumn.GivenName, "Åsa"));
        Assert.Equal([RowKind.Good, RowKind.Repeated], rows.Select(row => row.Kind));
        Assert.Empty(rows[0].Errors);
        Assert.Equal([new RowError(ListColumn.PersonalNumber, RowCodes.DuplicateInList)], rows[1].Errors);
    }

    [Fact]
    public void Same_row_written_otherwise_is_the_same() =>
        Assert.Equal(
            RowKind.Repeated,
            Two((ListColumn.PersonalNumber, "19701063-2391"), (ListColumn.Email, "A@LAROSATE.example"), (ListColumn.FirstDay, "18/1 2027"))[1].Kind);

    [Theory]
    [InlineData(ListColumn.GivenName, "Eva")]
    [InlineData(ListColumn.FamilyName, "Dahl")]
    [InlineData(ListColumn.Email, "b@larosate.example")]
    [InlineData(ListColumn.FirstDay, "2027-01-19")]
    [InlineData(ListColumn.LastDay, "2029-06-09")]
    [InlineData(ListColumn.Phone, "070-174 06 05")]
    [InlineData(ListColumn.PlacementFirstDay, "2027-03-02")]
    [InlineData(ListColumn.UnitEmail, "vfu@enhet.example")]
    public void Same_person_with_other_data_refuses_both(string column, string text)
    {
        var rows = Two((column, text));
        Assert.All(rows, row => Assert.Equal(RowKind.Refused, row.Kind));
        Assert.All(rows, row => Assert.Null(row.Data));
        Assert.All(rows, row => Assert.Equal([new RowError(ListColumn.PersonalNumber, RowCodes.DuplicateConflict)], row.Errors));
    }

    [Fact]
    public void Another_programme_is_another_enrolment() =>
        Assert.All(Two((ListColumn.Programme, "Barnmorskeprogrammet"), (ListColumn.LastDay, "2028-06-08")), row => Assert.Equal(RowKind.Good, row.Kind));

    [Fact]
    public void Another_programme_with_another_name_is_a_conflict() =>
        Assert.All(Two((ListColumn.Programme, "Barnmorskeprogrammet"), (ListColumn.FamilyName, "Dahl")), row => Assert.Equal(RowKind.Refused, row.Kind));

    [Fact]
    public void Another_unit_is_another_placement() =>
        Assert.Equal(
            [RowKind.Good, RowKind.HandedOver],
            Two((ListColumn.PlacementUnit, "Halmstads sjukhus"), (ListColumn.PlacementUnitKind, "Halmstad")).Select(row => row.Kind));

    [Fact]
    public void Row_with_a_placement_and_one_without_are_a_conflict() =>
        Assert.All(
            Two((ListColumn.PlacementUnit, ""), (ListColumn.PlacementUnitKind, ""), (ListColumn.PlacementFirstDay, "")),
            row => Assert.Equal(RowKind.Refused, row.Kind));

    [Fact]
    public void Refused_row_does_not_stop_a_good_one_of_the_same_person() =>
        Assert.Equal([RowKind.Good, RowKind.Refused], Two((ListColumn.Email, "x")).Select(row => row.Kind));

    [Fact]
    public void Same_passport_is_the_same_person()
    {
        (string, string)[] passport =
        [
            (ListColumn.PersonalNumber, ""), (ListColumn.PassportNumber, "C01"), (ListColumn.Email, "a@larosate.example"),
            (ListColumn.PassportValidTo, "2031-05-30"), (ListColumn.BirthDate, "1999-02-28"),
        ];
        var rows = new ListBuilder().Row([.. passport, (ListColumn.PassportCountry, "DE")]).Row([.. passport, (ListColumn.PassportCountry, "deu")]).Judge();
        Assert.Equal([new RowError(ListColumn.PassportNumber, RowCodes.DuplicateInList)], rows[1].Errors);
    }

    [Fact]
    public void Third_row_in_conflict_refuses_the_two_that_agree()
    {
        (string, string)[] same = [(ListColumn.PersonalNumber, Number), (ListColumn.Email, "a@larosate.example")];
        var rows = new ListBuilder().Row(same).Row(same).Row([.. same, (ListColumn.GivenName, "Eva")]).Judge();
        Assert.All(rows, row => Assert.Equal([RowCodes.DuplicateConflict], row.Errors.Select(error => error.Code)));
    }

    /// <summary>Two rows of one person with a placement, the second changed.</summary>
    private static IReadOnlyList<JudgedRow> Two(params (string, string)[] changes)
    {
        (string, string)[] same =
        [
            (ListColumn.PersonalNumber, Number), (ListColumn.Email, "a@larosate.example"), (ListColumn.PlacementUnit, "Lund"),
            (ListColumn.PlacementUnitKind, "offentlig"), (ListColumn.PlacementFirstDay, "2027-03-01"),
        ];
        return new ListBuilder().Row(same).Row([.. same, .. changes]).Judge();
    }
}
