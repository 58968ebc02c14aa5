using RsCard.Students.Database;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>A student, an entry or both that are still to be planned for.</summary>
/// <param name="Keys">As <see cref="MatchKeys"/>; of both.</param>
public readonly record struct Unsettled(StudentId? Student, Guid? EntryUuid, long[] Keys);

/// <summary>
/// Students and entries that can be planned without all the others: whatever has a key in common with one of them is among them. The
/// planner's answer for a student rests on nothing else, so that any number of students can be planned in little memory.
/// </summary>
public sealed record PlanPortion(IReadOnlyList<StudentId> Students, IReadOnlyList<Guid> Entries)
{
    /// <summary>Everything in portions. What belongs together is never parted, however much it is.</summary>
    /// <param name="most">Students and entries in a portion.</param>
    public static IEnumerable<PlanPortion> Of(IReadOnlyList<Unsettled> all, int most)
    {
        if (all.Count == 0)
            return [];
        if (all.Count <= most)
            return [From(all)];

        var groups = Groups(all);
        for (var at = 0; at < groups.Length; at++)
            groups[at] = Root(groups, at);
        var places = Enumerable.Range(0, all.Count).ToArray();
        Array.Sort(groups, places);
        return Pack(all, groups, places, most);
    }

    private static IEnumerable<PlanPortion> Pack(IReadOnlyList<Unsettled> all, int[] groups, int[] places, int most)
    {
        var portion = new List<Unsettled>();
        for (var at = 0; at < places.Length; at++)
        {
            if (portion.Count >= most && groups[at] != groups[at - 1])
            {
                yield return From(portion);
                portion.Clear();
            }

            portion.Add(all[places[at]]);
        }

        yield return From(portion);
    }

    private static PlanPortion From(IReadOnlyList<Unsettled> part) => new(
        [.. part.Where(one => one.Student is not null).Select(one => one.Student.GetValueOrDefault())],
        [.. part.Where(one => one.EntryUuid is not null).Select(one => one.EntryUuid.GetValueOrDefault())]);

    /// <summary>For each the place of another of its group, or its own: the root's.</summary>
    private static int[] Groups(IReadOnlyList<Unsettled> all)
    {
        var parents = new int[all.Count];
        var first = new Dictionary<long, int>(all.Count * 2);
        for (var at = 0; at < parents.Length; at++)
        {
            parents[at] = at;
            foreach (var key in all[at].Keys)
            {
                if (!first.TryAdd(key, at))
                    parents[Root(parents, first[key])] = Root(parents, at);
            }
        }

        return parents;
    }

    private static int Root(int[] parents, int at)
    {
        while (parents[at] != at)
            at = parents[at] = parents[parents[at]];
        return at;
    }
}
