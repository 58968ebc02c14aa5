using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.CommandLine;

/// <summary>Runs of the directory as text and as JSON. A personal number is never shown.</summary>
internal static class DirectoryRunText
{
    /// <param name="now">Business time: how long an open run has gone on is told by it.</param>
    public static void Write(TextWriter output, RunReport run, DateTimeOffset now)
    {
        output.WriteLine($"{run.Id}  {Show.Time(run.StartedAt)}  {run.State}  {run.Order.By}{(run.Order.DryRun ? "  dry run" : "")}{(run.Undoes is { } undone ? $"  undoes {undone}" : "")}");
        if (run.Code is not null)
            output.WriteLine($"  {run.Code}: {run.Detail}");
        if (run.Read is { } read)
            output.WriteLine($"  read {read.Entries} entries ({read.Way}, {read.Took.TotalSeconds:0.0} s: {read.Changed} changed, {read.Gone} gone); {run.Wanted} students; planned in {run.PlanningTook.TotalSeconds:0.0} s");
        var table = new TextTable("situation", "count");
        foreach (var (situation, count) in run.Situations.OrderBy(pair => pair.Key))
            table.Add(Words(situation.ToString()), $"{count}");
        table.WriteTo(output);
        WriteKinds(output, run);
        foreach (var held in run.Held)
            output.WriteLine($"  HELD BACK: {held.Count} {Words(held.Kind.ToString())}: {held.Code}: {SyncTexts.Why(held, PageLanguage.English)}");
        output.WriteLine($"  {Outcome(run)}{(run.AgeAt(now) is { } age ? $" It has gone on for {age.TotalMinutes:0} min." : "")}");
        if (run.ConfirmedAt is { } confirmed)
            output.WriteLine($"  Nothing has changed since: asked {Show.Time(confirmed)}.");
    }

    /// <summary>A run in one line.</summary>
    public static string Line(RunReport run, DateTimeOffset now) =>
        $"{run.Id}  {Show.Time(run.StartedAt)}  {(run.FinishedAt is { } end ? $"{(end - run.StartedAt).TotalSeconds:0} s" : $"{run.AgeAt(now)?.TotalMinutes:0} min…"),7}  {run.State,-7} {(run.Order.DryRun ? "dry" : run.Undoes is not null ? "undo" : run.Order.Depth.ToString().ToLowerInvariant()),-7} {run.Applied.Values.Sum(),6} written {run.Held.Sum(held => held.Count),6} held {run.Failed.Values.Sum(),4} failed  {(run.InSync ? "in sync" : run.Code ?? "")}{(run.ConfirmedAt is { } confirmed ? $", nothing has changed until {Show.Time(confirmed)}" : "")}";

    public static string Outcome(RunReport run) => run switch
    {
        { Code: RunReport.TookTooLong } => "It took too long and was given up: what was left is planned anew by the next run.",
        { Code: not null } => "The run broke off: nothing is known to be in sync.",
        { State: RunReport.Running } => $"{run.Waiting} writes wait or are on their way.",
        { Undoes: not null } => "Taken back. The next run finds these entries changed by hand, and asks a person; what was added and is wanted is added again: turn read-only on first if it shouldn't be.",
        { Order.DryRun: true, InSync: false } => "Nothing has been done: 'directory sync' does it.",
        { InSync: true } when run.Planned.TryGetValue(PlanKind.Decide, out var open) => $"In sync, but for {open} that a person has to decide.",
        { InSync: true } => "In sync.",
        _ => "Not in sync.",
    };

    public static void Write(TextWriter output, int position, PlannedEntry entry, string state)
    {
        output.WriteLine($"{position,6} {Words(entry.Kind.ToString()),-8} {Words(entry.Situation.ToString()),-16} {state,-10} student {entry.Student?.ToString() ?? "–"}  entry {entry.Found?.EntryUuid.ToString() ?? "–"}  {SyncTexts.Why(entry, PageLanguage.English)}");
        foreach (var change in entry.Changes)
            output.WriteLine($"         {change.Attribute}: {Values(change.Attribute, change.From)} → {Values(change.Attribute, change.To)}");
        foreach (var candidate in entry.Candidates)
            output.WriteLine($"         candidate {candidate}");
    }

