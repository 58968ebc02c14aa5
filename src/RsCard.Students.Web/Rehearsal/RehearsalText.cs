using System.Globalization;
using System.Text;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>A report for people.</summary>
public static class RehearsalText
{
    private const int WeeksShown = 30;

    public static string Write(RehearsalReport report)
    {
        using var output = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture) { NewLine = "\n" };
        Head(output, report);
        LeadTimes(output, report);
        Steps(output, report);
        StoodStill(output, report);
        Weeks(output, report);
        Placements(output, report.Placements);
        Sums(output, report);
        return output.ToString();
    }

    internal static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static void Head(StringWriter output, RehearsalReport report)
    {
        var head = report.Head;
        output.WriteLine($"Rehearsal of {head.Students} students, {head.FirstDay:yyyy-MM-dd} to {head.LastDay:yyyy-MM-dd}, seed {head.Seed}; {report.Took.TotalSeconds:0} s");
        foreach (var change in head.Changes)
            output.WriteLine($"  {change}");
        if (head.WorkflowFolder is { } folder)
            output.WriteLine($"  workflows: {folder}");
        output.WriteLine();
    }

    private static void LeadTimes(StringWriter output, RehearsalReport report)
    {
        output.WriteLine("How long it took as a whole (days)");
        var table = new TextTable("", "students", "median", "90 %", "longest");
        foreach (var line in report.LeadTimes)
            table.Add(line.What, $"{line.Students}", Number(line.Median), Number(line.NineOfTen), Number(line.Longest));
        table.WriteTo(output);
    }

    private static void Steps(StringWriter output, RehearsalReport report)
    {
        output.WriteLine("How long each step took (days)");
        var table = new TextTable("step", "", "passed", "median", "90 %", "longest", "left", "stand there", "oldest since");
        foreach (var step in report.Steps)
        {
            table.Add(
                step.Name, $"{step.Definition}/{step.Activity}", $"{step.Passed}", Number(step.Median), Number(step.NineOfTen), Number(step.Longest), Count(step.Left), Count(step.Standing),
                step.Since is { } since ? $"{since:yyyy-MM-dd}" : "");
        }

        table.WriteTo(output);
    }

    private static void StoodStill(StringWriter output, RehearsalReport report)
    {
        if (report is { StoodStill: [], Nowhere: 0 })
        {
            output.WriteLine("Nothing stood still.\n");
            return;
        }

        output.WriteLine("What stood still at the end");
        var table = new TextTable("step", "", "overdue", "of", "since", "whose turn");
        foreach (var step in report.StoodStill)
            table.Add(step.Name, $"{step.Definition}/{step.Activity}", $"{step.Overdue}", $"{step.Standing}", $"{step.Since:yyyy-MM-dd}", step.Turn ?? "");
        if (report.Nowhere > 0)
            table.Add("Waits for nothing: lost by the process", "", $"{report.Nowhere}", "", "", "nobody");
        table.WriteTo(output);
    }

    private static void Weeks(StringWriter output, RehearsalReport report)
    {
        var stations = report.Weeks.SelectMany(week => week.AtStations.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        output.WriteLine($"Who waited on Fridays (the first {WeeksShown} weeks in which anybody did); at the stations: in the queue when it closed");
        var table = new TextTable(["Friday", "review", "oldest, days", "administrator", "photo", "card made", "pickup", "work", .. stations]);
        foreach (var week in report.Weeks.Where(IsBusy).Take(WeeksShown))
        {
            table.Add([
                $"{week.Friday:yyyy-MM-dd}", Count(week.InReview), Count(week.OldestInReview), Count(week.WithAdministrator), Count(week.ForPhoto), Count(week.CardsMade), Count(week.ForPickup),
                Count(week.Work), .. stations.Select(station => Count(week.AtStations.GetValueOrDefault(station))),
            ]);
        }

        table.WriteTo(output);
    }

    private static bool IsBusy(WeekLine week) =>
        week.InReview + week.WithAdministrator + week.ForPhoto + week.CardsMade + week.ForPickup + week.Work + week.AtStations.Values.Sum() > 0;

    private static void Placements(StringWriter output, PlacementLine placements)
    {
        output.WriteLine($"Card and RSid on the first day of placement: {placements.InTime} of {placements.Placed} students ({Percent(placements.ShareInTime)})");
        output.WriteLine($"  {placements.CardsLate,6}  held no card on that day");
        foreach (var (days, count) in placements.LateBy)
            output.WriteLine(days == "never" ? $"  {count,6}  not by the end" : $"  {count,6}  {days} days late");
        output.WriteLine();
        var table = new TextTable("forecast on the list", "in time", "late", "right");
        foreach (var (forecast, line) in placements.Forecasts)
            table.Add(forecast, $"{line.InTime}", $"{line.Late}", Right(forecast, line));
        table.WriteTo(output);
    }

    private static string Right(string forecast, ForecastLine line) => forecast switch
    {
        "in-time" => Percent((double)line.InTime / (line.InTime + line.Late)),
        "too-late" => Percent((double)line.Late / (line.InTime + line.Late)),
        _ => "",
    };

    private static void Sums(StringWriter output, RehearsalReport report)
    {
        Sum(output, "Rows", report.Rows);
        Sum(output, "Cases", report.Cases);
        Sum(output, "Mails", report.Mails);
        Sum(output, "Of them reminders", report.Reminders);
        Sum(output, "What happened besides", report.Happened);
        Sum(output, "Refused at counter and desk", report.Refusals);
        Sum(output, "Undecided by the HSA team", report.Undecided);
        Sum(output, "Failed for good", report.Incidents.ToDictionary(code => code.Key, code => code.Value.Happened));
        if (report.Incidents.Values.Sum(line => line.Unmended) is > 0 and var unmended)
            output.WriteLine($"  of which {unmended} weren't mended");
    }

    private static void Sum(StringWriter output, string name, IReadOnlyDictionary<string, int> counts)
    {
        if (counts.Count > 0)
            output.WriteLine($"{name}: {string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"))}");
    }

    private static string Number(int? days) => days is { } count ? $"{count}" : "–";

    private static string Count(int count) => count == 0 ? "" : $"{count}";
}
