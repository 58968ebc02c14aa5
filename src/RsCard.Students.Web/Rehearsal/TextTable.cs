namespace RsCard.Students.Web.Rehearsal;

/// <summary>A table of plain text, for a screen, a file or a mail: words to the left, numbers to the right.</summary>
internal sealed class TextTable(params string[] columns)
{
    private readonly List<string[]> rows = [];

    public void Add(params string[] cells) => rows.Add(cells);

    public void WriteTo(TextWriter output)
    {
        if (rows.Count == 0)
            return;

        var widths = columns.Select((column, place) => rows.Select(row => row[place].Length).Append(column.Length).Max()).ToArray();
        var right = columns.Select((_, place) => place > 0 && rows.TrueForAll(row => row[place] is "" or "–" || !char.IsLetter(row[place][0]))).ToArray();
        Line(columns);
        foreach (var row in rows)
            Line(row);
        output.WriteLine();

        void Line(string[] cells) => output.WriteLine(
            "  " + string.Join("  ", cells.Select((cell, place) => right[place] ? cell.PadLeft(widths[place]) : cell.PadRight(widths[place]))).TrimEnd());
    }
}