    public static void Write(TextWriter output, UndoPlan plan, DirectoryOptions options)
    {
        foreach (var (write, place) in plan.Writes.Select((write, place) => (write, place + 1)))
        {
            output.WriteLine($"{place,6} {Words(write.Reverse.Kind.ToString()),-8} entry {write.EntryUuid}  student {write.Student?.ToString() ?? "–"}{(write.Note is null ? "" : $"  NOTE: {write.Note}")}");
            foreach (var change in write.Reverse.Kind == WriteKind.Delete ? [] : write.Reverse.Changes)
                output.WriteLine($"         {change.Attribute}: {Values(change.Attribute, write.Reverse.Now?.Of(change.Attribute) ?? [], options)} → {Values(change.Attribute, change.Values, options)}");
        }

        foreach (var conflict in plan.Conflicts)
            output.WriteLine($"  LEFT ALONE: {Words(conflict.Operation.ToString())} of entry {conflict.EntryUuid}: {conflict.Why}");
    }

    /// <param name="now">Business time: how long an open run has gone on is told by it.</param>
    public static object Plain(RunReport run, DateTimeOffset now) => new
    {
        run.Id,
        run.State,
        by = run.Order.By,
        depth = run.Order.Depth.ToString().ToLowerInvariant(),
        run.Order.DryRun,
        run.Undoes,
        run.StartedAt,
        run.FinishedAt,
        run.ConfirmedAt,
        age = run.AgeAt(now) is { } age ? (double?)Math.Round(age.TotalSeconds) : null,
        run.Read,
        run.Wanted,
        situations = run.Situations.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
        planned = run.Planned.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
        applied = run.Applied.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
        run.Waiting,
        run.Superseded,
        run.Failed,
        held = run.Held.Select(held => new { kind = held.Kind.ToString(), held.Count, held.Code, held.Expected, held.Found, held.Percent, why = SyncTexts.Why(held, PageLanguage.English) }),
        run.InSync,
        run.OldestDrift,
        run.Code,
        run.Detail,
    };

    public static object Plain(int position, PlannedEntry entry, string state) => new
    {
        position,
        kind = entry.Kind.ToString(),
        situation = entry.Situation.ToString(),
        state,
        student = entry.Student?.Value,
        entry = entry.Found?.EntryUuid,
        reason = entry.Why.ToString(),
        why = SyncTexts.Why(entry, PageLanguage.English),
        changes = entry.Changes.Select(change => new { change.Attribute, from = Values(change.Attribute, change.From), to = Values(change.Attribute, change.To) }),
        entry.Candidates,
    };

    public static object Plain(UndoPlan plan) => new
    {
        plan.Run,
        writes = plan.Writes.Select(write => new { kind = write.Reverse.Kind.ToString(), entry = write.EntryUuid, student = write.Student?.Value, attributes = write.Reverse.Changes.Select(change => change.Attribute), write.Note }),
        conflicts = plan.Conflicts.Select(conflict => new { operation = conflict.Operation.ToString(), entry = conflict.EntryUuid, conflict.Why }),
    };

    /// <summary>WrongBranch → wrong branch.</summary>
    public static string Words(string name) => string.Concat(name.Select((letter, place) => char.IsUpper(letter) ? (place == 0 ? "" : " ") + char.ToLowerInvariant(letter) : $"{letter}"));

    private static void WriteKinds(TextWriter output, RunReport run)
    {
        var table = new TextTable("write", "planned", "done", "held back");
        foreach (var (kind, count) in run.Planned.Where(pair => pair.Key != PlanKind.Nothing).OrderBy(pair => pair.Key))
            table.Add(Words(kind.ToString()), $"{count}", $"{run.Applied.GetValueOrDefault(kind)}", $"{run.Held.Where(held => held.Kind == kind).Sum(held => held.Count)}");
        table.WriteTo(output);
        if (run.Superseded > 0)
            output.WriteLine($"  {run.Superseded} left alone: the entry, or what is wanted of it, was another by then");
        foreach (var (code, count) in run.Failed)
            output.WriteLine($"  {count} refused: {code}");
    }

    private static string Values(string attribute, IReadOnlyList<string> values) =>
        values.Count == 0 ? "(none)" : attribute == DirectoryNames.PersonalNumber ? "(a personal number)" : string.Join(" | ", values);

    private static string Values(string attribute, IReadOnlyList<string> values, DirectoryOptions options) =>
        Values(string.Equals(attribute, options.NameOf(DirectoryNames.PersonalNumber), StringComparison.OrdinalIgnoreCase) ? DirectoryNames.PersonalNumber : attribute, values);
}
