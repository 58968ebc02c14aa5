using Spectre.Console;

namespace RsCard.Students.Web;

/// <summary>A table of plain text, for a screen, a file or a mail: words to the left, numbers to the right. Nothing is cut or wrapped.</summary>
internal sealed class TextTable(params string[] columns)
{
    private const int Width = 1000;

    private readonly List<string[]> rows = [];

    public void Add(params string[] cells) => rows.Add(cells);

    /// <summary>Writes nothing where there is no row.</summary>
    public void WriteTo(TextWriter output)
    {
        if (rows.Count == 0)
            return;

        var table = new Table { Border = TableBorder.Simple };
        for (var place = 0; place < columns.Length; place++)
            table.AddColumn(new TableColumn(Markup.Escape(columns[place])) { NoWrap = true, Alignment = IsOfNumbers(place) ? Justify.Right : Justify.Left });
        foreach (var row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);

        using var drawn = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(drawn) });
        console.Profile.Width = Width;
        console.Write(table);
        foreach (var line in drawn.ToString().Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => line.Length == 0))
            output.WriteLine(line);
    }

    private bool IsOfNumbers(int place) => place > 0 && rows.TrueForAll(row => row[place] is "" or "–" || !char.IsLetter(row[place][0]));
}
