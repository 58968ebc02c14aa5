using RsCard.Students.Database;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>What was planned for one portion of the students and entries.</summary>
/// <param name="Misfits">Entries of the student branch under another name than their own RSid.</param>
/// <param name="RsIds">Of the students whose entry gets a name.</param>
/// <param name="Settled">Those that the next plan needn't look at, while nothing of them changes.</param>
public sealed record PlanPart(
    IReadOnlyList<PlannedEntry> Planned, IReadOnlyList<MirroredEntry> Misfits, IReadOnlyDictionary<StudentId, string> RsIds, IReadOnlyList<SettledPair> Settled);

/// <summary>A student, an entry, or a student and their entry, of which nothing was to be done or said, and whom nothing else is known by.</summary>
/// <param name="Until">The last day that this holds for, whatever else stays as it is.</param>
public sealed record SettledPair(WantedStudent? Wanted, MirroredEntry? Found, DateOnly Until);
