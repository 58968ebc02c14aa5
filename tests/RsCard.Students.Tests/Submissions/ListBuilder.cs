using System.Text;
using RsCard.Students.Submissions;

namespace RsCard.Students.Tests.Submissions;

/// <summary>A list for a test: every row is right until the test says otherwise, and each is another student.</summary>
internal sealed class ListBuilder
{
    internal static readonly DateOnly Today = new(2026, 11, 21);

    private static readonly string[] DefaultColumns =
    [
        ListColumn.PersonalNumber, ListColumn.GivenName, ListColumn.FamilyName, ListColumn.Email, ListColumn.Programme,
        ListColumn.FirstDay, ListColumn.LastDay,
    ];

    private readonly List<Dictionary<string, string>> rows = [];

    internal ListBuilder Row(params (string Column, string Text)[] cells)
    {
        var number = rows.Count + 1;
        var row = new Dictionary<string, string>
        {
            [ListColumn.PersonalNumber] = SampleList.Number(number, Today).Display(Today),
            [ListColumn.GivenName] = "Åsa",
            [ListColumn.FamilyName] = "Müller-Ørsted d'Arc",
            [ListColumn.Email] = $"student{number}@larosate.example",
            [ListColumn.Programme] = "Sjuksköterskeprogrammet",
            [ListColumn.FirstDay] = "2027-01-18",
            [ListColumn.LastDay] = "2029-06-08",
        };
        foreach (var (column, text) in cells)
            row[column] = text;
        rows.Add(row);
        return this;
    }

    internal IEnumerable<string[]> Table()
    {
        var columns = DefaultColumns.Union(rows.SelectMany(row => row.Keys)).ToArray();
        return rows.Select(row => columns.Select(column => row.GetValueOrDefault(column, "")).ToArray()).Prepend(columns);
    }

    internal string Text(char delimiter = ';') =>
        string.Concat(Table().Select(cells => string.Join(delimiter, cells.Select(cell => Quoted(cell, delimiter))) + "\r\n"));

    internal byte[] Csv(string encoding = TextEncoding.Utf8, char delimiter = ';') => Encode(Text(delimiter), encoding);

    internal IReadOnlyList<JudgedRow> Judge() => ListJudge.Judge(Read(Csv()), Today);

    internal static byte[] Encode(string text, string encoding) =>
        [.. TextEncoding.Get(encoding).Preamble, .. TextEncoding.Get(encoding).GetBytes(text)];

    internal static ListFile Read(byte[] bytes) =>
        Assert.IsType<ListReading.Accepted>(new ListReader(new ListLimits()).Read(bytes, "list.csv")).File;

    internal static ListFile Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    internal static FileRefusal Refusal(byte[] bytes, string name = "list.csv") =>
        Assert.IsType<ListReading.Refused>(new ListReader(new ListLimits()).Read(bytes, name)).Refusal;

    internal static FileRefusal Refusal(string text) => Refusal(Encoding.UTF8.GetBytes(text));

    private static string Quoted(string cell, char delimiter) =>
        cell.AsSpan().ContainsAny([delimiter, '"', '\r', '\n']) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
