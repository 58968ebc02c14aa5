using System.Globalization;
using System.Text;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>Two rehearsals of the same students side by side: as it is, and as it would be.</summary>
public sealed record RehearsalComparison(RehearsalReport Now, RehearsalReport Changed)
{
    public IReadOnlyList<ComparedLine> Lines =>
    [
        .. Pair("", "ready on the first day of placement, %", report => 100 * report.Placements.ShareInTime),
        .. Pair("", "late for the placement, students", report => report.Placements.Placed - report.Placements.InTime),
        .. Pair("", "no card on the first day of placement, students", report => report.Placements.CardsLate),
        .. Pair("", "reminders", report => report.Reminders.Values.Sum()),
        .. Pair("", "cases open at the end", report => report.Cases.GetValueOrDefault("open")),
        .. Pair("", "steps past their day at the end", report => report.StoodStill.Sum(step => step.Overdue)),
        .. Pair("", "most in review on a Friday", report => report.Weeks.Select(week => week.InReview).DefaultIfEmpty().Max()),
        .. Pair("", "most in a station's queue on a Friday", report => report.Weeks.SelectMany(week => week.AtStations.Values).DefaultIfEmpty().Max()),
        .. Pair("", "mails", report => report.Mails.Values.Sum()),
        .. Now.Steps.Concat(Changed.Steps).DistinctBy(step => (step.Definition, step.Activity)).SelectMany(StepLines),
    ];

    public string ToText()
    {
        using var output = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture) { NewLine = "\n" };
        output.WriteLine($"Rehearsals of {Now.Head.Students} students, {Now.Head.FirstDay:yyyy-MM-dd} to {Now.Head.LastDay:yyyy-MM-dd}, seed {Now.Head.Seed}; {(Now.Took + Changed.Took).TotalSeconds:0} s");
        foreach (var change in Changed.Head.Changes)
            output.WriteLine($"  changed: {change}");
        if (Changed.Head.WorkflowFolder is { } folder)
            output.WriteLine($"  changed: workflows of {folder}");
        output.WriteLine();
        var table = new TextTable("", "", "now", "changed", "difference");
        foreach (var line in Lines)
            table.Add(line.Step, line.What, Number(line.Now), Number(line.Changed), Difference(line));
        table.WriteTo(output);
        return output.ToString();
    }

    private IEnumerable<ComparedLine> StepLines(StepLine step)
    {
        IEnumerable<ComparedLine> lines =
        [
            .. Pair(step.Name, "passed", report => Find(report, step)?.Passed ?? 0),
            .. Pair(step.Name, "median, days", report => Find(report, step)?.Median),
            .. Pair(step.Name, "90 %, days", report => Find(report, step)?.NineOfTen),
            .. Pair(step.Name, "stand there at the end", report => Find(report, step)?.Standing ?? 0),
        ];
        return lines.Where(line => line.Now != line.Changed);
    }

    private static StepLine? Find(RehearsalReport report, StepLine step) =>
        report.Steps.FirstOrDefault(other => (other.Definition, other.Activity) == (step.Definition, step.Activity));

    private IEnumerable<ComparedLine> Pair(string step, string what, Func<RehearsalReport, double?> read)
    {
        yield return new ComparedLine(step, what, Round(read(Now)), Round(read(Changed)));
    }

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 1) : null;

    private static string Number(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture) ?? "–";

    private static string Difference(ComparedLine line) => line switch
    {
        { Now: { } now, Changed: { } changed } when now != changed => (changed - now).ToString("+0.#;-0.#", CultureInfo.InvariantCulture),
        _ => "",
    };
}

/// <param name="Step">As people call it; empty for the whole.</param>
/// <param name="Now">Null where nobody went through.</param>
public sealed record ComparedLine(string Step, string What, double? Now, double? Changed);
