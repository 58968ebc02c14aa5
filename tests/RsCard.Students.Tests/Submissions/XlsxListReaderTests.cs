using System.Buffers.Binary;
using System.Text;
using RsCard.Students.Submissions;
using static RsCard.Students.Tests.Submissions.ListBuilder;
using static RsCard.Students.Tests.Submissions.XlsxBuilder;

namespace RsCard.Students.Tests.Submissions;

public sealed class XlsxListReaderTests
{
    private static readonly string[] Header = [.. new[] { "Personnummer", "Förnamn", "Efternamn", "E-post", "Program", "Från", "Till", "Skyddad identitet" }.Select(Text)];

    [Fact]
    public void Sheet_is_read_with_its_own_row_numbers_past_titles_gaps_and_empty_rows()
    {
        var file = Read(new XlsxBuilder().Sheet((2, [Text("VT 2027")]), (4, Header), (5, Student()), (6, [Text(" ")]), (9, Student())).Build());
        Assert.Equal((ListFormat.Xlsx, null, null), (file.Format, file.Encoding, file.Delimiter));
        Assert.Equal(4, file.HeaderRow);
        Assert.Equal([2], file.TitleRows.Select(title => title.Row));
        Assert.Equal([5, 9], file.Records.Select(record => record.Row));
    }

    [Fact]
    public void Rows_of_a_sheet_without_titles_are_the_sheets_rows_too()
    {
        var file = Read(new XlsxBuilder().Sheet((1, Header), (3, Student())).Build());
        Assert.Equal((1, 3), (file.HeaderRow, file.Records[0].Row));
    }

    [Fact]
    public void Dates_numbers_and_booleans_are_read_as_they_are_meant()
    {
        var number = SampleList.Number(0, Today).Digits;
        var row = Assert.Single(Judge(Student(pnr: Number(number), first: Date(46405), last: Number("20290608"), isProtected: Mark(false))));
        Assert.Equal((number, new DateOnly(2027, 1, 18), new DateOnly(2029, 6, 8)), (row.Data?.Number?.Digits, row.Data?.FirstDay, row.Data?.LastDay));
        Assert.Equal(RowKind.Protected, Assert.Single(Judge(Student(isProtected: Mark(true)))).Kind);
        Assert.Equal(RowKind.Protected, Assert.Single(Judge(Student(isProtected: Number("1")))).Kind);
    }

    [Fact]
    public void Number_that_the_spreadsheet_shortened_gets_its_zeros_back()
    {
        var number = Enumerable.Range(0, 300_000).Select(index => SampleList.Number(index, Today)).First(number => number.Digits[2] == '0');
        Assert.Equal(number, Assert.Single(Judge(Student(pnr: Number(number.Digits[2..].TrimStart('0'))))).Data?.Number);
    }

    [Fact]
    public void Days_of_the_1904_calendar_are_the_days_that_were_meant()
    {
        var file = Read(new XlsxBuilder().From1904().Sheet((1, Header), (2, Student(first: Date(46405 - 1462)))).Build());
        Assert.Equal("2027-01-18", file.Records[0].Cells[5]);
    }

    [Fact]
    public void Invisible_characters_are_found_in_a_sheet_too() =>
        Assert.Equal(
            [new RowError(ListColumn.GivenName, RowCodes.ControlCharacter)],
            Assert.Single(Judge(Student(given: Text("An_x0000_na")))).Errors);

    [Fact]
    public void First_visible_sheet_with_a_header_is_the_list()
    {
        var hidden = string.Concat(Header.Prepend("<row r=\"1\">").Append("</row>"));
        var file = Read(new XlsxBuilder().SheetXml(hidden, "hidden").Sheet((1, [Text("Läs mig")])).Sheet((1, Header), (2, Student())).Build());
        Assert.Single(file.Records);
    }

