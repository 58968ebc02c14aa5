using RsCard.Ldap;
using RsCard.Students.DirectorySync.Journal;

namespace RsCard.Students.DirectorySync;

/// <summary>
/// The border to the directory that holds people's entries, below the planner: the region's own, or a rehearsal's. Every method throws
/// <see cref="LdapException"/> when the directory can't be asked.
/// </summary>
public interface IRegionDirectory
{
    /// <summary>All entries that have one of these values, anywhere in the tree.</summary>
    Task<IReadOnlyList<FoundEntry>> FindAsync(IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken);

    /// <summary>All that can be read of an entry, wherever it is; null where there is none.</summary>
    Task<EntryImage?> FindImageAsync(Guid entryUuid, CancellationToken cancellationToken);

    /// <summary>Carries a plan out. Guarded by entryCSN: an entry that changed since it was read is left alone.</summary>
    /// <param name="now">The image of the entry that the plan changes or moves; null for the others.</param>
    /// <returns>The entryUUID of what was written, or why nothing was.</returns>
    /// <exception cref="LdapOutcomeUnknownException">Perhaps done: read and plan again.</exception>
    Task<ApplyResult> ApplyAsync(EntryPlan plan, EntryImage? now, CancellationToken cancellationToken);
}
