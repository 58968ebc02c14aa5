using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>How one entry stands right now, on both sides, and what would be planned for it.</summary>
internal sealed class LiveStand(MirrorReader reader, MirroredEntryReader entryReader, WantedSet wantedSet, SyncPlanner planner, DecisionStore decisions, EntryWriter writer, DirectoryOptions options, TimeProvider clock)
{
    /// <summary>Null where the person was erased since, or is protected: the entry isn't ours any more (D-4).</summary>
    public async Task<Stand?> FindAsync(SyncItem item, PlannedEntry released, CancellationToken cancellationToken)
    {
        WantedStudent? wanted = null;
        IReadOnlyList<MirroredEntry> candidates;
        if (item.Student is { } student)
        {
            wanted = await wantedSet.FindAsync(student, cancellationToken);
            if (wanted is null)
                return null;
            candidates = await reader.ReadOneAsync(wanted, cancellationToken);
        }
        else
        {
            candidates = item.EntryUuid is { } uuid && await writer.ReadAsync(uuid, cancellationToken) is { } image ? [Mirrored(image)] : [];
        }

        var taken = await decisions.LoadAsync(item.Student, item.EntryUuid, cancellationToken);
        var entry = released.Found is { } found
            ? candidates.FirstOrDefault(candidate => candidate.EntryUuid == found.EntryUuid)
            : candidates.FirstOrDefault(candidate => candidate.Branch == DirectoryBranch.Students && candidate.ValuesOf(DirectoryNames.RsId).Contains(wanted?.Entry.RsId ?? ""));
        return new Stand(wanted, candidates, entry, taken, Plan(wanted, candidates, taken, item.EntryUuid));
    }

    /// <summary>All that can be read of the entry; null where there is none.</summary>
    public async Task<EntryImage?> ImageAsync(Stand stand, CancellationToken cancellationToken) =>
        stand.Entry is { } entry ? await writer.ReadAsync(entry.EntryUuid, cancellationToken) : null;

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
