using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.DirectorySync;

namespace RsCard.Students.Web.CommandLine;

/// <summary>Drift and history as text and as JSON. A personal number is never shown.</summary>
internal static class DirectoryDriftText
{
    public static void Write(TextWriter output, DriftItem item)
    {
        DirectoryRunText.Write(output, item.Item.Position, item.Plan, item.IsDecided ? "decided" : $"since {Show.Day(item.Item.FirstSeenAt)}");
        foreach (var decision in item.Decided)
            output.WriteLine($"         {Line(decision)}");
    }

    public static void Write(TextWriter output, HistoryLine line, DirectoryOptions options)
    {
        output.WriteLine(line.Decision is { } decision
            ? $"{Show.Time(line.At)}  {Line(decision)}"
            : $"{Show.Time(line.At)}  {DirectoryRunText.Words(line.Write?.Operation.ToString() ?? ""),-8} {(line.Write?.Run is { } run ? $"run {run} by {line.RunBy}" : "the student's case")}{(line.Write is { Proved: false } ? "  not proved" : "")}");
        foreach (var (attribute, from, to) in line.Changes)
            output.WriteLine($"         {attribute}: {Values(attribute, from, options)} → {Values(attribute, to, options)}");
    }

    public static object Plain(DriftItem item) => new
    {
        entry = DirectoryRunText.Plain(item.Item.Position, item.Plan, item.IsDecided ? "decided" : "open"),
        item.Item.FirstSeenAt,
        decisions = item.Decided.Select(Plain),
    };

    public static object Plain(HistoryLine line, DirectoryOptions options) => new
    {
        line.At,
        write = line.Write?.Operation.ToString(),
        run = line.Write?.Run,
        line.RunBy,
        proved = line.Write?.Proved,
        changes = line.Changes.Select(change => new { change.Attribute, from = Values(change.Attribute, change.From, options), to = Values(change.Attribute, change.To, options) }),
        decision = line.Decision is { } decision ? Plain(decision) : null,
    };

    public static string Why(DriftSkipped skipped) => skipped.Code switch
    {
        "DRIFT-002" => $"{skipped.Code}: {skipped.By} decided at {Show.Time(skipped.At)}",
        "DRIFT-004" => $"{skipped.Code}: that can't be decided of it: of several entries one is chosen with --candidate, and what isn't there can't be accepted",
        _ => $"{skipped.Code}: it is open no more",
    };

    private static object Plain(StandingDecision decision) => new
    {
        decision.Id,
        situation = decision.Situation.ToString(),
        decision.Attribute,
        choice = decision.Choice.ToString(),
        decision.Until,
        decision.Reason,
        decision.By,
        decision.At,
        decision.RevokedAt,
    };

    private static string Line(StandingDecision decision) =>
        $"decision {decision.Id}: {DirectoryRunText.Words(decision.Choice.ToString())} {decision.Attribute ?? DirectoryRunText.Words(decision.Situation.ToString())}{(decision.Until is { } until ? $" until {Show.Day(until)}" : "")} by {decision.By}{(decision.Reason is { Length: > 0 } reason ? $": {reason}" : "")}{(decision.RevokedAt is { } revoked ? $" (taken back {Show.Time(revoked)})" : "")}";

    private static string Values(string attribute, IReadOnlyList<string> values, DirectoryOptions options) => ShownValues.Raw(attribute, values, options);
}
