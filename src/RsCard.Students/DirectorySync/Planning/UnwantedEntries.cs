namespace RsCard.Students.DirectorySync.Planning;

/// <summary>
/// Entries of the student branch that nobody wants. Those that have ended say nothing: students of years ago stand there. None is ever
/// deleted; a person's word closes one.
/// </summary>
internal sealed class UnwantedEntries(DirectoryBranches branches, DecisionBook book, Func<MirroredEntry, string?, string> digestOf, DateOnly today)
{
    public IEnumerable<PlannedEntry> Find(EntryIndex index, EntryClaims claims)
    {
        for (var at = 0; at < index.Entries.Count; at++)
        {
            var entry = index.Entries[at];
            if (entry.Branch == DirectoryBranch.Students && !claims.IsWanted(at) && IsOpen(entry) && Judge(entry) is { } planned)
                yield return planned;
        }
    }

    private PlannedEntry? Judge(MirroredEntry entry)
    {
        var decisions = new EntryDecisions(book.About(student: null, [entry]), attribute => digestOf(entry, attribute));
        if (branches.IgnoresUnwanted || decisions.Silences(Situation.Unwanted, attribute: null))
            return null;
        return decisions.Fixes(Situation.Unwanted, attribute: null)
            ? Planned(entry, PlanKind.Close, [new PlannedChange(DirectoryNames.Status, entry.ValuesOf(DirectoryNames.Status), [FoundEntry.Ended])])
            : Planned(entry, PlanKind.Decide, []);
    }

    private bool IsOpen(MirroredEntry entry) =>
        entry.ValuesOf(DirectoryNames.Status) is not [{ } status, ..] || string.Equals(status, FoundEntry.Active, StringComparison.OrdinalIgnoreCase)
            ? entry.ValuesOf(DirectoryNames.PeriodEnd) is not [{ } last, ..] || DirectoryTime.ToDay(last) is not { } day || day >= today
            : false;

    private static PlannedEntry Planned(MirroredEntry entry, PlanKind kind, IReadOnlyList<PlannedChange> changes) =>
        new(Situation.Unwanted, kind, Student: null, entry, changes, PlanReason.NobodyWantsIt, []);
}
