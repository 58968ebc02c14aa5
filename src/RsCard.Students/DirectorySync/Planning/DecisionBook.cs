using RsCard.Students.Database;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>People's decisions, found by entry or by student.</summary>
internal sealed class DecisionBook
{
    private readonly ILookup<Guid, DriftDecision> byEntry;
    private readonly ILookup<StudentId, DriftDecision> ofMissing;
    private readonly bool isEmpty;

    public DecisionBook(IReadOnlyCollection<DriftDecision> decisions, DateOnly today)
    {
        var standing = decisions.Where(decision => decision.Choice != DriftChoice.Exempt || decision.Until >= today).ToList();
        isEmpty = standing.Count == 0;
        byEntry = standing.Where(decision => decision.EntryUuid != Guid.Empty).ToLookup(decision => decision.EntryUuid);
        ofMissing = standing.Where(decision => decision.EntryUuid == Guid.Empty && decision.Student is not null)
            .ToLookup(decision => decision.Student.GetValueOrDefault());
    }

    /// <summary>Those about the student, or about the entries where nobody wants them.</summary>
    public IReadOnlyList<DriftDecision> About(StudentId? student, IEnumerable<MirroredEntry> entries)
    {
        if (isEmpty)
            return [];
        var found = entries.SelectMany(entry => byEntry[entry.EntryUuid]).Where(decision => decision.Student is null || decision.Student == student);
        return [.. student is { } known ? found.Concat(ofMissing[known]) : found];
    }
}
