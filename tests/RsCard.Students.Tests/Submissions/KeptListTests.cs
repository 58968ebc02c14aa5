using System.IO.Compression;
using System.Text;
using RsCard.Students.Submissions;
using static RsCard.Students.Tests.Submissions.ListBuilder;

namespace RsCard.Students.Tests.Submissions;

public sealed class KeptListTests
{
    private static readonly ListBuilder List = new ListBuilder()
        .Row((ListColumn.FamilyName, "Åberg"))
        .Row((ListColumn.PersonalNumber, "701063-2391"), (ListColumn.FamilyName, "Hemlig"), (ListColumn.Email, "canary@hemlig.example"), (ListColumn.ProtectedIdentity, "ja"))
        .Row((ListColumn.FamilyName, "Öberg\0"), (ListColumn.Phone, "_x0041_"))
        .Row((ListColumn.PersonalNumber, "19701063-2391"), (ListColumn.FamilyName, "Hemlig"));

    [Theory]
    [InlineData("utf-8-bom", ',')]
    [InlineData("utf-16be", ';')]
    [InlineData("windows-1252", '\t')]
    public void Protected_rows_are_in_no_byte_and_the_others_keep_their_numbers(string encoding, char delimiter)
    {
        var sent = List.Csv(encoding, delimiter);
        var file = Read(sent);
        var bytes = KeptList.Write(sent, file, ListJudge.Judge(file, Today));
        AssertNoCanary(TextEncoding.Get(encoding).GetString(bytes));
        AssertOthersKept(file, Read(bytes));
    }

    [Fact]
    public void Protected_rows_are_in_no_part_of_a_workbook_and_other_sheets_are_not_kept()
    {
        var rows = List.Table().Select((cells, row) => (row + 3, cells.Select(cell => XlsxBuilder.Text(cell.Replace("_x", "_x005F_x", StringComparison.Ordinal).Replace("\0", "_x0000_", StringComparison.Ordinal))).ToArray())).ToArray();
        var sent = new XlsxBuilder()
            .Sheet([(1, [XlsxBuilder.Text("Gäller även Hemlig")]), .. rows])
            .Sheet((1, [XlsxBuilder.Text("701063-2391 Hemlig")]))
            .Part("docProps/core.xml", "<a>Hemlig</a>").Build();
        var file = Read(sent);
        var bytes = KeptList.Write(sent, file, ListJudge.Judge(file, Today));
        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            AssertNoCanary(reader.ReadToEnd());
        }

        AssertOthersKept(file, Read(bytes));
    }

    [Fact]
    public void List_without_protected_rows_is_kept_byte_for_byte()
    {
        var sent = Encode("Vårens lista\r\n\r\n" + new ListBuilder().Row().Row((ListColumn.Email, "")).Text(), TextEncoding.Windows1252);
        var file = Read(sent);
        Assert.Equal(sent, KeptList.Write(sent, file, ListJudge.Judge(file, Today)));
    }

    [Fact]
    public void Titles_are_blotted_out_with_the_rows_and_numbers_stay()
    {
        var sent = Encoding.UTF8.GetBytes("Gäller även Hemlig\r\n\r\n" + List.Text());
        var file = Read(sent);
        var bytes = KeptList.Write(sent, file, ListJudge.Judge(file, Today));
        AssertNoCanary(Encoding.UTF8.GetString(bytes));
        Assert.Equal([4, 6], Read(Encoding.UTF8.GetString(bytes)).Records.Select(record => record.Row));
    }

    private static void AssertNoCanary(string text)
    {
        Assert.DoesNotContain("Hemlig", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("2391", text, StringComparison.Ordinal);
    }

    private static void AssertOthersKept(ListFile sent, ListFile kept)
    {
        Assert.Equal(sent.Header.Cells, kept.Header.Cells);
        foreach (var record in sent.Records.Where((_, place) => place is 0 or 2))
            Assert.Equal(record.Cells, kept.Records.Single(other => other.Row == record.Row).Cells.Concat(Enumerable.Repeat("", 99)).Take(record.Cells.Length));
        Assert.Equal(2, kept.Records.Count);
    }
}