    [Fact]
    public void Sheet_without_header_or_students_is_refused()
    {
        Assert.Equal(FileCodes.Header, Refusal(new XlsxBuilder().Sheet((1, [Text("Läs mig")])).Build()).Code);
        Assert.Equal(FileCodes.Empty, Refusal(new XlsxBuilder().Sheet((1, Header)).Build()).Code);
        Assert.Equal(FileCodes.Empty, Refusal(new XlsxBuilder().Sheet().Build()).Code);
    }

    [Fact]
    public void Zip_that_is_no_workbook_is_another_kind_of_file()
    {
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("word/document.xml");
        Assert.Equal(FileCodes.Type, Refusal(bytes.ToArray(), "list.xlsx").Code);
    }

    [Fact]
    public void Workbook_cut_off_anywhere_is_damaged()
    {
        var whole = new XlsxBuilder().Sheet((1, Header), (2, Student())).Build();
        for (var length = 30; length < whole.Length; length += 97)
            Assert.Equal(FileCodes.Damaged, Refusal(whole[..length], "list.xlsx").Code);
    }

    [Fact]
    public void Bytes_that_are_nothing_are_a_damaged_workbook_by_name_alone()
    {
        byte[] noise = [.. Enumerable.Range(0, 400).Select(i => (byte)(i % 9))];
        Assert.Equal(FileCodes.Damaged, Refusal(noise, "list.XLSX").Code);
        Assert.Equal(FileCodes.Type, Refusal(noise, "list.csv").Code);
        Assert.Equal(FileCodes.Type, Refusal("%PDF-1.7"u8.ToArray(), "list.xlsx").Code);
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"A1\"")]
    [InlineData("<row r=\"1\"></row></row>")]
    [InlineData("&boom;")]
    public void Sheet_whose_xml_is_broken_is_refused(string xml) =>
        Assert.Equal(FileCodes.Damaged, Refusal(new XlsxBuilder().SheetXml(xml).Build()).Code);

    [Fact]
    public void Entities_are_never_expanded()
    {
        const string Bomb = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet>&b;</worksheet>";
        Assert.Equal(FileCodes.Damaged, Refusal(new XlsxBuilder().Sheet((1, Header), (2, Student())).Part("xl/worksheets/sheet0.xml", Bomb).Build()).Code);
    }

    [Fact]
    public void Part_that_unpacks_beyond_reason_is_a_bomb()
    {
        var builder = new XlsxBuilder().Sheet((1, Header), (2, Student()));
        Assert.Equal(FileCodes.Bomb, Refusal(builder.Part("xl/media/a.bin", new string(' ', 20_000_000)).Build()).Code);
    }

    [Fact]
    public void Parts_that_together_unpack_beyond_the_limit_are_a_bomb()
    {
        var file = new XlsxBuilder().Sheet((1, Header), (2, Student())).Part("xl/a.xml", new string('a', 3000)).Build();
        var reading = new ListReader(new ListLimits { MaxUnpackedBytes = 4000 }).Read(file, "list.xlsx");
        Assert.Equal(FileCodes.Bomb, Assert.IsType<ListReading.Refused>(reading).Refusal.Code);
    }

    [Fact]
    public void Directory_that_lies_about_a_size_is_refused()
    {
        var rows = Enumerable.Range(2, 20_000).Select(row => (row, Student())).ToArray();
        var file = new XlsxBuilder().Sheet([(1, Header), .. rows]).Build();
        var entry = file.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes("xl/worksheets/sheet0.xml")) - 46;
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(entry + 24), 2_000);
        Assert.Equal(FileCodes.Damaged, Refusal(file).Code);
    }

    [Fact]
    public void Parts_without_end_are_a_bomb()
    {
        var builder = new XlsxBuilder().Sheet((1, Header), (2, Student()));
        for (var i = 0; i < 1_100; i++)
            builder.Part($"xl/media/{i}.bin", "x");
        Assert.Equal(FileCodes.Bomb, Refusal(builder.Build()).Code);
    }

    [Fact]
    public void Columns_and_rows_without_end_are_refused()
    {
        var wide = new XlsxBuilder().SheetXml("<row r=\"1\"><c r=\"XFD1\" t=\"inlineStr\"><is><t>x</t></is></c></row>").Build();
        Assert.Equal(FileCodes.Bomb, Refusal(wide).Code);
        var long3 = new XlsxBuilder().Sheet((1, Header), (2, Student()), (3, Student()), (1_048_576, Student())).Build();
        Assert.Equal(1_048_576, Read(long3).Records[^1].Row);
        var reading = new ListReader(new ListLimits { MaxRows = 2 }).Read(long3, "list.xlsx");
        Assert.Equal(FileCodes.TooLarge, Assert.IsType<ListReading.Refused>(reading).Refusal.Code);
    }

    [Theory]
    [InlineData("", "<row r=\"2\"><c r=\"A2\"><v>{0}</v></c></row>", "", FileCodes.Damaged)]
    [InlineData("<row r=\"2\">", "<c r=\"A2\"><v>{0}</v></c>", "</row>", FileCodes.Bomb)]
    [InlineData("<row r=\"2\"><c t=\"inlineStr\"><is><t>", "{0} {0}", "</t></is></c></row>", FileCodes.Bomb)]
    public void Large_sheet_that_no_spreadsheet_would_write_is_given_up_at_once(string start, string repeated, string end, string code)
    {
        // So large that the library is heard to groan: it would read these whole, twice.
        var file = new XlsxBuilder().SheetXml(start + Repeat(repeated) + end).Build();
        Assert.Equal(code, Refusal(file).Code);
    }

    [Fact]
    public void Cells_and_shared_texts_have_a_limit()
    {
        var reader = new ListReader(new ListLimits { MaxCells = 10_000 });
        var cells = new XlsxBuilder().SheetXml(string.Concat(Enumerable.Range(1, 90_000).Select(row => $"<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>"))).Build();
        var texts = new XlsxBuilder().Sheet((1, Header), (2, Student())).Part("xl/sharedStrings.xml", $"<sst>{Repeat("<si><t>{0}</t></si>")}</sst>").Build();
        Assert.All([cells, texts], file => Assert.Equal(FileCodes.Bomb, Assert.IsType<ListReading.Refused>(reader.Read(file, "list.xlsx")).Refusal.Code));
    }

    [Fact]
    public void Large_list_is_read_past_the_guard()
    {
        var rows = Enumerable.Range(2, 12_000).Select(row => (row, Student(given: Text($"Åsa {row}"))));
        Assert.Equal(12_000, Read(new XlsxBuilder().Sheet([(1, Header), .. rows]).Build()).Records.Count);
    }

    [Fact]
    public void No_bytes_whatever_make_the_reader_fail()
    {
        var random = new Random(4711);
        var list = new XlsxBuilder().Sheet((1, Header), (2, Student())).Build();
        for (var i = 0; i < 1_000; i++)
        {
            var bytes = (byte[])list.Clone();
            for (var hit = 0; hit < 4; hit++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.NotNull(new ListReader(new ListLimits()).Read(bytes, "list.xlsx"));
        }
    }

    /// <summary>More than the guard lets pass unseen, and not so alike that the packing itself is suspect.</summary>
    private static string Repeat(string xml)
    {
        var random = new Random(1);
        return string.Concat(Enumerable.Range(0, 300_000).Select(_ => xml.Replace("{0}", random.Next().ToString("X8", null), StringComparison.Ordinal)));
    }

    private static IReadOnlyList<JudgedRow> Judge(string[] student) =>
        ListJudge.Judge(Read(new XlsxBuilder().Sheet((1, Header), (2, student)).Build()), Today);

    private static string[] Student(string? pnr = null, string? given = null, string? first = null, string? last = null, string? isProtected = null) =>
    [
        pnr ?? Text("701063-2391"), given ?? Text("Åsa"), Text("Müller-Ørsted d'Arc"), Text("a@larosate.example"), Text("Program"),
        first ?? Text("2027-01-18"), last ?? Text("2029-06-08"), isProtected ?? Text(""),
    ];
}
