using System.Text;
using RsCard.Students.Submissions;
using static RsCard.Students.Tests.Submissions.ListBuilder;

namespace RsCard.Students.Tests.Submissions;

public sealed class RefusedRowsFileTests
{
    [Theory]
    [InlineData("utf-8", ',')]
    [InlineData("utf-8-bom", ';')]
    [InlineData("utf-16le", '\t')]
    [InlineData("windows-1252", ';')]
    public void Refused_rows_come_back_in_the_form_of_the_list_with_what_is_wrong(string encoding, char delimiter)
    {
        var sent = Read(new ListBuilder().Row().Row((ListColumn.Email, ""), (ListColumn.GivenName, "Örjan")).Csv(encoding, delimiter));
        var back = Read(RefusedRowsFile.Write(sent, ListJudge.Judge(sent, Today), "sv"));
        Assert.Equal((encoding, delimiter), (back.Encoding, back.Delimiter));
        Assert.Equal(["Fel", "Felkod"], back.Header.Cells.Take(2));
        var row = Assert.Single(back.Records);
        Assert.Equal(RowTexts.Message(new RowError(ListColumn.Email, RowCodes.MailMissing), "sv"), row.Cells[0]);
        Assert.Equal(RowCodes.MailMissing, row.Cells[1]);
        Assert.Equal("Örjan", row.Cells[3]);
    }

    [Fact]
    public void Mended_file_is_good_when_sent_again()
    {
        var sent = Read(new ListBuilder().Row((ListColumn.Email, "saknas"), (ListColumn.Phone, "+46 70 174 06 05")).Csv());
        var file = Encoding.UTF8.GetString(RefusedRowsFile.Write(sent, ListJudge.Judge(sent, Today), "en"));
        var mended = Read(file.Replace("saknas", "a@larosate.example", StringComparison.Ordinal));
        var row = Assert.Single(ListJudge.Judge(mended, Today));
        Assert.Equal((RowKind.Good, "+46 70 174 06 05"), (row.Kind, row.Data?.Phone));
    }

    [Fact]
    public void List_that_comes_back_twice_has_the_error_columns_once()
    {
        var sent = Read(new ListBuilder().Row((ListColumn.Email, "")).Csv());
        var once = Read(RefusedRowsFile.Write(sent, ListJudge.Judge(sent, Today), "sv"));
        var twice = Read(RefusedRowsFile.Write(once, ListJudge.Judge(once, Today), "en"));
        Assert.Equal(["Error", "Error code", .. sent.Header.Cells], twice.Header.Cells);
        Assert.Equal(sent.Records[0].Cells, twice.Records[0].Cells[2..]);
    }

    [Fact]
    public void Row_of_wrong_shape_is_still_of_wrong_shape()
    {
        var sent = Read("Personnummer;Förnamn;Efternamn\n640823-3234;Anna\n");
        var back = Read(RefusedRowsFile.Write(sent, ListJudge.Judge(sent, Today), "sv"));
        Assert.Equal([RowCodes.RowShape], Assert.Single(ListJudge.Judge(back, Today)).Errors.Select(error => error.Code));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+46 70")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("  =1")]
    [InlineData("'=1")]
    public void Nothing_that_comes_back_can_run_as_a_formula(string cell)
    {
        foreach (var like in new[] { Read(Sent().Csv()), Read(new XlsxBuilder().Sheet([.. Sent().Table().Select((cells, row) => (row + 1, cells.Select(XlsxBuilder.Text).ToArray()))]).Build()) })
        {
            var back = Read(RefusedRowsFile.Write(like, ListJudge.Judge(like, Today), "sv"));
            Assert.Equal(like.Format, back.Format);
            Assert.All(back.Records[0].Cells, text => Assert.False(text.Length > 0 && "=+-@＝\t\r ".Contains(text[0], StringComparison.Ordinal), text));
            Assert.Equal(like.Records[0].Cells[^1].Trim().TrimStart('\''), CellTextOf(back));
        }

        ListBuilder Sent() => new ListBuilder().Row((ListColumn.Email, ""), (ListColumn.Phone, cell));

        // What the reader makes of the escaped cell: the judge's cleaning takes the apostrophe off.
        static string CellTextOf(ListFile back)
        {
            var phone = back.Header.PlacesOf(ListColumn.Phone)[0];
            var mended = (string[])back.Records[0].Cells.Clone();
            mended[back.Header.PlacesOf(ListColumn.Email)[0]] = "a@larosate.example";
            return new RowJudge(back.Header, Today).Judge(new ListRecord(2, mended)).Data?.Phone ?? back.Records[0].Cells[phone];
        }
    }

    [Fact]
    public void Protected_and_good_rows_are_not_in_it()
    {
        var sent = Read(new ListBuilder()
            .Row((ListColumn.FamilyName, "Hemlig"), (ListColumn.Email, ""), (ListColumn.ProtectedIdentity, "ja"))
            .Row((ListColumn.FamilyName, "Bra")).Row((ListColumn.FamilyName, "Fel"), (ListColumn.Email, "")).Csv());
        var text = Encoding.UTF8.GetString(RefusedRowsFile.Write(sent, ListJudge.Judge(sent, Today), "sv"));
        Assert.DoesNotContain("Hemlig", text, StringComparison.Ordinal);
        Assert.DoesNotContain(";Bra;", text, StringComparison.Ordinal);
        Assert.Contains(";Fel;", text, StringComparison.Ordinal);
    }
}
