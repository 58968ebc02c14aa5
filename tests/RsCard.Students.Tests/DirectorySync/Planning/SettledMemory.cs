using System.Text.Json;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>What the database remembers of settled students and entries, in memory.</summary>
internal sealed class SettledMemory
{
    private static readonly MatchKeys Keys = new(MemoryTree.Hash);
    private readonly List<Remembered> settled = [];

    /// <returns>The plan, and how many students and entries were looked at for it.</returns>
    public (SyncPlan Plan, int Looked) Plan(RightTree right, IReadOnlyCollection<MirroredEntry> found, IReadOnlyCollection<DriftDecision> decisions, DateOnly today, int portion)
    {
        var students = right.Wanted.ToDictionary(wanted => wanted.Student);
        var entries = found.ToDictionary(entry => entry.EntryUuid);
        settled.RemoveAll(one =>
            today < one.Since || today > one.Pair.Until
            || (one.Pair.Wanted is { } wanted && Text(wanted) != Text(students.GetValueOrDefault(wanted.Student)))
            || (one.Pair.Found is { } entry && Text(entry) != Text(entries.GetValueOrDefault(entry.EntryUuid)))
            || decisions.Any(decision => decision.Student is { } student && student == one.Pair.Wanted?.Student)
            || decisions.Any(decision => decision.EntryUuid == one.Pair.Found?.EntryUuid));

        var unsettled = students.Values.Where(wanted => !settled.Exists(one => one.Pair.Wanted?.Student == wanted.Student)).Select(wanted => new Unsettled(wanted.Student, EntryUuid: null, Keys.Of(wanted)))
            .Concat(entries.Values.Where(entry => !settled.Exists(one => one.Pair.Found?.EntryUuid == entry.EntryUuid)).Select(entry => new Unsettled(Student: null, entry.EntryUuid, Keys.Of(entry))))
            .ToList();
        var keys = unsettled.SelectMany(one => one.Keys).ToHashSet();
        foreach (var neighbour in settled.Where(one => keys.Overlaps(one.Keys)).ToList())
        {
            settled.Remove(neighbour);
            if (neighbour.Pair.Wanted is { } wanted)
                unsettled.Add(new Unsettled(wanted.Student, EntryUuid: null, neighbour.Keys));
            if (neighbour.Pair.Found is { } entry)
                unsettled.Add(new Unsettled(Student: null, entry.EntryUuid, neighbour.Keys));
        }

        var parts = PlanPortion.Of(unsettled, portion)
            .Select(part => right.Planner.Judge([.. part.Students.Select(student => students[student])], [.. part.Entries.Select(entry => entries[entry])], decisions, today))
            .ToList();
        settled.AddRange(parts.SelectMany(part => part.Settled).Select(pair => new Remembered(pair, today, [.. (pair.Wanted is { } wanted ? Keys.Of(wanted) : []).Union(pair.Found is { } entry ? Keys.Of(entry) : [])])));
        return (right.Planner.Join(parts, students.Count, entries.Count), unsettled.Count);
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);

    private sealed record Remembered(SettledPair Pair, DateOnly Since, long[] Keys);
}
