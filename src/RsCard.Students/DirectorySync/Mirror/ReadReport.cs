namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>How deep to read.</summary>
public enum ReadDepth
{
    /// <summary>Nothing when contextCSN says so, else what has changed since the last read, else everything.</summary>
    Changes,

    /// <summary>Every entry.</summary>
    Full,
}

/// <summary>How the mirror was brought up to date.</summary>
/// <param name="Way">Unchanged, refresh (RFC 4533), changed-since (entryCSN or modifyTimestamp and a sweep of entryUUIDs), full.</param>
/// <param name="Before">Entries of the mirror before, for the brake.</param>
/// <param name="Account">What the server answered to Who am I (RFC 4532).</param>
public sealed record ReadReport(string Way, int Before, int Entries, int Changed, int Gone, string Account, TimeSpan Took)
{
    /// <summary>The <see cref="Way"/> of a read that found nothing written since the last one.</summary>
    public const string Unchanged = "unchanged";
}
