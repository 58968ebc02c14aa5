using RsCard.Students.Database;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>
/// Who needs no look until something of them changes. Everything that is matched is in a group of students and entries with keys in
/// common; a group of one student and one entry, or one of them alone, with nothing planned and nothing decided, is settled.
/// </summary>
internal sealed class Settling(EntryIndex index, EntryClaims claims, DirectoryBranches branches, IReadOnlyCollection<DriftDecision> decisions, DateOnly today)
{
    private readonly HashSet<StudentId> decidedStudents = [.. decisions.Where(decision => decision.Student is not null).Select(decision => decision.Student.GetValueOrDefault())];
    private readonly HashSet<Guid> decidedEntries = [.. decisions.Select(decision => decision.EntryUuid)];
    private readonly List<Candidate> candidates = [];
    private readonly List<SettledPair> settled = [];

    public IReadOnlyList<SettledPair> Settled => settled;

    /// <summary>A student for whom nothing was planned.</summary>
    public void Student(int at, WantedStudent wanted)
    {
        index.Candidates(wanted, candidates);
        if (decidedStudents.Contains(wanted.Student))
            return;
        if (candidates.Count == 0)
            settled.Add(new SettledPair(wanted, Found: null, wanted.Until));
        else if (candidates is [{ } only] && claims.IsOwner(at, only.Entry) && claims.Count(only.Entry) == 1 && CanSettle(index.Entries[only.Entry]))
            settled.Add(new SettledPair(wanted, index.Entries[only.Entry], Earlier(wanted.Until, Until(index.Entries[only.Entry]))));
    }

    /// <summary>Entries that no student claims.</summary>
    /// <param name="planned">Entries that something was planned for.</param>
    public void Rest(HashSet<Guid> planned)
    {
        for (var at = 0; at < index.Entries.Count; at++)
        {
            var entry = index.Entries[at];
            if (claims.Count(at) == 0 && !planned.Contains(entry.EntryUuid) && CanSettle(entry))
                settled.Add(new SettledPair(Wanted: null, entry, Until(entry)));
        }
    }

    /// <summary>A name that others may want stands in everybody's way: its entry is looked at each time.</summary>
    private bool CanSettle(MirroredEntry entry) => !decidedEntries.Contains(entry.EntryUuid) && !NameOrder.IsMisfit(branches, entry);

    /// <summary>A period that runs ends one day, and with it what is to be said of the entry.</summary>
    private DateOnly Until(MirroredEntry entry)
    {
        var until = DateOnly.MaxValue;
        foreach (var value in entry.ValuesOf(DirectoryNames.PeriodEnd))
        {
            if (DirectoryTime.ToDay(value) is { } last && last >= today)
                until = Earlier(until, last);
        }

        return until;
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
