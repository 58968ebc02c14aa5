using System.Text;
using RsCard.Students.Submissions;
using static RsCard.Students.Tests.Submissions.ListBuilder;

namespace RsCard.Students.Tests.Submissions;

public sealed class CsvListReaderTests
{
    public static TheoryData<string, char> Forms()
    {
        var forms = new TheoryData<string, char>();
        foreach (var encoding in new[] { "utf-8", "utf-8-bom", "utf-16le", "utf-16be", "windows-1252" })
        {
            foreach (var delimiter in ",;\t|")
                forms.Add(encoding, delimiter);
        }

        return forms;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_encoding_and_delimiter_is_told_and_read(string encoding, char delimiter)
    {
        var file = Read(new ListBuilder().Row((ListColumn.GivenName, "Åsa, \"Ö\"")).Row().Csv(encoding, delimiter));
        Assert.Equal((ListFormat.Csv, encoding, delimiter), (file.Format, file.Encoding, file.Delimiter));
        Assert.Equal([2, 3], file.Records.Select(record => record.Row));
        Assert.Equal("Åsa, \"Ö\"", file.Records[0].Cells[1]);
        Assert.Equal("Müller-Ørsted d'Arc", file.Records[1].Cells[2]);
    }

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    public void Utf16_without_a_byte_order_mark_is_told_by_its_zeros(string encoding) =>
        Assert.Equal(encoding, Read(TextEncoding.Get(encoding).GetBytes(new ListBuilder().Row().Text())).Encoding);

    [Fact]
    public void Windows1252_byte_late_in_a_long_file_still_decides()
    {
        var list = new ListBuilder();
        for (var i = 0; i < 2_000; i++)
            list.Row((ListColumn.GivenName, "Anna"), (ListColumn.FamilyName, "Berg"), (ListColumn.Programme, "Program"));
        list.Row((ListColumn.GivenName, "Åsa"), (ListColumn.FamilyName, "Berg"), (ListColumn.Programme, "Program"));
        var file = Read(list.Csv(TextEncoding.Windows1252));
        Assert.Equal(TextEncoding.Windows1252, file.Encoding);
        Assert.Equal("Åsa", file.Records[^1].Cells[1]);
    }

    [Fact]
    public void Title_rows_are_passed_over_and_rows_are_then_lines_of_the_file()
    {
        var file = Read("Lista, vårterminen 2027, Lund\r\n\r\nAnsvarig: A, B; C\r\n" + new ListBuilder().Row().Row().Text());
        Assert.Equal(';', file.Delimiter);
        Assert.Equal(4, file.HeaderRow);
        Assert.Equal([1, 3], file.TitleRows.Select(title => title.Row));
        Assert.Equal([5, 6], file.Records.Select(record => record.Row));
    }

    [Fact]
    public void Without_title_rows_rows_are_records_whatever_lines_they_span()
    {
        var text = new ListBuilder().Row().Row().Text().Split("\r\n");
        var note = new ListBuilder().Row(("Not", "en\r\nrad till")).Row(("Not", "")).Text();
        Assert.Equal([2, 3], Read(note).Records.Select(record => record.Row));
        Assert.Equal([2, 4], Read($"{text[0]}\n{text[1]}\n;;;;;;\n{text[2]}\n").Records.Select(record => record.Row));
        Assert.Equal([2, 3], Read($"{text[0]}\n{text[1]}\n\n{text[2]}").Records.Select(record => record.Row));
    }

    [Fact]
    public void Empty_columns_are_passed_over()
    {
        var text = new ListBuilder().Row().Text().Split("\r\n");
        var file = Read($";{text[0]};;\r\n;{text[1]};;;;\r\n;{text[1]}\r\n");
        Assert.All(ListJudge.Judge(file, Today), row => Assert.NotEqual(RowKind.Refused, row.Kind));
    }

    [Fact]
    public void Of_two_delimiters_that_make_a_header_the_one_with_more_columns_is_meant() =>
        Assert.Equal(',', Read("Pnr;Förnamn;x,Pnr,Förnamn,Efternamn\n1,2,3,4\n").Delimiter);

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    public void Hint_of_the_separator_for_Excel_is_no_row(char delimiter)
    {
        var file = Read($"sep={delimiter}\r\n" + new ListBuilder().Row().Text(delimiter));
        Assert.Equal((1, delimiter), (file.HeaderRow, file.Delimiter));
        Assert.Equal(2, file.Records[0].Row);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("\uFEFF")]
    [InlineData(";;;\r\n;;;\r\n")]
    [InlineData("Personnummer;Förnamn;Efternamn\r\n")]
    public void File_without_students_is_empty(string text) => Assert.Equal(FileCodes.Empty, Refusal(text).Code);

    [Theory]
    [InlineData("Anna;Berg;anna@larosate.example\r\n")]
    [InlineData("Personnummer;E-post\r\n640823-3234;a@b.example\r\n")]
    [InlineData("Förnamn;Efternamn\r\nAnna;Berg\r\n")]
    [InlineData("{ \"students\": [] }")]
    public void List_without_a_header_is_refused(string text) => Assert.Equal(FileCodes.Header, Refusal(text).Code);

    [Fact]
    public void Encoding_that_is_not_what_it_says_is_refused()
    {
        var text = new ListBuilder().Row().Text();
        byte[][] files =
        [
            [.. Encoding.UTF8.Preamble, .. TextEncoding.Get(TextEncoding.Windows1252).GetBytes(text)],
            [.. Encode(text, TextEncoding.Utf16LittleEndian), 0x20],
            [.. Encode(text, TextEncoding.Utf16BigEndian), 0xD8, 0x00, 0x00, 0x20],
            [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(text)],
            [.. Encoding.ASCII.GetBytes("Personnummer;Namn;F"), 0x94, .. Encoding.ASCII.GetBytes("rnamn"), 0x8F],
        ];
        Assert.All(files, file => Assert.Equal(FileCodes.Encoding, Refusal(file).Code));
    }

    [Fact]
    public void Quote_that_is_never_closed_refuses_the_file_and_names_the_row()
    {
        var rows = new ListBuilder().Row().Row().Row().Text().Split("\r\n");
        var small = $"{rows[0]}\r\n{rows[1]}\r\n\"{rows[2]}\r\n{rows[3]}\r\n";
        Assert.Equal(new FileRefusal(FileCodes.Damaged, "3"), Refusal(small));
        var large = new StringBuilder(small);
        while (large.Length < 20_000_000)
            large.Append(rows[3]).Append("\r\n");
        Assert.Equal(new FileRefusal(FileCodes.Damaged, "3"), Refusal(large.ToString()));
        Assert.Equal(FileCodes.Damaged, Refusal($"\"{small}").Code);
    }

    [Fact]
    public void Quote_that_another_rows_quote_closes_refuses_the_file()
    {
        var rows = new ListBuilder().Row().Row((ListColumn.FamilyName, "Berg; \"Dal\"")).Text().Split("\r\n");
        Assert.Equal(FileCodes.Damaged, Refusal($"{rows[0]}\r\n\"{rows[1]}\r\n{rows[2]}\r\n").Code);
    }

    [Fact]
    public void Stray_quote_inside_a_name_is_text()
    {
        var rows = new ListBuilder().Row().Text().Replace("Åsa", "Anna \"Nina\" Maria", StringComparison.Ordinal);
        Assert.Equal("Anna \"Nina\" Maria", Read(rows).Records[0].Cells[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    public void Columns_without_end_are_a_bomb(string cell)
    {
        var bomb = string.Join(';', Enumerable.Repeat(cell, 1_000_000));
        Assert.Equal(FileCodes.Bomb, Refusal(bomb + "x\r\n").Code);
        Assert.Equal(FileCodes.Bomb, Refusal(new ListBuilder().Row().Text() + bomb + "x\r\n").Code);
    }

    [Fact]
    public void More_rows_or_bytes_than_the_limits_are_too_large()
    {
        var list = new ListBuilder().Row().Row().Row().Csv();
        var reader = new ListReader(new ListLimits { MaxRows = 2 });
        Assert.Equal(FileCodes.TooLarge, Assert.IsType<ListReading.Refused>(reader.Read(list, "a.csv")).Refusal.Code);
        reader = new ListReader(new ListLimits { MaxBytes = list.Length - 1 });
        Assert.Equal(FileCodes.TooLarge, Assert.IsType<ListReading.Refused>(reader.Read(list, "a.csv")).Refusal.Code);
        Assert.IsType<ListReading.Accepted>(new ListReader(new ListLimits { MaxRows = 3, MaxBytes = list.Length }).Read(list, "a.csv"));
    }

    [Fact]
    public void Hundred_thousand_rows_are_read_and_judged()
    {
        var file = Read(SampleList.Write(100_000, seed: 1, Today));
        Assert.Equal(100_000, file.Records.Count);
        Assert.All(ListJudge.Judge(file, Today), row => Assert.Equal(RowKind.Good, row.Kind));
    }

    [Theory]
    [InlineData("%PDF-1.7 x")]
    [InlineData("\u0089PNG\r\n\u001a\n")]
    [InlineData("ÿØÿà\0\u0010JFIF")]
    [InlineData("ÐÏ\u0011à¡±\u001aá\0\0\0\0")]
    [InlineData("GIF89a")]
    [InlineData("<html><table><tr><td>Personnummer</td></tr></table>")]
    [InlineData("<?xml version=\"1.0\"?><Workbook/>")]
    [InlineData("{\\rtf1 Personnummer}")]
    [InlineData("\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008")]
    public void Another_kind_of_file_is_refused_whatever_its_name(string start)
    {
        Assert.Equal(FileCodes.Type, Refusal(Encoding.Latin1.GetBytes(start), "list.csv").Code);
    }

    [Fact]
    public void Name_of_the_file_does_not_decide() =>
        Assert.IsType<ListReading.Accepted>(new ListReader(new ListLimits()).Read(new ListBuilder().Row().Csv(), "list.pdf"));

    [Fact]
    public void No_bytes_whatever_make_the_reader_fail()
    {
        var random = new Random(4711);
        var list = new ListBuilder().Row().Row().Csv();
        for (var i = 0; i < 500; i++)
        {
            var bytes = (byte[])list.Clone();
            for (var hit = 0; hit < 5; hit++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.NotNull(new ListReader(new ListLimits()).Read(bytes, "list.csv"));
        }
    }
}
