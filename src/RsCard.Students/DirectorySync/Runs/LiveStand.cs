using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>How entries stand right now, on both sides, and what would be planned for them.</summary>
internal sealed class LiveStand(LiveReader reader, MirroredEntryReader entryReader, WantedSet wantedSet, SyncPlanner planner, DecisionStore decisions, EntryWriter writer, DirectoryOptions options, TimeProvider clock)
{
    /// <summary>One for each item, in their order. Null where the person was erased since, or is protected: the entry isn't ours any more (D-4).</summary>
    public async Task<IReadOnlyList<Stand?>> FindAsync(IReadOnlyList<SyncItem> items, CancellationToken cancellationToken)
    {
        var wanted = await wantedSet.FindAsync([.. items.Select(item => item.Student).OfType<StudentId>().Distinct()], cancellationToken);
        var candidates = await reader.ReadAsync([.. wanted.Values], cancellationToken);
        var nobodys = await ImagesAsync(items.Where(item => item.Student is null).Select(item => item.EntryUuid), cancellationToken);
        var taken = await decisions.LoadAsync(wanted.Keys, items.Select(item => item.EntryUuid).OfType<Guid>(), cancellationToken);
        return [.. items.Select(item => item switch
        {
            { Plan: null } => null,
            { Student: null, Plan: { } released } => Find(item, released, wanted: null, item.EntryUuid is { } uuid && nobodys.TryGetValue(uuid, out var image) ? [Mirrored(image)] : [], taken),
            { Student: { } student, Plan: { } released } => wanted.TryGetValue(student, out var one) ? Find(item, released, one, candidates[student], taken) : null,
        })];
    }

    /// <summary>All that can be read of these entries.</summary>
    public Task<IReadOnlyDictionary<Guid, EntryImage>> ImagesAsync(IEnumerable<Guid?> entries, CancellationToken cancellationToken) =>
        writer.ReadAsync([.. entries.OfType<Guid>().Distinct()], cancellationToken);

    private Stand Find(SyncItem item, PlannedEntry released, WantedStudent? wanted, IReadOnlyList<MirroredEntry> candidates, IReadOnlyList<DriftDecision> taken)
    {
        var own = taken.Where(decision => (item.Student is not null && decision.Student == item.Student) || decision.EntryUuid == item.EntryUuid).ToList();
        var entry = released.Found is { } found
            ? candidates.FirstOrDefault(candidate => candidate.EntryUuid == found.EntryUuid)
            : candidates.FirstOrDefault(candidate => candidate.Branch == DirectoryBranch.Students && candidate.ValuesOf(DirectoryNames.RsId).Contains(wanted?.Entry.RsId ?? ""));
        return new Stand(wanted, candidates, entry, own, Plan(wanted, candidates, own, item.EntryUuid));
    }

    /// <summary>What would be planned now that the entry is as the server has shown it after the write.</summary>
    public PlannedEntry Again(Stand stand, EntryImage? after)
    {
        var others = stand.Candidates.Where(candidate => candidate.EntryUuid != (after?.EntryUuid ?? stand.Entry?.EntryUuid));
        return Plan(stand.Wanted, after is null ? [.. others] : [.. others, Mirrored(after)], stand.Decisions, after?.EntryUuid);
    }

    private MirroredEntry Mirrored(EntryImage image) => entryReader.Read(image.ToEntry(options));

    private PlannedEntry Plan(WantedStudent? wanted, IReadOnlyList<MirroredEntry> candidates, IReadOnlyList<DriftDecision> taken, Guid? entryUuid) =>
        wanted is not null
            ? planner.PlanOne(wanted, candidates, taken, clock.Today())
            : planner.Plan([], candidates, taken, clock.Today()).Entries.FirstOrDefault(entry => entry.Found?.EntryUuid == entryUuid)
                ?? new PlannedEntry(Situation.InSync, PlanKind.Nothing, Student: null, candidates.Count > 0 ? candidates[0] : null, [], PlanReason.AsWanted, []);
}

/// <param name="Wanted">Null for an entry that nobody wants.</param>
/// <param name="Entry">The one that the released write is about; null where it isn't there.</param>
/// <param name="Again">What is planned for it now.</param>
internal sealed record Stand(WantedStudent? Wanted, IReadOnlyList<MirroredEntry> Candidates, MirroredEntry? Entry, IReadOnlyList<DriftDecision> Decisions, PlannedEntry Again)
{
    public string? Csn => Entry?.EntryCsn;

    /// <summary>Something of what was released isn't as it was to be, and may not be written.</summary>
    public bool Leaves(PlannedEntry released) => released.Kind == PlanKind.Delete
        ? Entry is not null
        : Again.Kind != PlanKind.Nothing && (Again.Changes.Count == 0 || Again.Changes.Any(change => released.Changes.Any(own => own.Attribute == change.Attribute)));
}
